package org.dynamojdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dynamojdbc.jdbc.DynamoStatement;

/** Runs statements and writes down what is seen in the words of the case files. */
final class CaseRunner {
    private static final Pattern READ =
            Pattern.compile("\\b(?:FROM|JOIN)\\s+(\"[^\"]+\"|\\w+)", Pattern.CASE_INSENSITIVE);

    private CaseRunner() {}

    /** Plan, calls, units, and rows or count; or the error and the calls that went out before it. */
    static Map<String, String> run(Connection connection, String sql) throws SQLException {
        Map<String, String> seen = new LinkedHashMap<>();
        if (isSelect(sql)) {
            try {
                seen.put("plan", plan(connection, sql));
                sampleBefore(connection, sql);
            } catch (SQLException refused) {
                seen.remove("plan");
            }
        }
        try (Statement statement = connection.createStatement()) {
            try {
                boolean query = statement.execute(sql);
                if (query) {
                    List<String> rows = rows(statement);
                    seen.put("rows", rows.isEmpty() ? "none" : String.join(" | ", rows));
                } else {
                    seen.put("count", String.valueOf(statement.getUpdateCount()));
                }
            } catch (SQLException e) {
                seen.remove("plan");
                seen.put(
                        "error",
                        e.getSQLState() + " " + String.valueOf(e.getMessage()).replace('\n', ' '));
            }
            var statistics = statement.unwrap(DynamoStatement.class).statistics();
            seen.put("calls", String.valueOf(statistics.calls()));
            if (isSelect(sql) && !seen.containsKey("error")) {
                seen.put("units", String.valueOf(statistics.readUnits()));
            }
        }
        return seen;
    }

    /** A sample of the table is taken once, by whichever statement needs it first: it is no part of this one's cost. */
    private static void sampleBefore(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.getMetaData();
        }
        // Planning samples what the columns of the result do not ask for: those of joins and sub-queries.
        Matcher tables = READ.matcher(sql);
        tables.find();
        while (tables.find()) {
            connection
                    .getMetaData()
                    .getColumns(null, null, tables.group(1).replace("\"", ""), "%")
                    .close();
        }
    }

    static boolean isSelect(String sql) {
        return sql.toUpperCase(Locale.ROOT).startsWith("SELECT");
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return rows(statement);
        }
    }

    private static List<String> rows(Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String cell = result.getString(i);
                    cells.add(cell == null ? "NULL" : shortened(cell));
                }
                rows.add(String.join(", ", cells));
            }
        }
        return rows;
    }

    private static String shortened(String cell) {
        return cell.length() <= 60 ? cell : cell.substring(0, 20) + "... of " + cell.length();
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN " + sql)) {
            List<String> steps = new ArrayList<>();
            while (row.next()) {
                StringBuilder plan = new StringBuilder(row.getString("operation"));
                if (row.getString("index_name") != null) {
                    plan.append(' ').append(row.getString("index_name"));
                }
                part(plan, "key", row.getString("key_condition"));
                part(plan, "filter", row.getString("filter"));
                part(plan, "residual", row.getString("residual"));
                steps.add(plan.toString());
            }
            return String.join(" + ", steps);
        }
    }

    private static void part(StringBuilder plan, String name, String text) {
        if (text != null) {
            plan.append(' ').append(name).append('(').append(text).append(')');
        }
    }
}
