package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The property documentTypes: lists, sets and maps as text, or as ARRAY and STRUCT. */
class DocumentTypesTest {
    private static final String URL = "jdbc:dynamodb:embedded:document-types";
    private static Connection text;
    private static Connection objects;

    @BeforeAll
    static void open() throws SQLException {
        text = DriverManager.getConnection(URL);
        objects = DriverManager.getConnection(URL + "?documentTypes=struct");
        try (Statement statement = text.createStatement()) {
            statement.execute("CREATE TABLE papers (id VARCHAR PRIMARY KEY)");
            statement.execute("INSERT INTO papers VALUE {'id': 'a', 'l': [1, 'x', {'k': 2}], 'm': {'z': 1, 'b': [2]},"
                    + " 'ss': <<'p', 'q'>>, 'ns': <<1, 2>>, 'n': 5}");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        objects.close();
        text.close();
    }

    private static ResultSet row(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM papers WHERE id = 'a'");
        assertThat(rows.next()).isTrue();
        return rows;
    }

    @Test
    void withoutThePropertyTheyAreText() throws SQLException {
        try (ResultSet rows = row(text)) {
            ResultSetMetaData columns = rows.getMetaData();
            for (String label : new String[] {"l", "m", "ss", "ns"}) {
                assertThat(columns.getColumnType(rows.findColumn(label))).isEqualTo(Types.VARCHAR);
                assertThat(rows.getObject(label)).isInstanceOf(String.class);
            }
        }
    }

    @Test
    void withThePropertyTheyAreArraysAndStructs() throws SQLException {
        try (ResultSet rows = row(objects)) {
            ResultSetMetaData columns = rows.getMetaData();
            for (String label : new String[] {"l", "ss", "ns"}) {
                int column = rows.findColumn(label);
                assertThat(columns.getColumnType(column)).as(label).isEqualTo(Types.ARRAY);
                assertThat(columns.getColumnClassName(column)).isEqualTo("java.sql.Array");
                assertThat(rows.getObject(column)).isInstanceOf(Array.class);
            }
            int map = rows.findColumn("m");
            assertThat(columns.getColumnType(map)).isEqualTo(Types.STRUCT);
            assertThat(columns.getColumnTypeName(map)).isEqualTo("MAP");
            assertThat(columns.getColumnClassName(map)).isEqualTo("java.sql.Struct");
            Struct struct = (Struct) rows.getObject(map);
            assertThat(struct.getSQLTypeName()).isEqualTo("MAP(b, z)");
            assertThat(struct.getAttributes()).hasSize(2).endsWith(BigDecimal.ONE);
            assertThat(struct.toString()).contains("b=").contains("z=");
            assertThat((Object[]) ((Array) rows.getObject("l")).getArray())
                    .hasSize(3)
                    .contains("x");
            assertThat(rows.getString("m")).contains("\"b\":[2]");
            Map<?, ?> document = rows.getObject("m", Map.class);
            assertThat(document.containsKey("z")).isTrue();
            assertThat(columns.getColumnType(rows.findColumn("n"))).isEqualTo(Types.NUMERIC);
        }
        try (Statement statement = objects.createStatement();
                ResultSet rows = statement.executeQuery("SELECT l, m FROM papers WHERE id = 'a'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1)).isInstanceOf(Array.class);
            assertThat(rows.getObject(2)).isInstanceOf(Struct.class);
        }
    }

    @Test
    void metadataOfTablesAndTypesAgrees() throws SQLException {
        Map<String, Integer> types = new HashMap<>();
        try (ResultSet known = objects.getMetaData().getTypeInfo()) {
            while (known.next()) {
                types.put(known.getString("TYPE_NAME"), known.getInt("DATA_TYPE"));
            }
        }
        assertThat(types).containsEntry("LIST", Types.ARRAY).containsEntry("MAP", Types.STRUCT);
        try (ResultSet columns = objects.getMetaData().getColumns(null, null, "papers", "%")) {
            while (columns.next()) {
                assertThat(columns.getInt("DATA_TYPE")).isEqualTo(types.get(columns.getString("TYPE_NAME")));
            }
        }
    }

    @Test
    void aStructIsReadFromAnyMapAndFromNothingElse() throws SQLException {
        try (ResultSet rows = row(text)) {
            assertThat(rows.getObject("m", Struct.class).getAttributes()).hasSize(2);
            assertThatThrownBy(() -> rows.getObject("l", Struct.class))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"));
        }
    }

    @Test
    void whatWasReadIsWrittenBack() throws SQLException {
        try (ResultSet rows = row(objects);
                PreparedStatement write =
                        objects.prepareStatement("UPSERT INTO papers (id, l, m, ss) VALUES ('copy', ?, ?, ?)")) {
            write.setArray(1, rows.getArray("l"));
            write.setObject(2, rows.getObject("m"));
            write.setString(3, rows.getString("ss"));
            assertThat(write.executeUpdate()).isOne();
        }
        try (Statement statement = text.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT a.l = b.l, a.m = b.m FROM papers a, papers b WHERE a.id = 'a' AND b.id = 'copy'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBoolean(1)).isTrue();
            assertThat(rows.getBoolean(2)).isTrue();
        }
    }

    @Test
    void aStructIsMadeOfTheFieldsThatItsTypeNames() throws SQLException {
        Array list = text.createArrayOf("VARCHAR", new Object[] {"p", 1});
        Struct inner = text.createStruct("map()", null);
        Object[] values = {"London", list, inner, null, new byte[] {1}, java.sql.Date.valueOf("2024-02-29")};
        Struct made = text.createStruct("MAP(city, tags, \"of, the \"\"inner\"\"\", nothing, bytes, day)", values);
        assertThat(made.getSQLTypeName()).isEqualTo("MAP(city, tags, \"of, the \"\"inner\"\"\", nothing, bytes, day)");
        assertThat(made.getAttributes()[0]).isEqualTo("London");
        try (PreparedStatement write = text.prepareStatement("UPSERT INTO papers (id, m) VALUES ('made', ?)")) {
            write.setObject(1, made);
            assertThat(write.executeUpdate()).isOne();
            write.setObject(1, made, Types.STRUCT);
            assertThat(write.executeUpdate()).isOne();
        }
        try (Statement statement = text.createStatement();
                ResultSet rows = statement.executeQuery("SELECT m, m.day FROM papers WHERE id = 'made'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1))
                    .contains("\"city\":\"London\"", "\"tags\":[\"p\",1]", "\"of, the \\\"inner\\\"\":{}");
            assertThat(rows.getDate(2)).isEqualTo("2024-02-29");
            Struct read = rows.getObject(1, Struct.class);
            assertThat(read.getAttributes()).hasSize(6).contains("London");
            Struct again = text.createStruct(read.getSQLTypeName(), read.getAttributes());
            assertThat(again.getSQLTypeName()).isEqualTo(read.getSQLTypeName());
        }
    }

    @Test
    void aFieldOfATypeMayHaveALongName() throws SQLException {
        for (String name : new String[] {"x y".repeat(100_000), "\"\"".repeat(100_000)}) {
            String type = "MAP(a, \"" + name + "\")";
            assertThat(text.createStruct(type, new Object[] {1, 2}).getSQLTypeName())
                    .isEqualTo(type);
        }
        assertThatThrownBy(() -> text.createStruct("MAP(\"" + "x".repeat(100_000) + ")", new Object[] {1}))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    @Test
    void aTypeThatNamesNoFieldsAndOtherThanAValueForEachAreRefused() {
        for (String type :
                new String[] {"", "MAP", "MAP(a", "MAP(a,)", "MAP(a b)", "MAP(a, a)", "address", "MAP(a) x"}) {
            assertThatThrownBy(() -> text.createStruct(type, new Object[] {"x"}))
                    .as(type)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
        }
        assertThatThrownBy(() -> text.createStruct("MAP(a, b)", new Object[] {"x"}))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("2 fields and 1 values");
        assertThatThrownBy(() -> text.createStruct("MAP(a)", new Object[] {new Object()}))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"));
    }
}
