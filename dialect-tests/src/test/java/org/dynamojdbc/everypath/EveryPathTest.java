package org.dynamojdbc.everypath;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dynamojdbc.jdbc.DynamoStatement;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random tables, items and conditions on DynamoDB Local: every path that can answer, evaluation in the driver, and a full
 * read filtered by an evaluator of this test's own give the same rows.
 */
class EveryPathTest {
    private static final String URL = "jdbc:dynamodb:embedded:everypath";
    private static final int TABLES = 16;
    private static final int CONDITIONS = 40;

    /** Items a page holds at the most, 0 for as many as a page can; small ones make many pages of each read. */
    private static final List<Integer> PAGE_SIZES = List.of(0, 0, 2, 7, 20);

    private static Connection connection;
    private static Connection local;
    private static final AtomicInteger statements = new AtomicInteger();
    private static final AtomicInteger conditionsThatMatched = new AtomicInteger();
    private static final AtomicInteger readsOfSeveralPages = new AtomicInteger();
    private static int pageSize;

    /** Reads that were compared, by the kind of their hint. */
    private static final Map<String, Integer> compared = new TreeMap<>();

    @BeforeContainer
    static void connect() throws SQLException {
        connection = DriverManager.getConnection(URL);
        local = DriverManager.getConnection(URL + "?pushdown=false");
    }

    @AfterContainer
    static void disconnect() throws SQLException {
        local.close();
        connection.close();
        assertThat(statements.get()).isGreaterThan(2000);
        assertThat(conditionsThatMatched.get()).isGreaterThan(200);
        assertThat(readsOfSeveralPages.get()).isGreaterThan(1000);
        for (String hint : List.of("NO_INDEX", "CONSISTENT", "SEGMENTS")) {
            assertThat(compared.getOrDefault(hint, 0)).as("reads with " + hint).isEqualTo(TABLES * CONDITIONS);
        }
        assertThat(compared.getOrDefault("INDEX", 0))
                .as("reads with INDEX that were not refused")
                .isGreaterThan(200);
    }

    @Property(tries = TABLES, shrinking = ShrinkingMode.OFF, seed = "20240131")
    void everyPathGivesTheRowsOfAFullReadAndAnIndependentEvaluator(@ForAll long seed) throws SQLException {
        Random random = new Random(seed);
        GeneratedTable table = GeneratedTable.of("generated" + Long.toUnsignedString(seed, 36), random, 45);
        execute(table.ddl());
        try {
            DynamoDbClient client = connection.unwrap(DynamoDbClient.class);
            table.items()
                    .forEach(item ->
                            client.putItem(r -> r.tableName(table.name()).item(item)));
            Conditions conditions = new Conditions(table, random);
            for (int i = 0; i < CONDITIONS; i++) {
                pageSize = PAGE_SIZES.get(random.nextInt(PAGE_SIZES.size()));
                check(table, conditions.any());
                checkOneOrdered(table, conditions.inOnePartition().and(conditions.any()), random);
                if (table.key().size() == 2) {
                    checkMerged(table, conditions.inSomePartitions().and(conditions.any()), random);
                }
            }
        } finally {
            execute("DROP TABLE " + table.name());
        }
    }

    private void check(GeneratedTable table, Condition condition) throws SQLException {
        List<String> expected = table.items().stream()
                .filter(item -> condition.of(item) == Truth.TRUE)
                .map(item -> GeneratedTable.identity(table.key(), item))
                .sorted()
                .toList();
        if (!expected.isEmpty()) {
            conditionsThatMatched.incrementAndGet();
        }
        String where = " FROM " + table.name() + " WHERE " + condition.sql();
        String keys = String.join(", ", table.key());
        compare(table, connection, "SELECT " + keys + where, expected);
        compare(table, connection, "SELECT *" + where, expected);
        compare(table, local, "SELECT " + keys + where, expected);
        for (String hint : hints(table)) {
            compareHinted(table, hint, condition, keys + ", e" + where, expected);
        }
        assertThat(count(connection, "SELECT COUNT(*)" + where))
                .as(table.ddl() + "\nSELECT COUNT(*)" + where)
                .isEqualTo(expected.size());
    }

