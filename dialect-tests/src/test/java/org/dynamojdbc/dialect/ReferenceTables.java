package org.dynamojdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The same random rows in DynamoDB, where NULLs are missing attributes, and in the reference engine. */
final class ReferenceTables {
    private static final int ROWS = 12;

    private ReferenceTables() {}

    static void create(Connection driver, Connection reference, Random random) throws SQLException {
        run(driver, "DROP TABLE IF EXISTS items");
        run(driver, "DROP TABLE IF EXISTS parts");
        run(driver, "DROP TABLE IF EXISTS refs");
        run(
                driver,
                "CREATE TABLE items (id VARCHAR, a NUMERIC, b NUMERIC, s VARCHAR, g VARCHAR, PRIMARY KEY (id),"
                        + " GLOBAL INDEX by_s (s, a) PROJECTION ALL)");
        run(driver, "CREATE TABLE parts (k VARCHAR, o NUMERIC, a NUMERIC, s VARCHAR, PRIMARY KEY (k, o))");
        run(driver, "CREATE TABLE refs (id VARCHAR, item VARCHAR, n NUMERIC, PRIMARY KEY (id))");
        run(reference, "CREATE TABLE items (id VARCHAR, a DECFLOAT, b DECFLOAT, s VARCHAR, g VARCHAR)");
        run(reference, "CREATE TABLE parts (k VARCHAR, o DECFLOAT, a DECFLOAT, s VARCHAR)");
        run(reference, "CREATE TABLE refs (id VARCHAR, item VARCHAR, n DECFLOAT)");
        List<String> words = List.of("'a'", "'b'", "'c'", "'ab'", "'d'");
        for (int i = 0; i < ROWS; i++) {
            insert(
                    driver,
                    reference,
                    "items",
                    List.of("id", "a", "b", "s", "g"),
                    List.of(
                            i < 5 ? words.get(i) : "'i" + i + "'",
                            number(random),
                            number(random),
                            word(random, words),
                            word(random, words)));
            insert(
                    driver,
                    reference,
                    "parts",
                    List.of("k", "o", "a", "s"),
                    List.of(words.get(i % 4), Integer.toString(i / 4), number(random), word(random, words)));
            insert(
                    driver,
                    reference,
                    "refs",
                    List.of("id", "item", "n"),
                    List.of(i < 3 ? words.get(i) : "'r" + i + "'", word(random, words), number(random)));
        }
    }

    private static void insert(
            Connection driver, Connection reference, String table, List<String> columns, List<String> values)
            throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).equals("NULL")) {
                names.add(columns.get(i));
                present.add(values.get(i));
            }
        }
        String sql = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", present) + ")";
        run(driver, sql);
        run(reference, sql);
    }

    private static String number(Random random) {
        return random.nextInt(4) == 0
                ? "NULL"
                : random.nextInt(4) == 0 ? random.nextInt(5) + ".5" : Integer.toString(random.nextInt(7) - 1);
    }

    private static String word(Random random, List<String> words) {
        return random.nextInt(4) == 0 ? "NULL" : words.get(random.nextInt(words.size()));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
