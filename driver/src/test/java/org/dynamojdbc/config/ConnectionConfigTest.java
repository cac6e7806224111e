package org.dynamojdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Objects;
import java.util.Properties;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionConfigTest {
    private static ConnectionConfig parse(String url, String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return Objects.requireNonNull(ConnectionConfig.parse(url, properties));
    }

    private static void refused(SqlState state, String message, String url, String... pairs) {
        assertThatThrownBy(() -> parse(url, pairs))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(state))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:dynamodb:Host=x;Port=1;",
                "jdbc:dynamodb:partiql:AWSRegion=eu-west-1",
                "jdbc:postgresql://localhost/x",
                "jdbc:dynamodb:",
                "dynamodb://eu-west-1"
            })
    void urlsOfOtherDriversAreLeftAlone(String url) {
        assertThat(ConnectionConfig.parse(url, new Properties())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:dynamodb://eu-west-1, eu-west-1, ",
        "jdbc:dynamodb://eu-west-1/, eu-west-1, ",
        "jdbc:dynamodb://eu-west-1?scan=deny, eu-west-1, ",
        "jdbc:dynamodb://, , ",
        "jdbc:dynamodb:///?region=us-east-2, us-east-2, ",
        "jdbc:dynamodb://localhost:8000, , http://localhost:8000",
        "jdbc:dynamodb://127.0.0.1:8000/, , http://127.0.0.1:8000",
        "jdbc:dynamodb://[::1]:8000, , http://[::1]:8000",
        "jdbc:dynamodb://dynamo.example:8443?region=x, x, https://dynamo.example:8443",
        "jdbc:dynamodb://dynamodb.eu-west-1.amazonaws.com, , https://dynamodb.eu-west-1.amazonaws.com",
        "jdbc:dynamodb://?endpoint=http://dynamo:8000, , http://dynamo:8000"
    })
    void aUrlNamesARegionOrAnEndpoint(String url, String region, String endpoint) {
        ConnectionConfig config = parse(url);
        assertThat(config.optional(Property.REGION)).isEqualTo(region);
        assertThat(config.endpoint()).isEqualTo(endpoint == null ? null : URI.create(endpoint));
        assertThat(config.embeddedName()).isNull();
    }

    @Test
    void anEmbeddedServerHasANameAndNoEndpoint() {
        assertThat(parse("jdbc:dynamodb:embedded:").embeddedName()).isEqualTo("default");
        assertThat(parse("jdbc:dynamodb:embedded:orders?scan=allow").embeddedName())
                .isEqualTo("orders");
        refused(
                SqlState.INVALID_PARAMETER_VALUE,
                "leave out endpoint",
                "jdbc:dynamodb:embedded:?endpoint=http://localhost:8000");
    }

    @Test
    void valuesArePercentDecodedAndAPlusStaysAPlus() {
        ConnectionConfig config = parse("jdbc:dynamodb://?secretAccessKey=a+b%2Fc%3D&accessKeyId=x%20y");
        assertThat(config.text(Property.SECRET_ACCESS_KEY)).isEqualTo("a+b/c=");
        assertThat(config.text(Property.ACCESS_KEY_ID)).isEqualTo("x y");
        refused(SqlState.CONNECTION_FAILED, "hexadecimal", "jdbc:dynamodb://?profile=%zz");
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheNearestName() {
        refused(SqlState.INVALID_PARAMETER_VALUE, "did you mean 'fetchSize'", "jdbc:dynamodb://eu-west-1?fetchsizes=5");
        refused(SqlState.INVALID_PARAMETER_VALUE, "did you mean 'region'", "jdbc:dynamodb://", "regoin", "x");
    }

    @Test
    void propertyNamesAreTakenInAnyCase() {
        assertThat(parse("jdbc:dynamodb://?FETCHSIZE=7").number(Property.FETCH_SIZE))
                .isEqualTo(7);
    }

    @Test
    void aValueOfTheWrongKindIsRefused() {
        refused(SqlState.INVALID_PARAMETER_VALUE, "scan takes allow or warn or deny", "jdbc:dynamodb://?scan=no");
        refused(SqlState.INVALID_PARAMETER_VALUE, "whole number", "jdbc:dynamodb://?fetchSize=-1");
        refused(SqlState.INVALID_PARAMETER_VALUE, "true or false", "jdbc:dynamodb://?readOnly=yes");
    }

    @Test
    void contradictionsAreRefusedAndRepetitionsAreNot() {
        refused(SqlState.INVALID_PARAMETER_VALUE, "region", "jdbc:dynamodb://eu-west-1", "region", "eu-west-2");
        refused(SqlState.INVALID_PARAMETER_VALUE, "given twice", "jdbc:dynamodb://?scan=deny", "scan", "allow");
        assertThat(parse("jdbc:dynamodb://eu-west-1?scan=deny", "region", "eu-west-1", "scan", "deny")
                        .text(Property.SCAN))
                .isEqualTo("deny");
    }

    @Test
    void placesThatAreNeitherRegionNorHostAreRefused() {
        refused(SqlState.CONNECTION_FAILED, "host:port", "jdbc:dynamodb://eu-west-1/orders");
        refused(SqlState.CONNECTION_FAILED, "localhost:8000", "jdbc:dynamodb://localhost");
    }

    @Test
    void valuesThatAreNoStringsCountLikeTheirText() {
        Properties properties = new Properties();
        properties.put("fetchSize", 5);
        properties.put("readOnly", true);
        ConnectionConfig config = Objects.requireNonNull(ConnectionConfig.parse("jdbc:dynamodb://", properties));
        assertThat(config.number(Property.FETCH_SIZE)).isEqualTo(5);
        assertThat(config.flag(Property.READ_ONLY)).isTrue();
    }

    @Test
    void noTextShowsASecret() {
        ConnectionConfig config = parse("jdbc:dynamodb://eu-west-1?secretAccessKey=hush&sessionToken=hush");
        assertThat(config.url() + config).doesNotContain("hush");
        assertThatThrownBy(() -> parse("jdbc:dynamodb://?secretAccessKey=hush", "secretAccessKey", "hushhush"))
                .hasMessageNotContaining("hush");
    }

    @Test
    void defaultsStandInForWhatIsNotGiven() {
        ConnectionConfig config = parse("jdbc:dynamodb://");
        for (Property property : Property.values()) {
            assertThat(config.text(property)).isEqualTo(property.defaultValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:dynamodb://127.0.0.1:99999/",
                "jdbc:dynamodb://localhost:65536",
                "jdbc:dynamodb://localhost:0",
                "jdbc:dynamodb://?endpoint=http://localhost:70000"
            })
    void aPortOutOfRangeIsRefusedWhenConnecting(String url) {
        assertThatThrownBy(() -> new org.dynamojdbc.DynamoDriver().connect(url, new Properties()))
                .isInstanceOfSatisfying(java.sql.SQLException.class, e -> assertThat(e.getSQLState())
                        .isEqualTo("08001"))
                .hasMessageContaining("65535");
    }
}
