package org.dynamojdbc.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB Local of this JVM's own: a child process, in memory, on a free port. Its licence forbids compiling against it
 * and bundling it, so it is started by its command line from a class path the user's own Maven resolved. Connections of the
 * same name share one; it ends with the last of them, or with this JVM however that ends.
 */
final class EmbeddedServer {
    private static final String MAIN_CLASS = "software.amazon.dynamodb.services.local.main.ServerRunner";
    static final String CLASSPATH_PROPERTY = "dynamojdbc.local.classpath";
    private static final long START_SECONDS = 60;
    private static final int MAX_OUTPUT = 4000;

    /**
     * Ends the server when the standard input ends, which it does when the JVM that holds the other end is gone: exit
     * handlers do not run in a crash.
     */
    private static final String WATCHED =
            "exec 3<&0; \"$@\" </dev/null & server=$!; (cat <&3 >/dev/null; kill -9 $server) >/dev/null 2>&1 & wait $server";

    private static final Logger LOG = Logger.getLogger("org.dynamojdbc");

    private static final Map<String, EmbeddedServer> SERVERS = new HashMap<>();

    private final String name;
    private final Process process;
    private final int port;
    private final Path directory;
    private final Thread atExit;
    private int users;

    private EmbeddedServer(String name, Process process, int port, Path directory, Thread atExit) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.directory = directory;
        this.atExit = atExit;
    }

    /**
     * Starts the server of this name or joins it.
     *
     * @param classpathFile file that holds the class path, null to ask the system property
     */
    static EmbeddedServer join(String name, @Nullable String classpathFile) {
        synchronized (SERVERS) {
            EmbeddedServer server = SERVERS.get(name);
            if (server == null || !server.process.isAlive()) {
                server = start(name, classpath(classpathFile));
                SERVERS.put(name, server);
            }
            server.users++;
            return server;
        }
    }

    /** One user less; the last one ends the process. */
    void leave() {
        synchronized (SERVERS) {
            if (--users == 0) {
                SERVERS.remove(name, this);
                stop();
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String endpoint() {
        return "http://localhost:" + port;
    }

    private static String classpath(@Nullable String configured) {
        String file = configured == null ? System.getProperty(CLASSPATH_PROPERTY) : configured;
        if (file == null) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "jdbc:dynamodb:embedded: needs DynamoDB Local, which is not part of this driver; write its class path to a"
                            + " file (mvn dependency:build-classpath on software.amazon.dynamodb:DynamoDBLocal) and name"
                            + " the file in the connection property embeddedClasspath or the system property "
                            + CLASSPATH_PROPERTY);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "the class path of DynamoDB Local cannot be read from " + file + "; is the file there?",
                    unreadable);
        }
    }

    private static EmbeddedServer start(String name, String classpath) {
        try {
            int port = freePort();
            List<String> java = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    classpath,
                    MAIN_CLASS,
                    "-port",
                    String.valueOf(port),
                    "-inMemory",
                    "-sharedDb",
                    "-disableTelemetry");
            Path directory = Files.createTempDirectory("dynamo-jdbc-embedded");
            Path output = directory.resolve("output.log");
            ProcessBuilder builder = new ProcessBuilder(watched(java))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .directory(directory.toFile());
            builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
            Process process = builder.start();
            Thread atExit = new Thread(() -> end(process, directory), "dynamo-jdbc-embedded-stop");
            Runtime.getRuntime().addShutdownHook(atExit);
            EmbeddedServer server = new EmbeddedServer(name, process, port, directory, atExit);
            server.awaitAnswer(output);
            return server;
        } catch (IOException failed) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED, "DynamoDB Local cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static List<String> watched(List<String> command) {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win")) {
            return command;
        }
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "dynamodb-local"));
        shell.addAll(command);
        return shell;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path output) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (answers()) {
                return;
            }
            try {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException interrupted) {
                stop();
                Thread.currentThread().interrupt();
                throw new SqlFailure(
                        SqlState.QUERY_CANCELED, "interrupted while DynamoDB Local was starting", interrupted);
            }
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        stop();
        throw new SqlFailure(
                SqlState.CONNECTION_FAILED,
                "DynamoDB Local did not answer on port " + port + "; it said: "
                        + said.substring(Math.max(0, said.length() - MAX_OUTPUT))
                                .strip());
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint()).toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            boolean answered = connection.getResponseCode() > 0;
            connection.disconnect();
            return answered;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return; // the hook is running and does the rest
        }
        end(process, directory);
    }

    /** The shell's children first: the server is one of them. */
    private static void end(Process process, Path directory) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException left) {
            LOG.log(Level.FINE, left, () -> "the directory " + directory + " of an embedded server stays");
        }
    }
}
