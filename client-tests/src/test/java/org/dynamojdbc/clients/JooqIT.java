package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.codegen.GenerationTool;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** jOOQ: plain SQL, its DSL, its metadata, and code generated from them. */
class JooqIT {
    private static final Table<Record> ORDERS = table(name("orders"));
    private static final Field<String> CUSTOMER = field(name("customer"), String.class);
    private static final Field<String> PLACED = field(name("placed"), String.class);
    private static final Field<BigDecimal> TOTAL = field(name("total"), BigDecimal.class);

    private static Shop shop;
    private static Connection connection;
    private static DSLContext jooq;

    @BeforeAll
    static void open() throws SQLException {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        shop = Shop.open("jooq");
        connection = shop.connect();
        jooq = DSL.using(
                connection, SQLDialect.DEFAULT, new Settings().withRenderQuotedNames(RenderQuotedNames.ALWAYS));
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        shop.close();
    }

    @Test
    void plainSqlBindsItsValues() {
        assertThat(jooq.fetch("SELECT placed FROM orders WHERE customer = ? AND placed < ?", "c0", "2024-01-05")
                        .getValues("placed"))
                .isEqualTo(List.of("2024-01-01", "2024-01-04"));
    }

    @Test
    void theDslSelectsInOrderWithALimit() {
        assertThat(jooq.select(PLACED, TOTAL)
                        .from(ORDERS)
                        .where(CUSTOMER.eq("c1"))
                        .orderBy(PLACED.desc())
                        .limit(2)
                        .fetch(TOTAL))
                .containsExactly(new BigDecimal("28.25"), new BigDecimal("25.25"));
    }

    @Test
    void theDslWrites() {
        Table<Record> customers = table(name("customers"));
        Field<String> id = field(name("id"), String.class);
        Field<String> city = field(name("city"), String.class);
        assertThat(jooq.insertInto(customers, id, city).values("j1", "Bern").execute())
                .isEqualTo(1);
        assertThat(jooq.update(customers).set(city, "Basel").where(id.eq("j1")).execute())
                .isEqualTo(1);
        assertThat(jooq.select(city).from(customers).where(id.eq("j1")).fetchOne(city))
                .isEqualTo("Basel");
        assertThat(jooq.deleteFrom(customers).where(id.eq("j1")).execute()).isEqualTo(1);
        assertThat(jooq.deleteFrom(customers).where(id.eq("j1")).execute()).isZero();
    }

    @Test
    void itsMetadataHasTablesColumnsAndKeys() {
        Table<?> orders = jooq.meta().getTables("orders").get(0);
        assertThat(orders.fields()).extracting(Field::getName).startsWith("customer", "placed");
        assertThat(orders.getPrimaryKey().getFields())
                .extracting(Field::getName)
                .containsExactly("customer", "placed");
    }

    @Test
    void generatedTablesCompileAndQuery(@TempDir Path directory) throws Exception {
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.dynamojdbc.DynamoDriver").withUrl(shop.url()))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.jdbc.JDBCDatabase")
                                .withIncludes(".*"))
                        .withGenerate(new Generate().withGeneratedAnnotation(false))
                        .withTarget(new Target().withPackageName("generated").withDirectory(directory.toString()))));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", directory.toString()));
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> generated = loader.loadClass("generated.tables.Orders");
            Table<?> orders = (Table<?>) generated.getField("ORDERS").get(null);
            Field<String> customer = orders.field("customer", String.class);
            Field<BigDecimal> total = orders.field("total", BigDecimal.class);
            assertThat(orders.getPrimaryKey().getFields())
                    .extracting(Field::getName)
                    .containsExactly("customer", "placed");
            List<BigDecimal> totals = jooq.selectFrom(orders)
                    .where(customer.eq("c2"))
                    .and(total.gt(new BigDecimal("20")))
                    .fetch(total);
            assertThat(totals)
                    .containsExactly(
                            new BigDecimal("20.25"),
                            new BigDecimal("23.25"),
                            new BigDecimal("26.25"),
                            new BigDecimal("29.25"));
        }
    }
}
