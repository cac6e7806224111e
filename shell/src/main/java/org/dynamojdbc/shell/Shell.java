package org.dynamojdbc.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Properties;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.grammar.SyntaxException;
import org.dynamojdbc.shell.sample.SampleShop;
import org.jspecify.annotations.Nullable;
import sqlline.SqlLine;

/** The program behind bin/dynamo-sql. Results go to standard output and nothing else does. */
public final class Shell {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NO_CONNECTION = 3;

    /** Of a line where nobody says how long it may be. */
    static final int WIDTH = 160;

    private final Output out;
    private final PrintStream err;
    private final int width;

    /** @param width characters of a line that the reader can see */
    Shell(PrintStream out, PrintStream err, int width) {
        this.out = new Output(out);
        this.err = err;
        this.width = width;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new Shell(out, err, Integer.getInteger("dynamo-sql.width", WIDTH)).run(arguments));
    }

    /** The exit status. */
    int run(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (NoSuchFileException missing) {
            err.println("dynamo-sql: there is no file " + missing.getMessage());
            return USAGE;
        } catch (IllegalArgumentException | IOException wrong) {
            err.println("dynamo-sql: " + wrong.getMessage());
            err.println(Options.USAGE);
            return USAGE;
        }
        try {
            if (options.help()) {
                out.println(Options.USAGE);
                return OK;
            }
            return run(options);
        } catch (IOException broken) {
            err.println("dynamo-sql: " + broken.getMessage());
            return FAILED;
        }
    }

    private int run(Options options) throws IOException {
        Properties properties = new Properties();
        if (options.script() == null) {
            // While somebody reads the prompt and types.
            properties.setProperty("preloadEngine", "true");
        }
        try (Connection connection = DriverManager.getConnection(options.url(), properties)) {
            if (options.sample()) {
                SampleShop.load(connection, err);
            }
            return options.script() == null ? prompt(options) : runScript(options.script(), options, connection);
        } catch (SQLException failed) {
            err.println("dynamo-sql: " + failed.getMessage());
            return NO_CONNECTION;
        }
    }

    private int runScript(String script, Options options, Connection connection) throws IOException {
        for (String sql : SqlParser.split(script)) {
            try (Statement statement = connection.createStatement()) {
                if (statement.execute(sql)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        options.format().write(rows, out, width);
                    }
                } else if (statement.getUpdateCount() >= 0) {
                    err.println(statement.getUpdateCount() + " rows");
                }
                warn(statement.getWarnings());
            } catch (SQLException failed) {
                report(sql, failed);
                return FAILED;
            }
        }
        return OK;
    }

    private void warn(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            err.println("warning: " + warning.getMessage());
        }
    }

    private void report(String sql, SQLException failed) {
        err.println("error " + failed.getSQLState() + ": " + failed.getMessage());
        if (failed.getCause() instanceof SyntaxException syntax) {
            String[] lines = sql.split("\n", -1);
            if (syntax.line() <= lines.length) {
                err.println("  " + lines[syntax.line() - 1]);
                err.println("  " + " ".repeat(syntax.column() - 1) + "^");
            }
        }
    }

    private int prompt(Options options) throws IOException {
        SqlLine.Status status = SqlLine.mainWithInputRedirection(
                new String[] {
                    "-u", options.url(), "-n", "", "-p", "", "--isolation=TRANSACTION_NONE", "--maxWidth=" + width
                },
                null);
        return status == SqlLine.Status.OK ? OK : FAILED;
    }
}
