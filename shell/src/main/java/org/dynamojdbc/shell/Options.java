package org.dynamojdbc.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param script statements to run, null for the prompt
 * @param sample the embedded server with the sample shop, rather than another server
 */
record Options(String url, @Nullable String script, Format format, boolean sample, boolean help) {
    static final String USAGE =
            """
            usage: dynamo-sql [-u URL] [-e SQL]... [-f FILE]... [--format table|csv|json]
              without -u   an embedded DynamoDB Local, in memory, holding a sample shop
              -u URL       jdbc:dynamodb://eu-west-1, jdbc:dynamodb://localhost:8000, ...
              -e SQL       runs statements (separated by ;) and exits; may stand several times
              -f FILE      runs the statements of a file and exits
              --format     how rows are written to standard output (table; rows wider than the line are
                           written one attribute a line, without those that are NULL)
            exit status: 0 done, 1 a statement failed or its rows could not be written, 2 wrong usage, 3 no connection""";

    private static final String SAMPLE_URL = "jdbc:dynamodb:embedded:shop";

    static Options parse(String[] arguments) throws IOException {
        String url = null;
        StringBuilder script = null;
        Format format = Format.TABLE;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-h", "--help" -> {
                    return new Options(SAMPLE_URL, null, format, false, true);
                }
                case "-u" -> url = value(arguments, ++i);
                case "-e" -> script = append(script, value(arguments, ++i));
                case "-f" -> script = append(script, Files.readString(Path.of(value(arguments, ++i))));
                case "--format" -> format = Format.of(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        return new Options(
                url == null ? SAMPLE_URL : url, script == null ? null : script.toString(), format, url == null, false);
    }

    private static StringBuilder append(@Nullable StringBuilder script, String text) {
        StringBuilder all = script == null ? new StringBuilder() : script;
        return all.append(text).append(";\n");
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }
}
