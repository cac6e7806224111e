package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Ends parsing at the first mistake, with a message that says what was met and what could have stood there. */
final class FirstMistake extends BaseErrorListener {
    /** Two of the words that begin statements: where both may stand, any statement may. */
    private static final List<String> STATEMENTS = List.of("SELECT", "CREATE");

    private static final List<String> JOIN_CONDITIONS = List.of("ON", "USING");
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
                SyntaxException.Kind.SYNTAX,
                line,
                charPositionInLine + 1,
                message((Parser) recognizer, token, cause),
                cause);
    }

    private static String message(Parser parser, @Nullable Token token, @Nullable RecognitionException cause) {
        String met = token == null || token.getType() == Token.EOF
                ? "unexpected end of the statement"
                : "unexpected '" + token.getText() + "'";
        if (token != null) {
            String common = commonMistake(parser, token);
            if (common != null) {
                return met + "; " + common;
            }
        }
        List<String> expected = expected(parser, possible(parser, cause));
        return expected.isEmpty() ? met : met + "; expected " + String.join(" or ", expected);
    }

    /** Of alternatives that share their first words the parser itself tells only what it expected before those. */
    private static IntervalSet possible(Parser parser, @Nullable RecognitionException cause) {
        if (cause instanceof NoViableAltException alternatives && alternatives.getDeadEndConfigs() != null) {
            IntervalSet tokens = new IntervalSet();
            alternatives
                    .getDeadEndConfigs()
                    .forEach(config -> tokens.addAll(parser.getATN().nextTokens(config.state)));
            return tokens;
        }
        return parser.getExpectedTokens();
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

    private static List<String> expected(Parser parser, IntervalSet tokens) {
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
        if (names.containsAll(STATEMENTS)) {
            return List.of("a statement");
        }
        List<String> expected = new ArrayList<>();
        if (names.containsAll(JOIN_CONDITIONS)) {
            expected.addAll(JOIN_CONDITIONS);
        }
        if (value) {
            expected.add("a value");
        } else if (name) {
            expected.add("a name");
        }
        for (String literal : names) {
            if (expected.contains(literal)) {
                continue;
            }
            if (expected.size() == MOST_EXPECTED) {
                break;
            }
            expected.add(literal);
        }
        return expected.isEmpty() && tokens.contains(DynamoSqlLexer.STRING) ? List.of("a string") : expected;
    }

    private static boolean isWord(String literal) {
        return literal.length() > 1 && Character.isLetter(literal.charAt(1));
    }
}
