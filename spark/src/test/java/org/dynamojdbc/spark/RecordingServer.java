package org.dynamojdbc.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A DynamoDB Local behind a server that writes down every request. */
final class RecordingServer implements AutoCloseable {
    private static final Set<String> PASSED = Set.of("authorization", "x-amz-target", "x-amz-date", "content-type");

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Process process;
    private final URI target;
    private final HttpServer server;

    /** The operation as in {@code Query} and the JSON sent. */
    record Request(String operation, String body) {}

    RecordingServer(Path directory) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        target = URI.create("http://localhost:" + port);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Files.readString(Path.of(System.getProperty("dynamojdbc.local.classpath")))
                                .strip(),
                        "software.amazon.dynamodb.services.local.main.ServerRunner",
                        "-port",
                        String.valueOf(port),
                        "-inMemory",
                        "-sharedDb",
                        "-disableTelemetry")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dynamodb-local.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitAnswer();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        while (process.isAlive()) {
            try {
                client.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.discarding());
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("DynamoDB Local ended");
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        requests.add(
                new Request(operation.substring(operation.indexOf('.') + 1), new String(body, StandardCharsets.UTF_8)));
        HttpRequest.Builder request = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(t -> exchange.getResponseHeaders()
                    .set("Content-Type", t));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    String url() {
        return "jdbc:dynamodb://localhost:" + server.getAddress().getPort();
    }

    /** The requests since the last time this was asked. */
    List<Request> taken() {
        List<Request> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        process.destroyForcibly();
    }
}
