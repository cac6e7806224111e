package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JdbcTemplate and its relatives. */
class SpringJdbcIT {
    private static Shop shop;
    private static JdbcTemplate jdbc;

    record Order(String customer, String placed, BigDecimal total, boolean paid) {}

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("spring");
        jdbc = new JdbcTemplate(new DriverManagerDataSource(shop.url()));
        jdbc.setFetchSize(5);
        jdbc.setMaxRows(1000);
        jdbc.setQueryTimeout(30);
    }

    @AfterAll
    static void close() throws SQLException {
        shop.close();
    }

    @BeforeEach
    void refill() throws SQLException {
        shop.refill();
    }

    @Test
    void rowsBecomeRecords() {
        List<Order> orders = jdbc.query(
                "SELECT customer, placed, total, paid FROM orders WHERE customer = ? AND placed > ?",
                new DataClassRowMapper<>(Order.class),
                "c1",
                "2024-01-25");
        assertThat(orders)
                .containsExactly(
                        new Order("c1", "2024-01-26", new BigDecimal("25.25"), true),
                        new Order("c1", "2024-01-29", new BigDecimal("28.25"), false));
    }

    @Test
    void oneValueAndOneMap() {
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM orders WHERE customer = 'c0'", Integer.class))
                .isEqualTo(10);
        assertThat(jdbc.queryForMap("SELECT * FROM customers WHERE id = ?", "c2"))
                .containsEntry("name", "Edsger")
                .containsEntry("city", null);
        assertThatThrownBy(() -> jdbc.queryForObject("SELECT name FROM customers WHERE id = 'x'", String.class))
                .isInstanceOf(EmptyResultDataAccessException.class);
    }

    @Test
    void updatesCountTheirRows() {
        assertThat(jdbc.update("UPDATE customers SET city = ? WHERE id = ?", "York", "c0"))
                .isEqualTo(1);
        assertThat(jdbc.update("UPDATE customers SET city = ? WHERE id = ?", "York", "nobody"))
                .isZero();
        assertThat(jdbc.update("DELETE FROM customers WHERE id = ?", "nobody")).isZero();
    }

    @Test
    void aNullOfNoKnownTypeIsStored() {
        jdbc.update("UPSERT INTO customers (id, name, city) VALUES (?, ?, ?)", "n1", null, "Oslo");
        assertThat(jdbc.queryForMap("SELECT * FROM customers WHERE id = 'n1'")).containsEntry("name", null);
        jdbc.update("UPSERT INTO customers (id, name) VALUES (?, ?)", new Object[] {"n1", null}, new int[] {
            Types.VARCHAR, Types.INTEGER
        });
        jdbc.update("DELETE FROM customers WHERE id = 'n1'");
    }

    @Test
    void batchesCountEveryRow() {
        List<Object[]> rows = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(new Object[] {"batch" + i, "note " + i});
        }
        assertThat(jdbc.batchUpdate("INSERT INTO \"order-notes\" (id, note) VALUES (?, ?)", rows))
                .hasSize(60)
                .containsOnly(1);
    }

    @Test
    void namedParametersAndListsAreExpanded() {
        NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(jdbc);
        assertThat(named.queryForList(
                        "SELECT name FROM customers WHERE id IN (:ids)",
                        Map.of("ids", List.of("c0", "c1")),
                        String.class))
                .containsExactlyInAnyOrder("Ada", "Grace");
    }

    @Test
    void theClientOfOneLineWorks() {
        JdbcClient client = JdbcClient.create(jdbc);
        assertThat(client.sql("SELECT total FROM orders WHERE customer = :c AND placed = :p")
                        .param("c", "c0")
                        .param("p", "2024-01-01")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0.25");
    }

    @Test
    void simpleInsertFindsTheColumnsByItself() {
        SimpleJdbcInsert insert = new SimpleJdbcInsert(jdbc).withTableName("orders");
        Map<String, Object> order = new HashMap<>();
        order.put("customer", "simple");
        order.put("placed", "2024-02-01");
        order.put("total", new BigDecimal("7.50"));
        order.put("paid", true);
        assertThat(insert.execute(order)).isEqualTo(1);
        assertThat(jdbc.queryForMap("SELECT * FROM orders WHERE customer = 'simple' AND placed = '2024-02-01'"))
                .containsEntry("paid", true)
                .containsEntry("status", null);
        jdbc.update("DELETE FROM orders WHERE customer = 'simple' AND placed = '2024-02-01'");
    }

    @Test
    void askingForGeneratedKeysDoesNoHarm() {
        GeneratedKeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var statement = connection.prepareStatement(
                            "UPSERT INTO customers (id, name) VALUES ('g1', 'Gene')", new String[] {"id"});
                    return statement;
                },
                keys);
        assertThat(jdbc.queryForObject("SELECT name FROM customers WHERE id = 'g1'", String.class))
                .isEqualTo("Gene");
        jdbc.update("DELETE FROM customers WHERE id = 'g1'");
    }

    @Test
    void failuresBecomeSpringsOwn() {
        assertThatThrownBy(() -> jdbc.update("INSERT INTO customers (id, name) VALUES ('c0', 'Again')"))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> jdbc.queryForList("SELECT * FROM nowhere")).isInstanceOf(BadSqlGrammarException.class);
        assertThatThrownBy(() -> jdbc.queryForList("SELECT FROM customers")).isInstanceOf(BadSqlGrammarException.class);
    }

    @Test
    void aTransactionIsStoredWholeOrNotAtAll() {
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.update("INSERT INTO customers (id, name) VALUES ('t1', 'Tim')");
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(jdbc.queryForList("SELECT name FROM customers WHERE id = 't1'"))
                .isEmpty();
        transaction.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO customers (id, name) VALUES ('t1', 'Tim')");
            jdbc.update("INSERT INTO customers (id, name) VALUES ('t2', 'Tom')");
        });
        assertThat(jdbc.queryForList("SELECT name FROM customers WHERE id IN ('t1', 't2')", String.class))
                .containsExactlyInAnyOrder("Tim", "Tom");
        jdbc.update("DELETE FROM customers WHERE id = 't1'");
        jdbc.update("DELETE FROM customers WHERE id = 't2'");
    }

    /** What a transaction sets of its connection, it takes back. */
    @Test
    void aReadOnlySerializableTransactionLeavesItsConnectionAsItWas() throws SQLException {
        try (Connection connection = shop.connect()) {
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(single));
            transaction.setReadOnly(true);
            transaction.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
            int before = connection.getTransactionIsolation();
            transaction.executeWithoutResult(status -> {
                JdbcTemplate inside = new JdbcTemplate(single);
                assertThat(inside.queryForObject("SELECT name FROM customers WHERE id = 'c0'", String.class))
                        .isEqualTo("Ada");
                assertThatThrownBy(() -> inside.update("DELETE FROM customers WHERE id = 'c0'"))
                        .isInstanceOf(DataAccessException.class)
                        .cause()
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("25006"));
            });
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(before);
        }
    }
}
