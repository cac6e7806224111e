package org.dynamojdbc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles are assumed at a stand-in for AWS STS, and their keys sign the calls. */
class AssumedRoleTest {
    private static final String STS_ENDPOINT = "aws.endpointUrlSts";
    private static final List<String> ROLES = new CopyOnWriteArrayList<>();
    private static final List<String> SIGNATURES = new CopyOnWriteArrayList<>();
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
                SIGNATURES.add(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] none = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, none.length);
                exchange.getResponseBody().write(none);
                exchange.close();
                return;
            }
            String asked = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            ROLES.add(asked);
            boolean refused = asked.contains("role/forbidden");
            byte[] answer = (refused
                            ? "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you"
                                    + "</Message></Error></ErrorResponse>"
                            : "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
                                    + "<Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                                    + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                                    + "</Credentials></AssumeRoleResult></AssumeRoleResponse>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused ? 403 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.setProperty(
                STS_ENDPOINT, "http://localhost:" + server.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        System.clearProperty(STS_ENDPOINT);
        server.stop(0);
    }

    private static Connection connect(String more) throws SQLException {
        return DriverManager.getConnection("jdbc:dynamodb://localhost:"
                + server.getAddress().getPort() + "?accessKeyId=OWNKEY&secretAccessKey=own" + more);
    }

    @Test
    void theRolesKeysSignTheCalls() throws SQLException {
        try (Connection connection =
                connect("&roleArn=arn:aws:iam::1:role/reader&roleSessionName=night&roleExternalId=x1")) {
            connection.getMetaData().getTables(null, null, "%", null).close();
        }
        assertThat(ROLES).anySatisfy(asked -> assertThat(asked)
                .contains("RoleArn=arn:aws:iam::1:role/reader")
                .contains("RoleSessionName=night")
                .contains("ExternalId=x1"));
        assertThat(SIGNATURES).anySatisfy(signature -> assertThat(signature).contains("ROLEKEY"));
    }

    @Test
    void aRefusedRoleIsAFailureOfAuthorization() throws SQLException {
        try (Connection connection = connect("&roleArn=arn:aws:iam::1:role/forbidden")) {
            assertThatThrownBy(() -> connection.getMetaData().getTables(null, null, "%", null))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("28000");
                        assertThat(e.getMessage()).contains("role/forbidden").contains("not you");
                    });
        }
    }

    @Test
    void anExternalIdWithoutARoleIsAMistake() {
        assertThatThrownBy(() -> connect("&roleExternalId=x1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("roleArn");
    }
}
