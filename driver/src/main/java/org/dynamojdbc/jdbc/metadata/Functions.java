package org.dynamojdbc.jdbc.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dynamojdbc.type.ColumnType;

/**
 * The functions of the dialect as functions.tsv describes them. A tool asks for them when it connects, so they are told
 * without loading what computes them.
 */
public final class Functions {
    private static final List<Function> ALL = read();

    private Functions() {}

    /** The lists of names that JDBC's escape {fn ...} knows (JDBC 4.3, appendix C). */
    public enum Escape {
        STRING,
        NUMERIC,
        TIME,
        SYSTEM
    }

    /** How an argument is given. */
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    /** An argument by name. */
    public record Argument(String name, ColumnType type, Presence presence) {
        String shown() {
            return switch (presence) {
                case REQUIRED -> name;
                case OPTIONAL -> "[" + name + "]";
                case REPEATED -> name + ", ...";
            };
        }
    }

    /**
     * A function.
     *
     * @param kind string, numeric, time, conditional, document, session, write (only in INSERT and UPDATE), aggregate or window
     * @param escape the name of an {@link Escape} in lower case, or empty when JDBC does not know the function
     * @param example a statement, or an expression to be selected
     */
    public record Function(
            String name,
            String kind,
            String escape,
            ColumnType result,
            List<Argument> arguments,
            String remarks,
            String example) {
        /** What getFunctions says of it: the call's form and what it gives. */
        String description() {
            return name + "(" + arguments.stream().map(Argument::shown).collect(Collectors.joining(", ")) + "): "
                    + remarks;
        }
    }

    /** All functions, ordered by name. */
    public static List<Function> all() {
        return ALL;
    }

    /** The names of one of JDBC's lists, separated by commas. */
    public static String escapeNames(Escape escape) {
        String wanted = escape.name().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(function -> function.escape().equals(wanted))
                .map(Function::name)
                .collect(Collectors.joining(","));
    }

    private static List<Function> read() {
        try (InputStream file = Functions.class.getResourceAsStream("functions.tsv")) {
            if (file == null) {
                throw new IOException("functions.tsv is missing beside the driver's classes");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Functions::function)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Function function(String line) {
        String[] cells = line.split("\t", -1);
        List<Argument> arguments = cells[4].isEmpty()
                ? List.of()
                : Arrays.stream(cells[4].split(", ", -1))
                        .map(Functions::argument)
                        .toList();
        return new Function(cells[0], cells[1], cells[2], type(cells[3]), arguments, cells[5], cells[6]);
    }

    private static Argument argument(String text) {
        Presence presence =
                text.startsWith("[") ? Presence.OPTIONAL : text.endsWith("...") ? Presence.REPEATED : Presence.REQUIRED;
        String bare =
                switch (presence) {
                    case REQUIRED -> text;
                    case OPTIONAL -> text.substring(1, text.length() - 1);
                    case REPEATED -> text.substring(0, text.length() - 3);
                };
        int colon = bare.indexOf(':');
        return new Argument(bare.substring(0, colon), type(bare.substring(colon + 1)), presence);
    }

    private static ColumnType type(String name) {
        return ColumnType.of(ColumnType.Kind.valueOf(name));
    }
}
