package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;

/** Turns SQL text into a {@link Statement}. Stateless and safe to share. */
public final class SqlParser {
    /** Longest text taken, in characters. */
    public static final int MAX_LENGTH = 1_000_000;

    /** Deepest nesting taken, counted in open brackets and prefix operators. */
    public static final int MAX_DEPTH = 200;

    /**
     * A statement.
     *
     * @param parameterCount number of its {@code ?}
     * @param usesEscapes whether it has JDBC escapes such as <code>{ts '...'}</code>
     */
    public record Parsed(Statement statement, int parameterCount, boolean usesEscapes) {}

    private static final Set<Integer> ESCAPES = Set.of(
            DynamoSqlLexer.ESCAPED_TEMPORAL,
            DynamoSqlLexer.ESCAPED_ESCAPE,
            DynamoSqlLexer.ESCAPE_FN,
            DynamoSqlLexer.ESCAPE_OJ,
            DynamoSqlLexer.ESCAPE_CALL);

    private final @Nullable String user;

    /** A parser for texts that no user asked for. */
    public SqlParser() {
        this(null);
    }

    /** @param user what USER() is in the statements */
    public SqlParser(@Nullable String user) {
        this.user = user;
    }

    /**
     * Parses one statement; a trailing semicolon is allowed.
     *
     * @throws SyntaxException with the place of the first mistake
     */
    public Parsed parse(String sql) {
        if (sql.length() > MAX_LENGTH) {
            throw new SyntaxException(
                    SyntaxException.Kind.LIMIT,
                    1,
                    1,
                    "the statement has " + sql.length() + " characters; at most " + MAX_LENGTH
                            + " are taken: pass large values as ? parameters",
                    null);
        }
        CommonTokenStream tokens = tokens(sql);
        try {
            List<Integer> parameters = tokens.getTokens().stream()
                    .filter(token -> token.getType() == DynamoSqlLexer.QUESTION)
                    .map(Token::getTokenIndex)
                    .toList();
            Statement statement = new StatementBuilder(new Givens(parameters, user))
                    .statement(parse(tokens).statement());
            boolean escapes = tokens.getTokens().stream().anyMatch(token -> ESCAPES.contains(token.getType()));
            return new Parsed(statement, parameters.size(), escapes);
        } catch (StackOverflowError tooDeep) {
            throw tooDeep(tokens.get(0), tooDeep);
        }
    }

    /** The statements of a script, split at the semicolons that stand outside quotes and comments. */
    public static List<String> split(String script) {
        return splitInPlace(script).stream().map(String::strip).toList();
    }

    /** Likewise, each behind as many empty lines and blanks as stand before it: its positions are those in the script. */
    public static List<String> splitInPlace(String script) {
        DynamoSqlLexer lexer = new DynamoSqlLexer(CharStreams.fromString(script));
        lexer.removeErrorListeners();
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean empty = true;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() == DynamoSqlLexer.SEMICOLON) {
                if (!empty) {
                    statements.add(statement.toString());
                }
                statement.setLength(0);
                empty = true;
            } else {
                if (statement.length() == 0) {
                    statement
                            .append("\n".repeat(token.getLine() - 1))
                            .append(" ".repeat(token.getCharPositionInLine()));
                }
                statement.append(token.getText());
                empty &= token.getChannel() != Token.DEFAULT_CHANNEL;
            }
        }
        if (!empty) {
            statements.add(statement.toString());
        }
        return statements;
    }

    private static CommonTokenStream tokens(String sql) {
        DynamoSqlLexer lexer = new DynamoSqlLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        TokenChecks.check(tokens.getTokens());
        return tokens;
    }

    /** SLL first, which is quick and almost always enough; LL, which is exact and reports errors, when it fails. */
    private static DynamoSqlParser.SingleStatementContext parse(CommonTokenStream tokens) {
        DynamoSqlParser quick = new DynamoSqlParser(tokens);
        quick.removeErrorListeners();
        quick.setErrorHandler(new BailErrorStrategy());
        quick.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return quick.singleStatement();
        } catch (ParseCancellationException notSll) {
            tokens.seek(0);
            DynamoSqlParser exact = new DynamoSqlParser(tokens);
            exact.removeErrorListeners();
            exact.addErrorListener(new FirstMistake());
            exact.getInterpreter().setPredictionMode(PredictionMode.LL);
            return exact.singleStatement();
        }
    }

    static SyntaxException tooDeep(Token token, Throwable cause) {
        return new SyntaxException(
                SyntaxException.Kind.LIMIT,
                token.getLine(),
                token.getCharPositionInLine() + 1,
                "the statement is nested too deeply; at most " + MAX_DEPTH + " levels are taken",
                cause);
    }
}
