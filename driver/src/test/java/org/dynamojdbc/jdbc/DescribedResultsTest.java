package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How results are described to tools, before and after they are read. */
class DescribedResultsTest extends ToolSession {
    /** How tools ask for the columns of a query: nothing is read, every column is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM \"orders\" WHERE 1=0",
                "SELECT * FROM \"orders\" WHERE 0 = 1",
                "SELECT * FROM \"orders\" WHERE ( 0 = 1 )",
                "select * from \"orders\" where 0 = 1",
                "SELECT * FROM (SELECT * FROM \"orders\") spark_gen_0 WHERE 1=0",
                "SELECT * FROM \"orders\" WHERE ( 0 = 1 ) AND ( \"customer\" = 'a' )",
                "SELECT * FROM orders WHERE 1 <> 1 LIMIT 0",
                "SELECT * FROM orders LIMIT 0"
            })
    void aProbeHasEveryColumnAndReadsNothing(String probe) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(probe)) {
            statement.setQueryTimeout(15);
            assertThat(labels(statement.getMetaData())).contains("customer", "placed", "total", "open", "bytes");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(labels(rows.getMetaData())).isEqualTo(labels(statement.getMetaData()));
                assertThat(rows.next()).isFalse();
            }
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isZero();
        }
    }

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    @Test
    void aProbeWithAConstantHasItsColumn() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TRUE AS \"_\" FROM \"orders\" WHERE 1 <> 1 LIMIT 0")) {
            assertThat(labels(rows.getMetaData())).containsExactly("_");
            assertThat(rows.next()).isFalse();
        }
    }

    /** A grid binds a result's column to a table's column when both are described alike. */
    @Test
    void resultsAreDescribedAsTheTableIs() throws SQLException {
        Map<String, List<Object>> described = new LinkedHashMap<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet columns = metadata.getColumns(null, null, "orders", "%")) {
            while (columns.next()) {
                described.put(
                        columns.getString("COLUMN_NAME"),
                        List.of(
                                columns.getInt("DATA_TYPE"),
                                columns.getString("TYPE_NAME"),
                                columns.getInt("NULLABLE"),
                                columns.getInt("DECIMAL_DIGITS")));
            }
        }
        assertThat(described.keySet()).startsWith("customer", "placed");
        for (String sql :
                List.of("SELECT * FROM orders", "SELECT o.* FROM orders o JOIN orders p ON p.customer = o.customer")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                ResultSetMetaData columns = rows.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    assertThat(List.<Object>of(
                                    columns.getColumnType(i),
                                    columns.getColumnTypeName(i),
                                    columns.isNullable(i),
                                    columns.getScale(i)))
                            .as(sql + ": " + columns.getColumnLabel(i))
                            .isEqualTo(described.get(columns.getColumnLabel(i)));
                    assertThat(columns.getTableName(i)).isEqualTo("orders");
                    assertThat(columns.getSchemaName(i)).isEmpty();
                    assertThat(columns.getCatalogName(i)).isEmpty();
                    assertThat(columns.isAutoIncrement(i)).isFalse();
                    assertThat(columns.getPrecision(i)).isNotNegative();
                }
            }
        }
    }

    @Test
    void metadataIsThereBeforeExecutionForRowsAndNotForWrites() throws SQLException {
        for (String query : List.of(
                "SELECT total FROM orders WHERE customer = ? AND placed > ?",
                "SELECT sum(total) FROM orders WHERE customer = ? AND placed > ? GROUP BY open")) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                assertThat(statement.getMetaData().getColumnCount()).isOne();
                assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
                for (int i = 1; i <= 2; i++) {
                    assertThat(statement.getParameterMetaData().getParameterType(i))
                            .isEqualTo(java.sql.Types.VARCHAR);
                    assertThat(statement.getParameterMetaData().getParameterClassName(i))
                            .isEqualTo("java.lang.String");
                }
                assertThatThrownBy(() -> statement.getParameterMetaData().getParameterType(3))
                        .isInstanceOf(SQLException.class);
            }
        }
        for (String write : List.of(
                "UPDATE orders o SET note = ? WHERE customer = 'x' AND placed = '1' RETURNING total, o.open",
                "DELETE FROM orders WHERE customer = ? AND placed = '1' RETURNING customer, total",
                "INSERT INTO orders (customer, placed) VALUES (?, '1') RETURNING customer, placed")) {
            try (PreparedStatement statement = connection.prepareStatement(write)) {
                List<String> before = labels(statement.getMetaData());
                assertThat(before).as(write).hasSize(2);
                statement.setString(1, "x");
                assertThat(labels(statement.executeQuery().getMetaData())).isEqualTo(before);
            }
        }
        execute("DELETE FROM orders WHERE customer = 'x'");
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM orders WHERE customer = ?")) {
            assertThat(statement.getMetaData()).isNull();
            assertThat(statement.getParameterMetaData().getParameterCount()).isOne();
        }
    }

    @Test
    void columnsAreFoundByTheirNameThenInAnyCaseAndTheFirstOfSeveral() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT customer AS a, placed AS A, total AS b, customer AS b, placed AS Cc"
                                + " FROM orders WHERE customer = 'a' AND placed = '1'")) {
            assertThat(rows.findColumn("a")).isOne();
            assertThat(rows.findColumn("A")).isEqualTo(2);
            assertThat(rows.findColumn("b")).isEqualTo(3);
            assertThat(rows.findColumn("B")).isEqualTo(3);
            assertThat(rows.findColumn("cC")).isEqualTo(5);
            assertThatThrownBy(() -> rows.findColumn("bb")).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("42703");
                assertThat(e.getMessage()).contains("bb");
            });
            rows.next();
            for (int wrong : new int[] {0, -1, 6, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> rows.getObject(wrong)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> rows.getMetaData().getColumnType(wrong))
                        .isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> rows.getString((String) null)).isInstanceOf(SQLException.class);
        }
    }
}
