package org.dynamojdbc.grammar;

import java.util.List;
import org.antlr.v4.runtime.Token;

/** Finds what no parse can mend, before parsing: unclosed quotes, foreign spellings, and too deep nesting. */
final class TokenChecks {
    private TokenChecks() {}

    static void check(List<Token> tokens) {
        int depth = 0;
        int prefixes = 0;
        int documents = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            if (token.getType() == DynamoSqlLexer.COLON && next(tokens, i).equals(":")) {
                throw mistake(token, "'::' is no operator; a cast is written CAST(value AS type)");
            }
            if (token.getType() == DynamoSqlLexer.COLON && documents == 0) {
                refuseNamedParameter(token, next(tokens, i));
            }
            documents += document(token);
            refuseJoinedNumber(token, tokens, i);
            refuseMistake(token);
            if (token.getText().equalsIgnoreCase("x") && next(tokens, i).startsWith("'")) {
                throw mistake(token, "a binary literal X'..' holds hexadecimal digits, two for each byte");
            }
            switch (token.getType()) {
                case DynamoSqlLexer.LPAREN,
                        DynamoSqlLexer.LBRACKET,
                        DynamoSqlLexer.LBRACE,
                        DynamoSqlLexer.SET_START,
                        DynamoSqlLexer.CASE,
                        DynamoSqlLexer.ESCAPE_FN,
                        DynamoSqlLexer.ESCAPE_OJ -> depth++;
                case DynamoSqlLexer.RPAREN,
                        DynamoSqlLexer.RBRACKET,
                        DynamoSqlLexer.RBRACE,
                        DynamoSqlLexer.SET_END,
                        DynamoSqlLexer.END -> depth--;
                default -> {}
            }
            prefixes = isPrefix(token) ? prefixes + 1 : 0;
            if (depth + prefixes > SqlParser.MAX_DEPTH) {
                throw SqlParser.tooDeep(token, new IllegalStateException("depth " + (depth + prefixes)));
            }
        }
    }

    private static int document(Token token) {
        return switch (token.getType()) {
            case DynamoSqlLexer.LBRACE -> 1;
            case DynamoSqlLexer.RBRACE -> -1;
            default -> 0;
        };
    }

    private static boolean isPrefix(Token token) {
        return switch (token.getType()) {
            case DynamoSqlLexer.NOT, DynamoSqlLexer.MINUS, DynamoSqlLexer.PLUS, DynamoSqlLexer.EXPLAIN -> true;
            default -> false;
        };
    }

    private static String next(List<Token> tokens, int index) {
        return index + 1 < tokens.size() ? tokens.get(index + 1).getText() : "";
    }

    private static void refuseMistake(Token token) {
        switch (token.getType()) {
            case DynamoSqlLexer.UNTERMINATED_STRING -> throw mistake(
                    token, "this string has no closing quote; a quote inside a string is written ''");
            case DynamoSqlLexer.EMPTY_NAME -> throw mistake(
                    token,
                    "a quoted name needs a character between its quotes; DynamoDB has no attributes without a name");
            case DynamoSqlLexer.UNTERMINATED_NAME -> throw mistake(token, "this quoted name has no closing quote");
            case DynamoSqlLexer.UNTERMINATED_COMMENT -> throw mistake(token, "this comment has no closing */");
            case DynamoSqlLexer.BACKQUOTED_NAME -> throw mistake(
                    token,
                    "names are quoted with \", not with `: write \""
                            + token.getText().replace("`", "") + "\"");
            case DynamoSqlLexer.UNRECOGNIZED -> throw mistake(token, unrecognized(token.getText()));
            default -> {}
        }
    }

    private static void refuseNamedParameter(Token token, String next) {
        if (!next.isEmpty() && Character.isLetter(next.charAt(0))) {
            throw mistake(token, "parameters are written ?, not :" + next);
        }
    }

    /** {@code 1e} would else be the number 1 called e. */
    private static void refuseJoinedNumber(Token token, List<Token> tokens, int index) {
        boolean number = token.getType() == DynamoSqlLexer.INTEGER
                || token.getType() == DynamoSqlLexer.DECIMAL_NUMBER
                || token.getType() == DynamoSqlLexer.HEX_LITERAL;
        if (number && index + 1 < tokens.size() && tokens.get(index + 1).getType() == DynamoSqlLexer.NAME) {
            throw mistake(
                    token,
                    "'" + token.getText() + next(tokens, index)
                            + "' is no number; a name behind a number needs a space between");
        }
    }

    private static String unrecognized(String text) {
        return switch (text) {
            case "&" -> "'&' is no operator; conditions are joined with AND";
            case "|" -> "'|' is no operator; strings are joined with ||, conditions with OR";
            case "!" -> "'!' is no operator; write NOT or <>";
            case "\u2018",
                    "\u2019",
                    "\u201C",
                    "\u201D" -> "typographic quotes are not quotes; write ' for strings and \" for names";
            case "@" -> "'@' is no operator; parameters are written ?";
            default -> "unexpected character '" + text + "'";
        };
    }

    private static SyntaxException mistake(Token token, String message) {
        return new SyntaxException(
                SyntaxException.Kind.SYNTAX, token.getLine(), token.getCharPositionInLine() + 1, message, null);
    }
}
