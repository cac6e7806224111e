package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commons DBCP and Tomcat's pool, which test and reset connections in ways of their own. */
class OtherPoolsIT {
    private static Shop shop;

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("other-pools");
    }

    @AfterAll
    static void close() throws SQLException {
        shop.close();
    }

    @Test
    void commonsDbcpLendsTestsAndKeepsStatements() throws SQLException {
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setDriverClassName("org.dynamojdbc.DynamoDriver");
            pool.setUrl(shop.url());
            pool.setMaxTotal(2);
            pool.setTestOnBorrow(true);
            pool.setTestOnReturn(true);
            pool.setPoolPreparedStatements(true);
            pool.setDefaultAutoCommit(true);
            works(pool);
            assertThat(pool.getNumActive()).isZero();
            assertThat(pool.getNumIdle()).isPositive();
        }
    }

    @Test
    void tomcatsPoolLendsAndTests() throws SQLException {
        PoolProperties properties = new PoolProperties();
        properties.setDriverClassName("org.dynamojdbc.DynamoDriver");
        properties.setUrl(shop.url());
        properties.setMaxActive(2);
        properties.setTestOnBorrow(true);
        properties.setTestOnReturn(true);
        properties.setValidationQuery("SELECT 1");
        properties.setJdbcInterceptors("ConnectionState;StatementFinalizer");
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
        try {
            works(pool);
            assertThat(pool.getActive()).isZero();
        } finally {
            pool.close(true);
        }
    }

    private static void works(DataSource pool) throws SQLException {
        for (int i = 0; i < 10; i++) {
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT name FROM customers WHERE id = ?")) {
                statement.setString(1, "c0");
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("Ada");
                }
                connection.setReadOnly(true);
                assertThatThrownBy(() -> run(connection, "DELETE FROM customers WHERE id = 'c0'"))
                        .isInstanceOf(SQLException.class);
                connection.setReadOnly(false);
                assertThatThrownBy(() -> run(connection, "SELECT * FROM nowhere"))
                        .isInstanceOf(SQLException.class);
                connection.setAutoCommit(false);
                run(connection, "DELETE FROM customers WHERE id = 'c0'");
                connection.rollback();
                connection.setAutoCommit(true);
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
