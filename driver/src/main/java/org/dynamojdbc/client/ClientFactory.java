package org.dynamojdbc.client;

import java.net.URI;
import java.time.Duration;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Builds SDK clients from connection properties. Sends nothing. */
final class ClientFactory {
    private static final int MAX_CONNECTIONS = 128;

    private ClientFactory() {}

    static DynamoDbClient create(ConnectionConfig config, @Nullable URI endpoint) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .region(region(config, endpoint))
                .credentialsProvider(credentials(config, endpoint))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionTimeout(Duration.ofMillis(config.number(Property.CONNECT_TIMEOUT_MS)))
                        .socketTimeout(Duration.ofMillis(config.number(Property.SOCKET_TIMEOUT_MS))))
                .overrideConfiguration(o -> {
                    o.retryStrategy(LegacyRetryStrategy.builder()
                            .maxAttempts(Math.max(1, config.number(Property.MAX_ATTEMPTS)))
                            .build());
                    String application = config.text(Property.APPLICATION_NAME).replaceAll("[^A-Za-z0-9._-]", "_");
                    o.putAdvancedOption(
                            SdkAdvancedClientOption.USER_AGENT_SUFFIX,
                            application.isEmpty() ? "dynamo-jdbc" : "dynamo-jdbc " + application);
                });
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private static Region region(ConnectionConfig config, @Nullable URI endpoint) {
        String region = config.optional(Property.REGION);
        if (region != null) {
            return Region.of(region);
        }
        if (endpoint != null) {
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException none) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "no AWS region is known; name one in the URL, as in jdbc:dynamodb://eu-west-1, or set AWS_REGION",
                    none);
        }
    }

    /** Given keys first, then the profile, then the SDK's chain; a local server takes any keys. */
    private static AwsCredentialsProvider credentials(ConnectionConfig config, @Nullable URI endpoint) {
        String id = first(config, Property.ACCESS_KEY_ID, Property.USER);
        String secret = first(config, Property.SECRET_ACCESS_KEY, Property.PASSWORD);
        if (id != null && secret != null) {
            String token = config.optional(Property.SESSION_TOKEN);
            AwsCredentials credentials = token == null
                    ? AwsBasicCredentials.create(id, secret)
                    : AwsSessionCredentials.create(id, secret, token);
            return StaticCredentialsProvider.create(credentials);
        }
        String profile = config.optional(Property.PROFILE);
        if (profile != null) {
            return ProfileCredentialsProvider.create(profile);
        }
        if (endpoint != null && isLocal(endpoint)) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static @Nullable String first(ConnectionConfig config, Property one, Property other) {
        String value = config.optional(one);
        return value == null ? config.optional(other) : value;
    }

    private static boolean isLocal(URI endpoint) {
        String host = endpoint.getHost();
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
