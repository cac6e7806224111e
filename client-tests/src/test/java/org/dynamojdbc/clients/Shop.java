package org.dynamojdbc.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables every client works on, on a server of its own. */
final class Shop implements AutoCloseable {
    /** Orders of customers c0, c1 and c2, ten each; the total of order n is n.25. */
    static final int ORDERS = 30;

    private final String url;
    private final Connection keeper;

    private Shop(String url, Connection keeper) {
        this.url = url;
        this.keeper = keeper;
    }

    static Shop open(String server) throws SQLException {
        String url = "jdbc:dynamodb:embedded:" + server;
        Shop shop = new Shop(url, DriverManager.getConnection(url));
        try (Statement statement = shop.keeper.createStatement()) {
            statement.execute("CREATE TABLE customers (id VARCHAR PRIMARY KEY, name VARCHAR, city VARCHAR)");
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, total NUMERIC, status VARCHAR,"
                    + " paid BOOLEAN, PRIMARY KEY (customer, placed),"
                    + " GLOBAL INDEX by_status (status, placed) PROJECTION ALL)");
            statement.execute("CREATE TABLE \"order-notes\" (id VARCHAR PRIMARY KEY, note VARCHAR)");
            statement.execute("INSERT INTO customers (id, name, city) VALUES ('c0', 'Ada', 'Leeds'),"
                    + " ('c1', 'Grace', 'Arlington'), ('c2', 'Edsger', NULL)");
        }
        shop.refill();
        return shop;
    }

    /** Puts the orders back as they were; others stay. */
    void refill() throws SQLException {
        try (PreparedStatement upsert = keeper.prepareStatement(
                "UPSERT INTO orders (customer, placed, total, status, paid) VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < ORDERS; i++) {
                upsert.setString(1, "c" + i % 3);
                upsert.setString(2, "2024-01-%02d".formatted(i + 1));
                upsert.setBigDecimal(3, new java.math.BigDecimal(i + ".25"));
                upsert.setString(4, i % 2 == 0 ? "NEW" : "PAID");
                upsert.setBoolean(5, i % 2 == 1);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    String url() {
        return url;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
