package org.dynamojdbc.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A server that answers reads of {@link Orders} tables with pages like DynamoDB's, rendered once, and takes batches of writes
 * without keeping them: what remains to be measured is the client. Conditions and projections are not looked at. Ends with
 * its standard input.
 */
final class ReplayServer {
    /** About 1 MB of items, as DynamoDB counts them. */
    static final int ITEMS_A_PAGE = 4_700;

    /** Larger tables are rendered page by page, so that the server stays small. */
    private static final int LARGEST_KEPT_TABLE = 100_000;

    private static final int THREADS = 16;
    private static final Pattern TABLE = Pattern.compile("\"TableName\":\"([^\"]+)\"");
    private static final Pattern SORT_KEY = Pattern.compile("\"placed\":\\{\"S\":\"p(\\d{8})\"");
    private static final Pattern STATEMENT = Pattern.compile("\"Statement\":");
    private static final Pattern LIMIT = Pattern.compile("\"Limit\":(\\d+)");
    private static final Pattern SEGMENT = Pattern.compile("\"Segment\":(\\d+)");
    private static final Pattern SEGMENTS = Pattern.compile("\"TotalSegments\":(\\d+)");

    private final Map<Page, Rendered> kept = new ConcurrentHashMap<>();

    private ReplayServer() {}

    /** Rows {@code from} to before {@code to}; {@code last} when the read ends with them. */
    private record Page(int from, int to, boolean last, boolean capacity) {}

    /** A body and its checksum. */
    private static final class Rendered {
        private final byte[] bytes;
        private final long crc32;

        Rendered(String json) {
            bytes = json.getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            crc32 = crc.getValue();
        }
    }

    /** Starts on a free port of the loopback address and prints its endpoint. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", new ReplayServer()::handle);
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // The parent process holds the other end.
        }
        System.exit(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Rendered answer = answer(target.substring(target.indexOf('.') + 1), request);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.getResponseHeaders().set("x-amzn-RequestId", "REPLAY");
            exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(answer.crc32));
            exchange.sendResponseHeaders(200, answer.bytes.length);
            exchange.getResponseBody().write(answer.bytes);
        }
    }

    private Rendered answer(String operation, String request) {
        String table = text(TABLE, request, "");
        boolean capacity = request.contains("\"ReturnConsumedCapacity\":\"TOTAL\"");
        return switch (operation) {
            case "ListTables" -> new Rendered("{\"TableNames\":[]}");
            case "DescribeTable" -> new Rendered(description(table));
            case "GetItem" -> item(table, number(SORT_KEY, request, 0), capacity);
            case "Query", "Scan" -> page(table, request, capacity);
            case "BatchWriteItem" -> new Rendered("{\"UnprocessedItems\":{}" + written(request) + "}");
            case "BatchExecuteStatement" -> new Rendered("{\"Responses\":["
                    + String.join(",", Collections.nCopies(count(STATEMENT, request), "{\"TableName\":\"orders\"}"))
                    + "]" + written(request) + "}");
            default -> throw new IllegalArgumentException(operation + " is not replayed");
        };
    }

    private static String description(String table) {
        int items = Orders.items(table);
        return "{\"Table\":{\"TableName\":\"" + table + "\",\"TableStatus\":\"ACTIVE\",\"ItemCount\":" + items
                + ",\"TableSizeBytes\":" + items * 220L + ",\"KeySchema\":["
                + "{\"AttributeName\":\"customer\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"placed\",\"KeyType\":\"RANGE\"}],\"AttributeDefinitions\":["
                + "{\"AttributeName\":\"customer\",\"AttributeType\":\"S\"},"
                + "{\"AttributeName\":\"placed\",\"AttributeType\":\"S\"}]}}";
    }

    private static Rendered item(String table, int row, boolean capacity) {
        StringBuilder json = new StringBuilder("{");
        if (capacity) {
            json.append(capacity(table, 0.5)).append(',');
        }
        json.append("\"Item\":");
        Orders.json(row, json);
        return new Rendered(json.append('}').toString());
    }

    private static String capacity(String table, double units) {
        return "\"ConsumedCapacity\":{\"TableName\":\"" + table + "\",\"CapacityUnits\":" + units + "}";
    }

    private Rendered page(String table, String request, boolean capacity) {
        int items = Orders.items(table);
        int segments = number(SEGMENTS, request, 1);
        int segment = number(SEGMENT, request, 0);
        int end = (int) ((long) items * (segment + 1) / segments);
        int from = request.contains("\"ExclusiveStartKey\"")
                ? number(SORT_KEY, request, 0) + 1
                : (int) ((long) items * segment / segments);
        int to = Math.min(end, from + Math.min(ITEMS_A_PAGE, number(LIMIT, request, ITEMS_A_PAGE)));
        Page page = new Page(from, to, to == end, capacity);
        return items > LARGEST_KEPT_TABLE ? render(page, table) : kept.computeIfAbsent(page, p -> render(p, table));
    }

    private static Rendered render(Page page, String table) {
        StringBuilder json = new StringBuilder(320 * (page.to() - page.from()) + 400).append('{');
        int count = page.to() - page.from();
        if (page.capacity()) {
            json.append(capacity(table, Math.ceil(count * 220 / 4096.0) / 2)).append(',');
        }
        json.append("\"Count\":").append(count).append(",\"Items\":[");
        for (int row = page.from(); row < page.to(); row++) {
            if (row > page.from()) {
                json.append(',');
            }
            Orders.json(row, json);
        }
        json.append(']');
        if (!page.last()) {
            json.append(",\"LastEvaluatedKey\":").append(Orders.keyJson(page.to() - 1));
        }
        return new Rendered(
                json.append(",\"ScannedCount\":").append(count).append('}').toString());
    }

    /** What a batch of writes is told of its capacity where it asks. */
    private static String written(String request) {
        return request.contains("ReturnConsumedCapacity")
                ? ",\"ConsumedCapacity\":[{\"TableName\":\"orders\",\"CapacityUnits\":25.0,\"Table\":{\"CapacityUnits\":25.0}}]"
                : "";
    }

    private static int count(Pattern pattern, String request) {
        return (int) pattern.matcher(request).results().count();
    }

    private static String text(Pattern pattern, String request, String otherwise) {
        Matcher found = pattern.matcher(request);
        return found.find() ? found.group(1) : otherwise;
    }

    private static int number(Pattern pattern, String request, int otherwise) {
        return Integer.parseInt(text(pattern, request, Integer.toString(otherwise)));
    }
}