    private void checkOneOrdered(GeneratedTable table, Condition condition, Random random) throws SQLException {
        String sort = table.key().get(table.key().size() - 1);
        boolean descending = random.nextBoolean();
        List<Map<String, AttributeValue>> matching = new ArrayList<>(table.items().stream()
                .filter(item -> condition.of(item) == Truth.TRUE)
                .toList());
        matching.sort((x, y) -> {
            int order = Objects.requireNonNull(
                    Values.order(Objects.requireNonNull(x.get(sort)), Objects.requireNonNull(y.get(sort))));
            return descending ? -order : order;
        });
        int offset = random.nextInt(3);
        int limit = random.nextInt(4);
        List<String> expected = matching.stream()
                .map(item -> GeneratedTable.identity(table.key(), item))
                .skip(offset)
                .limit(limit)
                .toList();
        String sql = "SELECT " + String.join(", ", table.key()) + " FROM " + table.name() + " WHERE " + condition.sql()
                + " ORDER BY " + sort + (descending ? " DESC" : "") + " LIMIT " + limit + " OFFSET " + offset;
        assertThat(rows(table, connection, sql)).as(table.ddl() + "\n" + sql).isEqualTo(expected);
        assertThat(rows(table, local, sql)).as(table.ddl() + "\n" + sql).isEqualTo(expected);
    }

    /** Several partitions in the order of the sort key, all of them or the first rows. */
    private void checkMerged(GeneratedTable table, Condition condition, Random random) throws SQLException {
        boolean descending = random.nextBoolean();
        List<Map<String, AttributeValue>> matching = table.items().stream()
                .filter(item -> condition.of(item) == Truth.TRUE)
                .sorted((x, y) -> {
                    int order = Objects.requireNonNull(
                            Values.order(Objects.requireNonNull(x.get("s")), Objects.requireNonNull(y.get("s"))));
                    return descending ? -order : order;
                })
                .toList();
        int limit = random.nextInt(6);
        String sql = "SELECT p, s FROM " + table.name() + " WHERE " + condition.sql() + " ORDER BY s"
                + (descending ? " DESC" : "") + (limit == 5 ? "" : " LIMIT " + limit);
        List<String> expected = sorts(matching).stream()
                .limit(limit == 5 ? Long.MAX_VALUE : limit)
                .toList();
        for (Connection by : List.of(connection, local)) {
            List<String> rows = rows(table, by, sql);
            assertThat(rows.stream().map(row -> row.substring(row.indexOf('/') + 1)))
                    .as(table.ddl() + "\n" + sql)
                    .isEqualTo(expected);
            assertThat(matching.stream().map(item -> GeneratedTable.identity(table.key(), item)))
                    .as(table.ddl() + "\n" + sql)
                    .containsAll(rows);
        }
    }

    /** Rows of equal sort keys come in any order: which partition is first nobody says. */
    private static List<String> sorts(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(item -> GeneratedTable.identity(List.of("s"), item))
                .toList();
    }

    private static List<String> hints(GeneratedTable table) {
        List<String> hints = new ArrayList<>(List.of("NO_INDEX", "CONSISTENT", "SEGMENTS(3)"));
        table.indexes().keySet().forEach(index -> hints.add("INDEX(" + table.name() + " " + index + ")"));
        return hints;
    }

    /** An index that may lack rows is refused; every other hint can be followed. */
    private void compareHinted(
            GeneratedTable table, String hint, Condition condition, String query, List<String> expected)
            throws SQLException {
        try {
            compare(table, connection, "SELECT /*+ " + hint + " */ " + query, expected);
        } catch (SQLException refused) {
            if (!hint.startsWith("INDEX(")
                    || !"42809".equals(refused.getSQLState())
                    || table.surelyHolds(hint.replaceFirst(".* (.*)\\)", "$1"), condition)) {
                throw refused;
            }
            return;
        }
        compared.merge(hint.replaceFirst("\\(.*", ""), 1, Integer::sum);
    }

    private void compare(GeneratedTable table, Connection by, String sql, List<String> expected) throws SQLException {
        try {
            assertThat(rows(table, by, sql).stream().sorted().toList())
                    .as(table.ddl() + "\n" + sql)
                    .isEqualTo(expected);
        } catch (SQLException failed) {
            throw new SQLException(table.ddl() + "\n" + sql + "\n" + failed.getMessage(), failed.getSQLState(), failed);
        }
    }

    private static List<String> rows(GeneratedTable table, Connection by, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = paging(by);
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> key = new ArrayList<>();
                for (String column : table.key()) {
                    key.add(
                            switch (table.types().get(column)) {
                                case 'S' -> result.getString(column);
                                case 'N' -> result.getBigDecimal(column)
                                        .stripTrailingZeros()
                                        .toPlainString();
                                default -> HexFormat.of().formatHex(result.getBytes(column));
                            });
                }
                rows.add(String.join("/", key));
            }
            if (statement.unwrap(DynamoStatement.class).statistics().calls() > 1) {
                readsOfSeveralPages.incrementAndGet();
            }
        }
        statements.incrementAndGet();
        return rows;
    }

    private static Statement paging(Connection by) throws SQLException {
        Statement statement = by.createStatement();
        statement.setFetchSize(pageSize);
        return statement;
    }

    private static int count(Connection by, String sql) throws SQLException {
        statements.incrementAndGet();
        try (Statement statement = paging(by);
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
