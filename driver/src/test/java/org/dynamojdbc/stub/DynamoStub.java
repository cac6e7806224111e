package org.dynamojdbc.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * An HTTP server that answers DynamoDB's protocol as a test tells it to: faults, pages held back, answers lost. It keeps no
 * data. A handler may block (on a latch, say); {@link #close()} ends it.
 *
 * <pre>{@code
 * try (DynamoStub stub = new DynamoStub(); Connection connection = stub.connect("")) {
 *     stub.table("orders", "customer", "placed");
 *     stub.first("Query", Answer.throttled(), Answer.internalError());
 *     stub.on("Query", call -> Answer.page(List.of(Answer.item(Map.of("customer", "a", "placed", "1"))), null));
 *     ...
 *     assertThat(stub.calls("Query")).hasSize(3);
 * }
 * }</pre>
 */
public final class DynamoStub implements AutoCloseable {
    static {
        // Without it a small answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String TARGET = "DynamoDB_20120810.";

    /** Answers one operation. */
    public interface Handler {
        Answer answer(Call call) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> first = new HashMap<>();
    private final Map<String, String> tables = new ConcurrentHashMap<>();
    private final List<Call> calls = new ArrayList<>();

    /** Starts on a free port of the loopback address. */
    public DynamoStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "dynamo-stub");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("DescribeTable", this::describe);
        on("ListTables", call -> Answer.ok("{\"TableNames\":[\"" + String.join("\",\"", tables.keySet()) + "\"]}"));
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** A connection to this server; sampling is off, so that only the statement's own calls arrive. */
    public Connection connect(String properties) throws SQLException {
        return DriverManager.getConnection("jdbc:dynamodb://127.0.0.1:"
                + server.getAddress().getPort() + "?sampleSize=0" + (properties.isEmpty() ? "" : "&" + properties));
    }

    /** Describes a table whose key attributes are strings: the partition key, then perhaps the sort key. */
    public void table(String name, String... key) {
        StringBuilder schema = new StringBuilder();
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < key.length; i++) {
            String comma = i == 0 ? "" : ",";
            schema.append(comma)
                    .append("{\"AttributeName\":\"" + key[i] + "\",\"KeyType\":\"" + (i == 0 ? "HASH" : "RANGE"))
                    .append("\"}");
            attributes.append(comma).append("{\"AttributeName\":\"" + key[i] + "\",\"AttributeType\":\"S\"}");
        }
        tables.put(
                name,
                "{\"Table\":{\"TableName\":\"" + name + "\",\"TableStatus\":\"ACTIVE\",\"ItemCount\":1000000,"
                        + "\"TableSizeBytes\":100000000,\"KeySchema\":[" + schema + "],\"AttributeDefinitions\":["
                        + attributes + "]}}");
    }

    /** Answers an operation from now on. */
    public void on(String operation, Handler handler) {
        handlers.put(operation, handler);
    }

    /** Gives these answers to the next calls of an operation, before its handler is asked. */
    public void first(String operation, Answer... answers) {
        synchronized (first) {
            first.computeIfAbsent(operation, o -> new ArrayDeque<>()).addAll(List.of(answers));
        }
    }

    /** The calls of an operation so far, in the order they arrived. */
    public List<Call> calls(String operation) {
        synchronized (calls) {
            return calls.stream().filter(c -> c.operation().equals(operation)).toList();
        }
    }

    /** Waits until an operation was called so often; fails after ten seconds. */
    public void awaitCalls(String operation, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        synchronized (calls) {
            while (calls(operation).size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(operation + " was called "
                            + calls(operation).size() + " times, not " + count + "; all calls: " + calls);
                }
                calls.wait(left);
            }
        }
    }

    private Answer describe(Call call) {
        String table = tables.get(call.field("TableName").asString());
        return table == null
                ? Answer.error(400, "ResourceNotFoundException", "Requested resource not found")
                : Answer.ok(table);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (target == null || !target.startsWith(TARGET)) {
                send(exchange, Answer.error(400, "UnknownOperationException", "no operation"));
                return;
            }
            Call call = new Call(
                    target.substring(TARGET.length()), JsonNode.parser().parse(body));
            synchronized (calls) {
                calls.add(call);
                calls.notifyAll();
            }
            send(exchange, answer(call));
        }
    }

    private Answer answer(Call call) {
        Answer scripted = next(call.operation());
        if (scripted != null) {
            return scripted;
        }
        Handler handler = handlers.get(call.operation());
        if (handler == null) {
            return Answer.error(400, "UnknownOperationException", "the stub has no handler for " + call.operation());
        }
        try {
            return handler.answer(call);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Answer.lost();
        } catch (Exception | AssertionError wrong) {
            return Answer.error(400, "ValidationException", "the stub's handler failed: " + wrong);
        }
    }

    private @Nullable Answer next(String operation) {
        synchronized (first) {
            Queue<Answer> answers = first.get(operation);
            return answers == null ? null : answers.poll();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "STUB");
        if (answer.crc32() != null) {
            exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(answer.crc32()));
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, 0, answer.sent() < 0 ? bytes.length : answer.sent());
        out.flush();
        // The exchange is closed by the caller: after fewer bytes than promised that breaks the connection.
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
