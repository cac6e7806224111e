package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Types that results and metadata show, and values that are written back as they were read. */
class ShownTypesTest extends TypedTables {
    @Test
    void objectsHaveTheClassThatMetadataTells() throws SQLException {
        run(
                "UPSERT INTO undeclared (id, s, n, b, flag, l, m, ss, mixed) VALUES ('a', 'x', 1.5, ?, true, [1], {'a': 1},"
                        + " <<'x'>>, 1)",
                (Object) new byte[] {1});
        run("UPSERT INTO undeclared (id, s, mixed) VALUES ('b', 'y', 'text')");
        List<String> statements = List.of(
                "SELECT * FROM undeclared",
                "SELECT id, s, n, b, flag, l, m, ss, mixed FROM undeclared",
                "SELECT s, n AS number, m.a, l[0], nowhere FROM undeclared WHERE id = 'a'",
                "SELECT COUNT(*), 1, 'x', TRUE, NULL FROM undeclared".replace("COUNT(*), ", ""));
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData before = statement.getMetaData();
                ResultSetMetaData columns = rows.getMetaData();
                while (rows.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        Object value = rows.getObject(i);
                        assertThat(columns.getColumnClassName(i)).isEqualTo(before.getColumnClassName(i));
                        assertThat(columns.getColumnType(i)).isEqualTo(before.getColumnType(i));
                        assertThat(value == null
                                        || value.getClass().getName().equals(columns.getColumnClassName(i))
                                        || (value instanceof byte[]
                                                && columns.getColumnClassName(i).equals("[B")))
                                .as(sql + " column " + i + " gave " + value)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void columnsNamedOneByOneAreAsGetColumnsSays() throws SQLException {
        run("UPSERT INTO undeclared (id, s, n, ss) VALUES ('a', 'x', 1.5, <<'x'>>)");
        for (String table : List.of("undeclared", "declared")) {
            List<String> fromCatalog = new ArrayList<>();
            List<String> names = new ArrayList<>();
            try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
                while (columns.next()) {
                    names.add('"' + columns.getString("COLUMN_NAME") + '"');
                    fromCatalog.add(columns.getString("COLUMN_NAME") + " " + columns.getInt("DATA_TYPE") + " "
                            + columns.getString("TYPE_NAME") + " " + columns.getInt("NULLABLE") + " "
                            + columns.getInt("COLUMN_SIZE") + " " + columns.getInt("DECIMAL_DIGITS"));
                }
            }
            for (String list : List.of("*", String.join(", ", names))) {
                List<String> fromResult = new ArrayList<>();
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT " + list + " FROM " + table + " WHERE 1 = 0")) {
                    ResultSetMetaData columns = statement.getMetaData();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        fromResult.add(columns.getColumnName(i) + " " + columns.getColumnType(i) + " "
                                + columns.getColumnTypeName(i) + " " + columns.isNullable(i) + " "
                                + columns.getPrecision(i) + " " + columns.getScale(i));
                    }
                }
                assertThat(fromResult).isEqualTo(fromCatalog);
            }
        }
    }

    @Test
    void selectAllWarnsOfAttributesItDoesNotShow() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS fresh (id VARCHAR PRIMARY KEY)");
        try (Connection keeping = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=600");
                Statement statement = keeping.createStatement()) {
            statement.executeQuery("SELECT * FROM fresh").close();
            write("fresh", Map.of("id", "a", "late", "1"));
            try (ResultSet rows = statement.executeQuery("SELECT * FROM fresh WHERE id = 'a'")) {
                assertThat(rows.next()).isTrue();
                SQLWarning warning = rows.getWarnings();
                assertThat(warning.getMessage()).contains("'late'");
                assertThat(statement.getWarnings().getMessage()).contains("'late'");
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT id FROM fresh WHERE id = 'a'")) {
                rows.next();
                assertThat((Object) rows.getWarnings()).isNull();
                assertThat((Object) statement.getWarnings()).isNull();
            }
        }
    }

    @Test
    void documentsAndSetsSurviveBeingWrittenBackAsTheirText() throws SQLException {
        String insert = "UPSERT INTO undeclared VALUE {'id': 'doc', 'tags': <<'b', 'a'>>, 'nums': <<2, 1>>, 'bins':"
                + " <<X'01', X'02'>>, 'l': [1, 'x', <<'p'>>, X'0102'], 'm': {'s': <<1>>, 'b': X'FF', 'deep': {'$set': 1}}}";
        run(insert);
        run(insert.replace("'doc'", "'doc2'"));
        List<String> names = List.of("tags", "nums", "bins", "l", "m");
        for (String name : names) {
            AttributeValue before = stored("undeclared", "doc", name);
            String text;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + name + " FROM undeclared WHERE id = 'doc'")) {
                rows.next();
                text = rows.getString(1);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE undeclared SET " + name + " = ? WHERE id = ?")) {
                update.setString(1, text);
                update.setString(2, "doc");
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            assertSame(name, stored("undeclared", "doc", name), before);
            run("UPSERT INTO undeclared (id, " + name + ") VALUES ('copy', ?)", text);
            assertSame(name, stored("undeclared", "copy", name), before);
        }
    }

    @Test
    void whatAConnectionWritesItsSelectAllShows() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS growing (id VARCHAR PRIMARY KEY)");
        try (Connection keeping = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=600");
                Statement statement = keeping.createStatement()) {
            statement.executeQuery("SELECT * FROM growing").close();
            statement.executeUpdate("INSERT INTO growing (id, x) VALUES ('a', 1)");
            statement.executeUpdate("UPDATE growing SET y = 2 WHERE id = 'a'");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM growing")) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(3);
            }
        }
    }

    /** Somebody else writes, past the driver. */
    private static void write(String table, Map<String, String> item) throws SQLException {
        Map<String, AttributeValue> values = new java.util.HashMap<>();
        item.forEach((name, value) -> values.put(name, AttributeValue.fromS(value)));
        connection.unwrap(DynamoDbClient.class).putItem(r -> r.tableName(table).item(values));
    }

    private static void assertSame(String name, AttributeValue now, AttributeValue before) {
        assertThat(now.type()).as(name).isEqualTo(before.type());
        if (before.hasSs()) {
            assertThat(Set.copyOf(now.ss())).isEqualTo(Set.copyOf(before.ss()));
        } else if (before.hasNs()) {
            assertThat(Set.copyOf(now.ns())).isEqualTo(Set.copyOf(before.ns()));
        } else if (before.hasBs()) {
            assertThat(Set.copyOf(now.bs())).isEqualTo(Set.copyOf(before.bs()));
        } else {
            assertThat(now).as(name).isEqualTo(before);
        }
    }

    @Test
    void textThatOnlyLooksLikeADocumentIsRefusedWhereDocumentsStand() throws SQLException {
        run("UPSERT INTO undeclared VALUE {'id': 'doc3', 'lst': [1]}");
        assertThatThrownBy(() -> run("UPDATE undeclared SET lst = ? WHERE id = 'doc3'", "[1, 2"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"));
        run("UPDATE undeclared SET lst = ?, brandnew = ? WHERE id = 'doc3'", "plain", "[1, 2");
        assertThat(stored("undeclared", "doc3", "lst").s()).isEqualTo("plain");
        assertThat(stored("undeclared", "doc3", "brandnew").s()).isEqualTo("[1, 2");
        run("DELETE FROM undeclared WHERE id = 'doc3'");
    }

    @Test
    void arraysAreListsAndReadAsArrays() throws SQLException {
        run(
                "UPSERT INTO undeclared (id, arr) VALUES ('array', ?)",
                connection.createArrayOf("NUMERIC", new Object[] {1, new BigDecimal("2.5"), null}));
        assertThat(stored("undeclared", "array", "arr").l()).hasSize(3);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT arr FROM undeclared WHERE id = 'array'")) {
            rows.next();
            assertThat((Object[]) rows.getArray(1).getArray())
                    .containsExactly(BigDecimal.ONE, new BigDecimal("2.5"), null);
            ResultSet elements = rows.getArray(1).getResultSet(2, 1);
            elements.next();
            assertThat(elements.getInt(1)).isEqualTo(2);
            assertThat(elements.getBigDecimal(2)).isEqualTo("2.5");
        }
    }

    @Test
    void aPatternThatEndsInItsEscapeIsNoPattern() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM declared WHERE id LIKE 'a\\' ESCAPE '\\'"))
                    .isInstanceOf(SQLDataException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22025"));
        }
    }
}
