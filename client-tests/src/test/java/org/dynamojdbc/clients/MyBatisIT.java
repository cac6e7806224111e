package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MyBatis with its own pool. */
class MyBatisIT {
    private static Shop shop;
    private static PooledDataSource pool;
    private static SqlSessionFactory sessions;

    /** A bean as MyBatis fills it. */
    public static final class Order {
        private String customer;
        private String placed;
        private BigDecimal total;
        private boolean paid;

        public void setCustomer(String customer) {
            this.customer = customer;
        }

        public void setPlaced(String placed) {
            this.placed = placed;
        }

        public void setTotal(BigDecimal total) {
            this.total = total;
        }

        public void setPaid(boolean paid) {
            this.paid = paid;
        }
    }

    /** The statements. */
    public interface Orders {
        @Select("SELECT customer, placed, total, paid FROM orders WHERE customer = #{c} AND placed = #{p}")
        Order one(@Param("c") String customer, @Param("p") String placed);

        @Select("SELECT * FROM orders WHERE customer = #{c}")
        List<Map<String, Object>> maps(String customer);

        @Update("UPDATE customers SET city = #{city} WHERE id = #{id}")
        int move(@Param("id") String id, @Param("city") String city);

        @Select("SELECT city FROM customers WHERE id = #{id}")
        String city(String id);

        @Insert("INSERT INTO customers (id, name) VALUES (#{id}, #{name})")
        @Options(useGeneratedKeys = true, keyProperty = "key")
        int add(Map<String, Object> customer);

        @Delete("DELETE FROM customers WHERE id = #{id}")
        int remove(String id);

        @Insert("INSERT INTO \"order-notes\" (id, note) VALUES (#{id}, #{note})")
        int note(@Param("id") String id, @Param("note") String note);

        @Select("SELECT COUNT(*) FROM \"order-notes\"")
        int notes();
    }

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("mybatis");
        pool = new PooledDataSource("org.dynamojdbc.DynamoDriver", shop.url(), "", "");
        Configuration configuration = new Configuration(new Environment("test", new JdbcTransactionFactory(), pool));
        configuration.addMapper(Orders.class);
        sessions = new SqlSessionFactoryBuilder().build(configuration);
    }

    @AfterAll
    static void close() throws SQLException {
        pool.forceCloseAll();
        shop.close();
    }

    @Test
    void selectsFillBeansAndMaps() {
        try (SqlSession session = sessions.openSession(true)) {
            Orders orders = session.getMapper(Orders.class);
            Order order = orders.one("c1", "2024-01-02");
            assertThat(order.customer + order.placed).isEqualTo("c12024-01-02");
            assertThat(order.total).isEqualByComparingTo("1.25");
            assertThat(order.paid).isTrue();
            assertThat(orders.maps("c1")).hasSize(10).allMatch(m -> m.get("total") instanceof BigDecimal);
        }
    }

    @Test
    void aNullIsWritten() {
        try (SqlSession session = sessions.openSession(true)) {
            Orders orders = session.getMapper(Orders.class);
            assertThat(orders.move("c0", null)).isEqualTo(1);
            assertThat(orders.city("c0")).isNull();
            assertThat(orders.move("nobody", "Rome")).isZero();
        }
    }

    @Test
    void askingForGeneratedKeysDoesNoHarm() {
        try (SqlSession session = sessions.openSession(true)) {
            Orders orders = session.getMapper(Orders.class);
            assertThat(orders.add(new java.util.HashMap<>(Map.of("id", "m1", "name", "Mia"))))
                    .isEqualTo(1);
            assertThat(orders.remove("m1")).isEqualTo(1);
        }
    }

    @Test
    void theBatchExecutorSendsThemAll() {
        try (SqlSession session = sessions.openSession(ExecutorType.BATCH, true)) {
            Orders orders = session.getMapper(Orders.class);
            for (int i = 0; i < 40; i++) {
                orders.note("b" + i, "note " + i);
            }
            session.flushStatements();
            assertThat(orders.notes()).isEqualTo(40);
        }
    }

    @Test
    void aSessionIsStoredWholeOrNotAtAll() {
        try (SqlSession session = sessions.openSession(false)) {
            session.getMapper(Orders.class).move("c1", "Nowhere");
            session.rollback();
        }
        try (SqlSession session = sessions.openSession(false)) {
            Orders orders = session.getMapper(Orders.class);
            assertThat(orders.city("c1")).isEqualTo("Arlington");
            orders.move("c1", "Somewhere");
            session.commit();
        }
        try (SqlSession session = sessions.openSession(true)) {
            assertThat(session.getMapper(Orders.class).city("c1")).isEqualTo("Somewhere");
        }
    }
}
