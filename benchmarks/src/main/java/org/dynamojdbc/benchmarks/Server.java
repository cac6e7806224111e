package org.dynamojdbc.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server that is read from, in a process of its own that ends with this one.
 *
 * @param name what the table of results calls it
 * @param process null when it was running already
 * @param replays whether tables need not be made
 */
record Server(String name, String endpoint, @Nullable Process process, boolean replays) implements AutoCloseable {
    private static final int START_SECONDS = 30;

    /**
     * @param kind {@code stub}, {@code dynalite}, {@code local} or an endpoint such as {@code http://localhost:8000}
     */
    static Server start(String kind) throws IOException, InterruptedException {
        return switch (kind) {
            case "stub" -> stub();
            case "dynalite" -> dynalite();
            case "local" -> local();
            default -> new Server(kind, kind, null, false);
        };
    }

    static Server stub() throws IOException {
        Process process = new ProcessBuilder(
                        java(), "-Xmx512m", "-cp", System.getProperty("java.class.path"), ReplayServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String endpoint = output.readLine();
        if (endpoint == null) {
            throw new IOException("the stub did not start");
        }
        return new Server("stub", endpoint, process, true);
    }

    /** Installs dynalite when it is started first. */
    private static Server dynalite() throws IOException, InterruptedException {
        int port = freePort();
        Process process = new ProcessBuilder("dynamodb-local/dynalite", Integer.toString(port))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return awaited("dynalite", port, process);
    }

    /** DynamoDB Local, started from the class path that the module dynamodb-local resolved. */
    private static Server local() throws IOException, InterruptedException {
        Path classPath =
                Path.of(System.getProperty("dynamojdbc.local.classpath", "dynamodb-local/target/classpath.txt"));
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java(),
                "-cp",
                Files.readString(classPath).strip(),
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-port",
                Integer.toString(port),
                "-inMemory",
                "-sharedDb",
                "-disableTelemetry"));
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return awaited("DynamoDB Local", port, process);
    }

    private static Server awaited(String name, int port, Process process) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + name));
        for (int i = 0; i < START_SECONDS * 10; i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Server(name, "http://127.0.0.1:" + probe.getPort(), process, false);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroy();
        throw new IOException(name + " did not start within " + START_SECONDS + " s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
