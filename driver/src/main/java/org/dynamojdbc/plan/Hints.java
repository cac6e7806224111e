package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.List;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Hint;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;

/**
 * The hints of one statement.
 *
 * @param index INDEX(table index): read through this index, "" for the table itself (NO_INDEX); null when absent
 * @param consistent CONSISTENT
 * @param noScan NO_SCAN
 * @param segments SEGMENTS(n): parallel scan segments, 0 when absent
 * @param maxReadUnits MAX_RCU(n): budget, 0 when absent
 * @param resumeToken RESUME('token'), null when absent
 */
public record Hints(
        @Nullable String index,
        boolean consistent,
        boolean noScan,
        int segments,
        double maxReadUnits,
        @Nullable String resumeToken) {
    public static final Hints NONE = new Hints(null, false, false, 0, 0, null);

    private static final int MAX_SEGMENTS = 1_000_000;

    /** The hints of a statement that writes. */
    static Hints ofWrite(List<Hint> hints, Scope scope) {
        Hints read = of(hints, scope);
        if (read.resumeToken() != null) {
            Position resume = hints.stream()
                    .filter(hint -> hint.name().equalsIgnoreCase("RESUME"))
                    .findFirst()
                    .map(Hint::position)
                    .orElse(Position.NONE);
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(resume) + "RESUME goes on with a SELECT; a statement that writes is run again as a whole");
        }
        return read;
    }

    /** The hints of a SELECT over one table, which they must name when they name any. */
    static Hints of(List<Hint> hints, Scope scope) {
        for (Hint hint : hints) {
            refuseOtherTables(hint, scope);
            refuseUnknownIndex(hint, scope.table());
        }
        return of(hints);
    }

    static Hints of(List<Hint> hints) {
        String index = null;
        boolean consistent = false;
        boolean noScan = false;
        int segments = 0;
        double maxReadUnits = 0;
        String resumeToken = null;
        for (Hint hint : hints) {
            List<String> arguments = hint.arguments();
            switch (hint.name().toUpperCase(java.util.Locale.ROOT)) {
                case "INDEX" -> {
                    expectArguments(hint, 1, 2);
                    index = arguments.get(arguments.size() - 1);
                }
                case "NO_INDEX" -> {
                    expectArguments(hint, 0, 1);
                    index = "";
                }
                case "CONSISTENT" -> {
                    expectArguments(hint, 0, 0);
                    consistent = true;
                }
                case "NO_SCAN" -> {
                    expectArguments(hint, 0, 0);
                    noScan = true;
                }
                case "SEGMENTS" -> {
                    expectArguments(hint, 1, 1);
                    segments = (int) number(hint, 1, MAX_SEGMENTS);
                }
                case "MAX_RCU" -> {
                    expectArguments(hint, 1, 1);
                    maxReadUnits = number(hint, 0.5, 1e12);
                }
                case "RESUME" -> {
                    expectArguments(hint, 1, 1);
                    resumeToken = arguments.get(0);
                }
                default -> throw failure(
                        hint,
                        "unknown hint " + hint.name()
                                + "; known are INDEX(table index), NO_INDEX, CONSISTENT, NO_SCAN,"
                                + " SEGMENTS(n), MAX_RCU(n) and RESUME('token')");
            }
        }
        return new Hints(index, consistent, noScan, segments, maxReadUnits, resumeToken);
    }

    private static void refuseUnknownIndex(Hint hint, Table table) {
        if (!hint.name().equalsIgnoreCase("INDEX") || hint.arguments().isEmpty()) {
            return;
        }
        String name = hint.arguments().get(hint.arguments().size() - 1);
        if (table.vectorIndexes().stream().anyMatch(index -> index.name().equalsIgnoreCase(name))) {
            return;
        }
        try {
            AccessPathChooser.index(table, name);
        } catch (SqlFailure unknown) {
            throw At.placed(unknown, hint.position());
        }
    }

    private static void refuseOtherTables(Hint hint, Scope scope) {
        boolean names = hint.name().equalsIgnoreCase("INDEX") ? hint.arguments().size() == 2 : namesTable(hint);
        if (names
                && !scope.isQualifier(hint.arguments().get(0))
                && !scope.isTable(hint.arguments().get(0))) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_TABLE,
                    At.of(hint.position()) + "hint " + hint.name() + " names '"
                            + hint.arguments().get(0) + "', which is not in FROM; it reads "
                            + scope.table().name());
        }
    }

    private static boolean namesTable(Hint hint) {
        return hint.name().equalsIgnoreCase("NO_INDEX") && hint.arguments().size() == 1;
    }

    private static void expectArguments(Hint hint, int least, int most) {
        int given = hint.arguments().size();
        if (given < least || given > most) {
            throw failure(
                    hint,
                    "hint " + hint.name() + " takes " + (least == most ? "" + least : least + " to " + most)
                            + " arguments, not " + given);
        }
    }

    private static double number(Hint hint, double least, double most) {
        String text = hint.arguments().get(0);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(hint.position()) + "hint " + hint.name() + " takes a number, not '" + text + "'",
                    notANumber);
        }
        throw failure(
                hint,
                "hint " + hint.name() + " takes a number from " + plain(least) + " to " + plain(most) + ", not "
                        + text);
    }

    private static String plain(double number) {
        return new BigDecimal(number).toPlainString();
    }

    private static SqlFailure failure(Hint hint, String message) {
        return new SqlFailure(SqlState.SYNTAX_ERROR, At.of(hint.position()) + message);
    }
}
