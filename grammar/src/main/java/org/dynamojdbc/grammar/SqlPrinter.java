package org.dynamojdbc.grammar;

import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Statement;

/** Writes statements as canonical SQL: what is printed parses to an equal statement. */
public final class SqlPrinter {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private SqlPrinter() {}

    /** The statement's text. */
    public static String print(Statement statement) {
        return statement.accept(new StatementPrinter());
    }

    /** The statement with a line for each column and index. */
    public static String printInLines(Statement.CreateTable statement) {
        return new StatementPrinter().createTable(statement, "\n  ", ",\n  ", "\n");
    }

    /** The expression's text. */
    public static String print(Expression expression) {
        return new QueryPrinter().expressions().print(expression);
    }

    /** A name, in quotes only when it must be. */
    static String name(String name) {
        if (!PLAIN.matcher(name).matches()) {
            return quoted(name);
        }
        DynamoSqlLexer lexer = new DynamoSqlLexer(CharStreams.fromString(name));
        lexer.removeErrorListeners();
        Token token = lexer.nextToken();
        return token.getType() == DynamoSqlLexer.NAME ? name : quoted(name);
    }

    /** Function names may be words such as LEFT, which need no quotes before a bracket. */
    static String functionName(String name) {
        return name(name);
    }

    static String names(List<String> names) {
        return String.join(", ", names.stream().map(SqlPrinter::name).toList());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
