package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jdbi. */
class JdbiIT {
    private static Shop shop;
    private static Jdbi jdbi;

    /** A row as Jdbi builds it. */
    public record Order(String customer, String placed, BigDecimal total) {}

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("jdbi");
        jdbi = Jdbi.create(shop.url());
        jdbi.registerRowMapper(ConstructorMapper.factory(Order.class));
    }

    @AfterAll
    static void close() throws SQLException {
        shop.close();
    }

    @Test
    void namedArgumentsAndRecords() {
        List<Order> orders = jdbi.withHandle(
                h -> h.createQuery("SELECT customer, placed, total FROM orders WHERE customer = :c AND placed <= :p")
                        .bind("c", "c2")
                        .bind("p", "2024-01-06")
                        .mapTo(Order.class)
                        .list());
        assertThat(orders)
                .containsExactly(
                        new Order("c2", "2024-01-03", new BigDecimal("2.25")),
                        new Order("c2", "2024-01-06", new BigDecimal("5.25")));
    }

    @Test
    void aListBecomesAnIn() {
        Set<String> names = jdbi.withHandle(h -> h.createQuery("SELECT name FROM customers WHERE id IN (<ids>)")
                .bindList("ids", "c0", "c1")
                .mapTo(String.class)
                .set());
        assertThat(names).containsExactlyInAnyOrder("Ada", "Grace");
    }

    @Test
    void batchesCountEveryRow() {
        int[] counts = jdbi.withHandle(h -> {
            PreparedBatch batch = h.prepareBatch("INSERT INTO \"order-notes\" (id, note) VALUES (:id, :note)");
            for (int i = 0; i < 30; i++) {
                batch.bind("id", "b" + i).bind("note", (String) null).add();
            }
            return batch.execute();
        });
        assertThat(counts).hasSize(30).containsOnly(1);
    }

    @Test
    void updatesCountAndRefusalsKeepTheirCause() {
        int moved = jdbi.withHandle(h -> h.execute("UPDATE customers SET city = ? WHERE id = ?", "Bonn", "c1"));
        assertThat(moved).isEqualTo(1);
        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("INSERT INTO customers (id) VALUES ('c1')")))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasCauseInstanceOf(SQLIntegrityConstraintViolationException.class);
    }

    @Test
    void aTransactionIsStoredWholeOrNotAtAll() {
        assertThatThrownBy(() -> jdbi.useTransaction(h -> {
                    h.execute("INSERT INTO customers (id, name) VALUES ('t1', 'Tim')");
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names()).isEmpty();
        jdbi.useTransaction(h -> {
            h.execute("INSERT INTO customers (id, name) VALUES ('t1', 'Tim')");
            h.execute("INSERT INTO customers (id, name) VALUES ('t2', 'Tom')");
        });
        assertThat(names()).containsExactlyInAnyOrder("Tim", "Tom");
    }

    private static List<String> names() {
        return jdbi.withHandle(h -> h.createQuery("SELECT name FROM customers WHERE id IN ('t1', 't2')")
                .mapTo(String.class)
                .list());
    }
}
