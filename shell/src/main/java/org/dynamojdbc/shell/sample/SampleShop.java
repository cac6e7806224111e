package org.dynamojdbc.shell.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.dynamojdbc.grammar.SqlParser;

/** A shop with customers, orders and products, the same at every start. */
public final class SampleShop {
    private static final int CUSTOMERS = 200;
    private static final int PRODUCTS = 120;
    private static final int ORDERS = 800;
    private static final int BATCH = 500;

    private static final List<String> CITIES = List.of("Berlin", "Lyon", "Porto", "Graz", "Turku", "Leeds");
    private static final List<String> FIRST =
            List.of("Ada", "Blaise", "Carl", "Dora", "Emmy", "Felix", "Grace", "Hedy");
    private static final List<String> LAST =
            List.of("Noether", "Turing", "Hopper", "Lamarr", "Gauss", "Pascal", "Klein");
    private static final List<String> STATUS = List.of("NEW", "PAID", "SHIPPED", "DELIVERED", "RETURNED");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "PT", "AT", "FI", "GB");
    private static final List<String> CHANNELS = List.of("web", "shop", "phone");
    private static final List<String> COLORS = List.of("red", "green", "blue", "black", "white");

    private final Random random = new Random(42);
    private final Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();

    private SampleShop() {
        products();
        customers();
        orders();
    }

    /** Creates the tables and loads them; progress goes to {@code progress}. */
    public static void load(Connection connection, PrintStream progress) throws SQLException {
        SampleShop shop = new SampleShop();
        for (String sql : SqlParser.split(script())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        int items = 0;
        for (Map.Entry<String, List<Map<String, Object>>> table : shop.tables.entrySet()) {
            insert(connection, table.getKey(), table.getValue());
            items += table.getValue().size();
        }
        progress.println("sample shop: " + shop.tables.size() + " tables, " + items + " items");
    }

    private static String script() {
        try (InputStream resource = SampleShop.class.getResourceAsStream("shop.sql")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the jar lacks shop.sql", broken);
        }
    }

    private static void insert(Connection connection, String table, List<Map<String, Object>> items)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPSERT INTO " + table + " VALUE ?")) {
            int pending = 0;
            for (Map<String, Object> item : items) {
                statement.setObject(1, item);
                statement.addBatch();
                if (++pending == BATCH) {
                    statement.executeBatch();
                    pending = 0;
                }
            }
            if (pending > 0) {
                statement.executeBatch();
            }
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void add(String table, Map<String, Object> item) {
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(item);
    }

    private void products() {
        for (int i = 1; i <= PRODUCTS; i++) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("product_id", String.format("p%04d", i));
            item.put("name", any(COLORS) + " gadget " + i);
            item.put("price", BigDecimal.valueOf(100 + random.nextInt(99_900), 2));
            item.put("tags", new LinkedHashSet<>(Set.of("tag" + i % 7, "all")));
            item.put("ratings", List.of(1 + random.nextInt(5), 1 + random.nextInt(5)));
            item.put("dimensions", Map.of("width", random.nextInt(100), "unit", "cm"));
            item.put(
                    "details",
                    Map.of("color", any(COLORS), "sizes", List.of("S", "M", "L"), "stock", random.nextInt(50)));
            item.put("thumbnail", new byte[] {(byte) i, 2, 3});
            if (i % 10 == 0) {
                item.put("serial", new BigDecimal("12345678901234567890123456789012345678"));
            }
            if (i % 9 == 0) {
                item.put("discontinued", true);
            }
            add("products", item);
        }
    }

    private void customers() {
        for (int i = 1; i <= CUSTOMERS; i++) {
            String id = String.format("c%04d", i);
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("customer_id", id);
            item.put("name", any(FIRST) + " " + any(LAST));
            item.put("email", "c" + i + "@example.com");
            item.put("city", any(CITIES));
            if (i % 5 == 0) {
                item.put("loyalty_level", 1 + random.nextInt(3));
            }
            add("customers", item);
            Map<String, Object> single = new LinkedHashMap<>(item);
            single.put("pk", "CUSTOMER#" + id);
            single.put("sk", "PROFILE");
            add("shop", single);
        }
    }

    private void orders() {
        LocalDate first = LocalDate.of(2024, 1, 1);
        for (int i = 1; i <= ORDERS; i++) {
            String customer = String.format("c%04d", 1 + random.nextInt(CUSTOMERS));
            String id = String.format("o%05d", i);
            BigDecimal total = BigDecimal.ZERO;
            int lines = 1 + random.nextInt(4);
            for (int line = 1; line <= lines; line++) {
                Map<String, Object> product = any(Objects.requireNonNull(tables.get("products")));
                BigDecimal price = (BigDecimal) Objects.requireNonNull(product.get("price"));
                int quantity = 1 + random.nextInt(3);
                total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("order_id", id);
                item.put("line", line);
                item.put("product_id", Objects.requireNonNull(product.get("product_id")));
                item.put("quantity", quantity);
                item.put("price", price);
                add("order_items", item);
            }
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("customer_id", customer);
            order.put("order_id", id);
            order.put("placed_at", first.plusDays(random.nextInt(700)).toString());
            order.put("status", any(STATUS));
            order.put("total", total);
            order.put("country", any(COUNTRIES));
            order.put("channel", any(CHANNELS));
            add("orders", order);
            Map<String, Object> single = new LinkedHashMap<>(order);
            single.put("pk", "CUSTOMER#" + customer);
            single.put("sk", "ORDER#" + id);
            single.put("gsi1pk", "STATUS#" + order.get("status"));
            single.put("gsi1sk", Objects.requireNonNull(order.get("placed_at")));
            add("shop", single);
        }
    }
}
