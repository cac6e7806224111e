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
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Builds SDK clients from connection properties. Sends nothing. */
final class ClientFactory {
    private static final int MAX_CONNECTIONS = 128;
    private static final Duration FIRST_DELAY = Duration.ofMillis(25);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    private ClientFactory() {}

    /** A client and what it takes its credentials from, which closes with it. */
    record Made(DynamoDbClient client, AwsCredentialsProvider credentials) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            if (credentials instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    static Made create(ConnectionConfig config, @Nullable URI endpoint, CallsUnderWay calls) {
        Region region = region(config, endpoint);
        AwsCredentialsProvider credentials = inRole(credentials(config, endpoint), config, region);
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .region(region)
                .credentialsProvider(new NamedCredentials(credentials))
                .httpClientBuilder(
                        defaults -> new InterruptibleHttp(http(config).buildWithDefaults(defaults), calls))
                .overrideConfiguration(o -> {
                    o.retryStrategy(retries(config));
                    o.addExecutionInterceptor(new ItemStreaming());
                    o.addExecutionInterceptor(new RequestBody.Replacement());
                    o.addExecutionInterceptor(new Attempts.Log());
                    int callTimeout = config.number(Property.API_CALL_TIMEOUT_MS);
                    if (callTimeout > 0) {
                        o.apiCallTimeout(Duration.ofMillis(callTimeout));
                    }
                    String application = config.text(Property.APPLICATION_NAME).replaceAll("[^A-Za-z0-9._-]", "_");
                    o.putAdvancedOption(
                            SdkAdvancedClientOption.USER_AGENT_SUFFIX,
                            application.isEmpty() ? "dynamo-jdbc" : "dynamo-jdbc " + application);
                });
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return new Made(builder.build(), credentials);
    }

    private static AwsCredentialsProvider inRole(AwsCredentialsProvider own, ConnectionConfig config, Region region) {
        String role = config.optional(Property.ROLE_ARN);
        if (role != null) {
            return new AssumedRole(
                    own,
                    role,
                    config.text(Property.ROLE_SESSION_NAME),
                    config.optional(Property.ROLE_EXTERNAL_ID),
                    region,
                    http(config));
        }
        if (config.optional(Property.ROLE_EXTERNAL_ID) != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    Property.ROLE_EXTERNAL_ID.key() + " is given without " + Property.ROLE_ARN.key()
                            + "; name the role to assume");
        }
        return own;
    }

    private static Apache5HttpClient.Builder http(ConnectionConfig config) {
        Apache5HttpClient.Builder http = Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(Duration.ofMillis(config.number(Property.CONNECT_TIMEOUT_MS)))
                .socketTimeout(Duration.ofMillis(config.number(Property.SOCKET_TIMEOUT_MS)));
        String proxy = config.optional(Property.PROXY_HOST);
        if (proxy != null) {
            http.proxyConfiguration(ProxyConfiguration.builder()
                    .endpoint(URI.create("http://" + proxy + ":" + config.number(Property.PROXY_PORT)))
                    .build());
        }
        return http;
    }

    /** Fixed here, so that a newer SDK or the environment does not change how long a statement may take. */
    private static RetryStrategy retries(ConnectionConfig config) {
        return AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                .retryOnException(Crc32MismatchException.class)
                .maxAttempts(Math.max(1, config.number(Property.MAX_ATTEMPTS)))
                .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY))
                .build();
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
        String id = either(config, Property.ACCESS_KEY_ID, Property.USER);
        String secret = either(config, Property.SECRET_ACCESS_KEY, Property.PASSWORD);
        if (id != null && secret != null) {
            String token = config.optional(Property.SESSION_TOKEN);
            AwsCredentials credentials = token == null
                    ? AwsBasicCredentials.create(id, secret)
                    : AwsSessionCredentials.create(id, secret, token);
            return StaticCredentialsProvider.create(credentials);
        }
        if (id != null || secret != null) {
            throw new SqlFailure(
                    SqlState.INVALID_AUTHORIZATION,
                    "static credentials are half given: accessKeyId and secretAccessKey (or user and password) belong"
                            + " together; give both, or neither to use the profile or the environment; a server on this machine takes any two");
        }
        if (endpoint != null && isLocal(endpoint)) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        }
        String profile = config.optional(Property.PROFILE);
        if (profile != null) {
            return ProfileCredentialsProvider.create(profile);
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static @Nullable String either(ConnectionConfig config, Property one, Property other) {
        String value = config.optional(one);
        String same = config.optional(other);
        if (value != null && same != null && !value.equals(same)) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    one.key() + " and " + other.key() + " mean the same and are given different values; give one");
        }
        return value == null ? same : value;
    }

    private static boolean isLocal(URI endpoint) {
        String host = endpoint.getHost();
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
