package org.dynamojdbc.benchmarks;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table that is read: so many orders of one customer, each of eight attributes and about 200 bytes (300 as JSON). The
 * number of orders stands in the table's name, so that a server that replays pages needs no data.
 */
final class Orders {
    static final String CUSTOMER = "c0001";
    static final List<String> ATTRIBUTES =
            List.of("customer", "placed", "total", "quantity", "status", "paid", "note", "city");

    private static final String PREFIX = "orders_";
    private static final String NOTE = "Please leave the parcel with the neighbours at number 17 if nobody is at home.";

    private Orders() {}

    static String table(int items) {
        return PREFIX + items;
    }

    /** The number in a table's name. */
    static int items(String table) {
        return Integer.parseInt(table.substring(PREFIX.length()));
    }

    static String sortKey(int row) {
        return String.format(Locale.ROOT, "p%08d", row);
    }

    /** All attributes by name, so that driver and SDK ask for the same. */
    static String columns() {
        return String.join(", ", ATTRIBUTES);
    }

    static Map<String, AttributeValue> key(int row) {
        return Map.of("customer", AttributeValue.fromS(CUSTOMER), "placed", AttributeValue.fromS(sortKey(row)));
    }

    static Map<String, AttributeValue> item(int row) {
        Map<String, AttributeValue> item = new HashMap<>(key(row));
        item.put("total", AttributeValue.fromN(total(row)));
        item.put("quantity", AttributeValue.fromN(Integer.toString(quantity(row))));
        item.put("status", AttributeValue.fromS(status(row)));
        item.put("paid", AttributeValue.fromBool(paid(row)));
        item.put("note", AttributeValue.fromS(NOTE));
        item.put("city", AttributeValue.fromS("Leeds"));
        return item;
    }

    /** Sets the parameters of a statement to the attributes of {@link #columns()}. */
    static void bind(int row, PreparedStatement statement) throws SQLException {
        statement.setString(1, CUSTOMER);
        statement.setString(2, sortKey(row));
        statement.setBigDecimal(3, new BigDecimal(total(row)));
        statement.setInt(4, quantity(row));
        statement.setString(5, status(row));
        statement.setBoolean(6, paid(row));
        statement.setString(7, NOTE);
        statement.setString(8, "Leeds");
    }

    /** The same item as DynamoDB sends it. */
    static void json(int row, StringBuilder json) {
        json.append("{\"customer\":{\"S\":\"").append(CUSTOMER);
        json.append("\"},\"placed\":{\"S\":\"").append(sortKey(row));
        json.append("\"},\"total\":{\"N\":\"").append(total(row));
        json.append("\"},\"quantity\":{\"N\":\"").append(quantity(row));
        json.append("\"},\"status\":{\"S\":\"").append(status(row));
        json.append("\"},\"paid\":{\"BOOL\":").append(paid(row));
        json.append("},\"note\":{\"S\":\"").append(NOTE);
        json.append("\"},\"city\":{\"S\":\"Leeds\"}}");
    }

    static String keyJson(int row) {
        return "{\"customer\":{\"S\":\"" + CUSTOMER + "\"},\"placed\":{\"S\":\"" + sortKey(row) + "\"}}";
    }

    private static String total(int row) {
        return row % 1000 + "." + (row % 90 + 10);
    }

    private static int quantity(int row) {
        return row % 40;
    }

    private static String status(int row) {
        return row % 3 == 0 ? "NEW" : "SENT";
    }

    private static boolean paid(int row) {
        return row % 2 == 0;
    }
}
