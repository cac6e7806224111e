package org.dynamojdbc.dialect;

import java.sql.Connection;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The same statement through every other path of its table: each index, the table itself, strongly consistent, in segments. */
final class OtherPaths {
    private static final Pattern FROM =
            Pattern.compile("\\sFROM\\s+(\"[^\"]+\"|\\w+)(?!\\s*\\.)", Pattern.CASE_INSENSITIVE);

    private static final Pattern INDEX = Pattern.compile("INDEX\\(.* \"(.*)\"\\)");

    private static final Pattern NAMED_INDEX =
            Pattern.compile("(\"[^\"]+\"|\\w+)\\s*\\.\\s*\"[^\"]+\"", Pattern.CASE_INSENSITIVE);

    private OtherPaths() {}

    /** The rows of each hint that is not refused. */
    static Map<String, List<String>> rows(Connection connection, String sql) throws SQLException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String hint : hints(connection, sql)) {
            String hinted = sql.replaceFirst("(?i)^SELECT", Matcher.quoteReplacement("SELECT /*+ " + hint + " */"));
            try {
                rows.put(hint, CaseRunner.rows(connection, hinted));
            } catch (SQLException refused) {
                if (!mayRefuse(connection, sql, hint, String.valueOf(refused.getSQLState()))) {
                    throw new SQLException(hinted + "\n" + refused.getMessage(), refused.getSQLState(), refused);
                }
            }
        }
        return rows;
    }

    /** An index that lacks rows may be refused, and where the statement names an index itself every other place. */
    private static boolean mayRefuse(Connection connection, String sql, String hint, String state) throws SQLException {
        if (!state.equals("42809")) {
            return false;
        }
        Matcher index = INDEX.matcher(hint);
        return index.matches()
                ? !AnswerableIndexes.surelyAnswers(connection.unwrap(DynamoDbClient.class), sql, index.group(1))
                : NAMED_INDEX.matcher(sql).find();
    }

    private static List<String> hints(Connection connection, String sql) throws SQLException {
        String upper = sql.toUpperCase(Locale.ROOT);
        Matcher from = FROM.matcher(sql);
        if (!from.find() || upper.contains("/*+") || upper.contains("LIMIT") || upper.contains("FETCH")) {
            return List.of();
        }
        String table = from.group(1);
        List<String> hints = new ArrayList<>(List.of("NO_INDEX", "CONSISTENT"));
        if (!upper.contains("ORDER BY") && !upper.contains("SEGMENT(")) {
            hints.add("SEGMENTS(3)");
        }
        try (Statement statement = connection.createStatement();
                ResultSet indexes = statement.executeQuery("SHOW INDEXES FROM " + table)) {
            while (indexes.next()) {
                hints.add("INDEX(" + table + " \"" + indexes.getString("index_name") + "\")");
            }
        }
        return hints;
    }
}
