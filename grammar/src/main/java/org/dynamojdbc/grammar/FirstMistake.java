package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Ends parsing at the first mistake, with a message that says what was met and what could have stood there. */
final class FirstMistake extends BaseErrorListener {
    private static final int MOST_EXPECTED = 6;

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offendingSymbol,
            int line,
            int charPositionInLine,
            String message,
            @Nullable RecognitionException cause) {
        Token token = offendingSymbol instanceof Token offending ? offending : null;
        throw new SyntaxException(
                SyntaxException.Kind.SYNTAX, line, charPositionInLine + 1, message((Parser) recognizer, token), cause);
    }

    private static String message(Parser parser, @Nullable Token token) {
        String met = token == null || token.getType() == Token.EOF
                ? "unexpected end of the statement"
                : "unexpected '" + token.getText() + "'";
        if (token != null) {
            String common = commonMistake(parser, token);
            if (common != null) {
                return met + "; " + common;
            }
        }
        List<String> expected = expected(parser);
        return expected.isEmpty() ? met : met + "; expected " + String.join(" or ", expected);
    }

    private static @Nullable String commonMistake(Parser parser, Token token) {
        int previous = before(parser, token, 1);
        if (token.getType() == DynamoSqlLexer.EQ && previous == DynamoSqlLexer.EQ) {
            return "equality is written =, once";
        }
        if (token.getType() == DynamoSqlLexer.COMMA && before(parser, token, 2) == DynamoSqlLexer.LIMIT) {
            return "write LIMIT count OFFSET start";
        }
        if (token.getType() == DynamoSqlLexer.LBRACKET) {
            return "a place in a list is written [0], one in a map ['name']";
        }
        if (previous == DynamoSqlLexer.SEMICOLON) {
            return "give one statement at a time, without what follows the ;";
        }
        String keyword = token.getType() == DynamoSqlLexer.NAME ? MisspelledKeyword.meant(token.getText()) : null;
        if (keyword != null) {
            return "did you mean " + keyword + "?";
        }
        if (previous == Token.INVALID_TYPE) {
            return "a statement begins with a verb such as SELECT, INSERT, UPSERT, UPDATE, DELETE, CREATE, DROP, SHOW or"
                    + " EXPLAIN";
        }
        return null;
    }

    /** Type of the token that stands {@code distance} tokens before, comments and blanks not counted. */
    private static int before(Parser parser, Token token, int distance) {
        int left = distance;
        for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
            Token candidate = parser.getTokenStream().get(i);
            if (candidate.getChannel() == Token.DEFAULT_CHANNEL && --left == 0) {
                return candidate.getType();
            }
        }
        return Token.INVALID_TYPE;
    }

    private static List<String> expected(Parser parser) {
        IntervalSet tokens = parser.getExpectedTokens();
        Set<String> names = new TreeSet<>();
        boolean name = tokens.contains(DynamoSqlLexer.NAME);
        boolean value = tokens.contains(DynamoSqlLexer.STRING) && tokens.contains(DynamoSqlLexer.QUESTION);
        for (int type : tokens.toList()) {
            String literal = parser.getVocabulary().getLiteralName(type);
            if (type == Token.EOF) {
                names.add("the end of the statement");
            } else if (literal != null && !(name && isWord(literal)) && !value) {
                names.add(literal.replace("'", "").toUpperCase(Locale.ROOT));
            }
        }
        List<String> expected = new ArrayList<>();
        if (value) {
            expected.add("a value");
        } else if (name) {
            expected.add("a name");
        }
        for (String literal : names) {
            if (expected.size() == MOST_EXPECTED) {
                break;
            }
            expected.add(literal);
        }
        return expected;
    }

    private static boolean isWord(String literal) {
        return literal.length() > 1 && Character.isLetter(literal.charAt(1));
    }
}
