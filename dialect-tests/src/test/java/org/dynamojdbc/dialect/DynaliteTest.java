package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dynamojdbc.dialect.CaseFile.Paragraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Runs the plain operations on dynalite too, which is nobody's copy of DynamoDB Local. Skipped where there is no npm, or where
 * it cannot fetch dynalite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynaliteTest {
    private static final Path CASES = Path.of("src/test/resources/cases/plain.case");
    private static final int START_SECONDS = 60;

    private @Nullable Process process;
    private @Nullable Connection connection;

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process started = start(port);
        assumeTrue(
                started != null && answers(started, port),
                "dynalite cannot be started: it needs bash, npm and its network");
        connection = DriverManager.getConnection("jdbc:dynamodb://127.0.0.1:" + port);
    }

    private @Nullable Process start(int port) {
        try {
            process = new ProcessBuilder("../dynamodb-local/dynalite", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process;
        } catch (IOException noShell) {
            return null;
        }
    }

    private static boolean answers(Process server, int port) throws InterruptedException {
        for (int i = 0; i < START_SECONDS * 10 && server.isAlive(); i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        return false;
    }

    @AfterAll
    void stop() throws SQLException {
        if (connection != null) {
            connection.close();
        }
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    @TestFactory
    Stream<DynamicTest> plainOperations() throws IOException {
        CaseFile chapter = CaseFile.read(CASES);
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("setup", () -> setUp(chapter))),
                chapter.paragraphs().stream()
                        .filter(Paragraph::isCase)
                        .map(one -> DynamicTest.dynamicTest(one.title(), () -> check(one))));
    }

    private Connection connected() {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    private void setUp(CaseFile chapter) throws SQLException {
        try (Statement statement = connected().createStatement()) {
            for (String sql : chapter.setup()) {
                statement.execute(sql);
            }
        }
    }

    /** What the client sees, and by which path; what dynalite counts as capacity is its own affair. */
    private void check(Paragraph one) throws SQLException {
        String sql = Template.filled(one.sql());
        Map<String, String> seen = CaseRunner.run(connected(), sql);
        Map<String, List<String>> expected = one.expected();
        if (expected.containsKey("error")) {
            assertThat(seen.getOrDefault("error", "no error"))
                    .as(sql)
                    .startsWith(expected.get("error").get(0).split(" ", 2)[0]);
            return;
        }
        for (String word : List.of("plan", "calls", "count", "rows")) {
            if (expected.containsKey(word)) {
                assertThat(inOrder(word, seen.getOrDefault(word, String.valueOf(seen)), sql))
                        .as(word + " of " + sql)
                        .isEqualTo(inOrder(word, expected.get(word).get(0), sql));
            }
        }
    }

    /** Rows come in any order unless the statement orders them. */
    private static List<String> inOrder(String word, String text, String sql) {
        List<String> parts = List.of(text.split(" \\| ", -1));
        return word.equals("rows") && !sql.contains("ORDER BY")
                ? parts.stream().sorted().toList()
                : parts;
    }
}
