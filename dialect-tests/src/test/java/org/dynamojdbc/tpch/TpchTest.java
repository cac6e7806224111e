package org.dynamojdbc.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The 22 queries of TPC-H give the rows of a relational database that holds the same rows, in the same order, every number
 * exact. The property tpch.scale gives another size.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("tpch.scale", "0.001"));
    /** Quotients never end; all else has fewer digits than these. */
    private static final MathContext DIGITS = new MathContext(30);

    private Connection driver;
    private Connection reference;

    @BeforeAll
    void load() throws SQLException, IOException {
        driver = DriverManager.getConnection("jdbc:dynamodb:embedded:tpch");
        reference = DriverManager.getConnection("jdbc:h2:mem:tpch");
        TpchTables.create(driver, TpchQueries.tables());
        TpchTables.create(reference, Files.readString(Path.of("src/test/resources/tpch/reference-tables.sql")));
        long written = TpchTables.load(driver, "UPSERT INTO", SCALE);
        assertThat(written).isEqualTo(TpchTables.load(reference, "MERGE INTO", SCALE));
    }

    @AfterAll
    void close() throws SQLException {
        reference.close();
        driver.close();
    }

    @TestFactory
    Stream<DynamicTest> queries() {
        return IntStream.rangeClosed(1, TpchQueries.COUNT)
                .mapToObj(number -> DynamicTest.dynamicTest("query " + number, () -> {
                    String sql = TpchQueries.query(number);
                    List<List<Object>> expected = rows(reference, sql);
                    assertThat(expected).as("a query that shows something").isNotEmpty();
                    assertThat(expected.get(0)).isNotEqualTo(List.of("null"));
                    assertThat(rows(driver, sql)).isEqualTo(expected);
                }));
    }

    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof Number number ? exact(number) : String.valueOf(value));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static BigDecimal exact(Number number) {
        BigDecimal exact = new BigDecimal(number.toString()).round(DIGITS);
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }
}
