package org.dynamojdbc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

class SharedClientTest {
    private static ConnectionConfig config(String url) {
        return Objects.requireNonNull(ConnectionConfig.parse(url, new Properties()));
    }

    private static boolean listens(URI endpoint) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static URI endpoint(SharedClient client) {
        return client.client().serviceClientConfiguration().endpointOverride().orElseThrow();
    }

    /** Waits for an end that comes soon or never; the bound only keeps a broken build from hanging. */
    private static boolean ends(URI endpoint) throws InterruptedException {
        for (int i = 0; i < 600 && listens(endpoint); i++) {
            Thread.sleep(100);
        }
        return !listens(endpoint);
    }

    @Test
    void connectionsThatDifferInTheirClientOnlyHaveTwo() {
        try (SharedClient one = SharedClient.open(config("jdbc:dynamodb://localhost:1?fetchSize=5"));
                SharedClient same = SharedClient.open(config("jdbc:dynamodb://localhost:1?scan=deny"));
                SharedClient other = SharedClient.open(config("jdbc:dynamodb://localhost:1?user=x&password=y"))) {
            assertThat(one.client()).isSameAs(same.client()).isNotSameAs(other.client());
        }
    }

    @Test
    void halfGivenCredentialsAreRefusedForTheRealService() {
        assertThatThrownBy(() -> SharedClient.open(config("jdbc:dynamodb://eu-west-1?accessKeyId=x")))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.INVALID_AUTHORIZATION))
                .hasMessageContaining("secretAccessKey");
        assertThatThrownBy(() -> SharedClient.open(config("jdbc:dynamodb://eu-west-1?accessKeyId=x&user=y&password=z")))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessKeyId=x", "secretAccessKey=verysecret", "user=x", "password=verysecret"})
    void halfGivenCredentialsAreRefusedForALocalServerToo(String half) {
        for (String url : List.of("jdbc:dynamodb://localhost:1?", "jdbc:dynamodb://eu-west-1?")) {
            assertThatThrownBy(() -> SharedClient.open(config(url + half)))
                    .isInstanceOfSatisfying(
                            SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.INVALID_AUTHORIZATION))
                    .hasMessageContaining("half given")
                    .hasMessageNotContaining("verysecret");
        }
    }

    @Test
    void absentCredentialsAreAnAuthorizationFailure() {
        try (SharedClient client =
                SharedClient.open(config("jdbc:dynamodb://eu-west-1?profile=no-such-profile-anywhere"))) {
            assertThatThrownBy(() -> client.client().listTables())
                    .isInstanceOf(RuntimeException.class)
                    .satisfies(failed -> assertThat(DynamoErrors.from((RuntimeException) failed, "ListTables")
                                    .state())
                            .isEqualTo(SqlState.INVALID_AUTHORIZATION));
        }
    }

    @Test
    void nobodyListeningIsAConnectionFailure() {
        try (SharedClient client = SharedClient.open(config("jdbc:dynamodb://localhost:1?maxAttempts=1"))) {
            assertThatThrownBy(() -> client.client().listTables())
                    .isInstanceOfSatisfying(SdkException.class, failed -> assertThat(
                                    DynamoErrors.from(failed, "ListTables").state())
                            .isEqualTo(SqlState.CONNECTION_FAILED));
        }
    }

    @Test
    void failuresAndThrottlesAreRetriedUpToTheAttemptsGiven() throws IOException {
        List<String> agents = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            boolean throttle = agents.size() % 2 == 0;
            byte[] body = ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#"
                            + (throttle ? "ThrottlingException" : "InternalServerError") + "\",\"message\":\"no\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(throttle ? 400 : 500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (SharedClient client = SharedClient.open(config("jdbc:dynamodb://localhost:"
                + server.getAddress().getPort() + "?maxAttempts=3&applicationName=night%20shift"))) {
            assertThatThrownBy(() -> client.client().listTables()).isInstanceOf(SdkException.class);
            assertThat(agents).hasSize(3).allSatisfy(agent -> assertThat(agent).contains("dynamo-jdbc night_shift"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anEmbeddedServerIsSharedByNameAndEndsWithItsLastUser() throws InterruptedException {
        SharedClient one = SharedClient.open(config("jdbc:dynamodb:embedded:shared"));
        SharedClient two = SharedClient.open(config("jdbc:dynamodb:embedded:shared?user=x&password=y"));
        URI endpoint = endpoint(one);
        assertThat(endpoint(two)).isEqualTo(endpoint);
        assertThat(two.client().listTables().tableNames()).isEmpty();
        one.close();
        one.close();
        assertThat(two.client().listTables().tableNames()).isEmpty();
        two.close();
        assertThat(ends(endpoint)).isTrue();
    }

    @Test
    void anEmbeddedServerEndsWhenItsUserIsKilled() throws IOException, InterruptedException {
        Process user = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + EmbeddedServer.CLASSPATH_PROPERTY + "="
                                + System.getProperty(EmbeddedServer.CLASSPATH_PROPERTY),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingUser.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(user.getInputStream(), StandardCharsets.UTF_8))) {
            URI endpoint = URI.create(Objects.requireNonNull(said.readLine()));
            assertThat(listens(endpoint)).isTrue();
            user.destroyForcibly();
            user.waitFor();
            assertThat(ends(endpoint)).isTrue();
        } finally {
            user.destroyForcibly();
        }
    }

    @Test
    void whatIsMissingForAnEmbeddedServerIsSaid(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "/nowhere.jar");
        assertThatThrownBy(() -> SharedClient.open(
                        config("jdbc:dynamodb:embedded:none?embeddedClasspath=" + folder + "/no.txt")))
                .hasMessageContaining("no.txt")
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.CONNECTION_FAILED));
        assertThatThrownBy(() -> SharedClient.open(config("jdbc:dynamodb:embedded:none?embeddedClasspath=" + empty)))
                .hasMessageContaining("ServerRunner");
    }
}
