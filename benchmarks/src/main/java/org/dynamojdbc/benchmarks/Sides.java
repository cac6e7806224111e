package org.dynamojdbc.benchmarks;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The two sides that are compared, both as an application would open them: the plain SDK and the driver. */
final class Sides {
    private Sides() {}

    /** The SDK's client with its defaults and the HTTP client that the driver uses too. */
    static DynamoDbClient sdk(String endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    static Connection driver(String endpoint) throws SQLException {
        return driver(endpoint, "");
    }

    /** @param properties further ones, each with an ampersand before it */
    static Connection driver(String endpoint, String properties) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:dynamodb://" + URI.create(endpoint).getAuthority() + "?scan=allow" + properties);
    }
}
