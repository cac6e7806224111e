package org.dynamojdbc.client;

import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An SDK client that connections of equal configuration share; the last one to close it ends it, and the embedded server
 * with it.
 */
public final class SharedClient implements AutoCloseable {
    private static final Map<Key, Shared> CLIENTS = new HashMap<>();

    /** Values that shape the client; connections that differ in others share it. */
    private static final Set<Property> SHAPING = EnumSet.of(
            Property.REGION,
            Property.ENDPOINT,
            Property.PROFILE,
            Property.USER,
            Property.PASSWORD,
            Property.ACCESS_KEY_ID,
            Property.SECRET_ACCESS_KEY,
            Property.SESSION_TOKEN,
            Property.ROLE_ARN,
            Property.ROLE_SESSION_NAME,
            Property.ROLE_EXTERNAL_ID,
            Property.EMBEDDED_CLASSPATH,
            Property.CONNECT_TIMEOUT_MS,
            Property.SOCKET_TIMEOUT_MS,
            Property.API_CALL_TIMEOUT_MS,
            Property.PROXY_HOST,
            Property.PROXY_PORT,
            Property.MAX_ATTEMPTS,
            Property.APPLICATION_NAME);

    private final Key key;
    private final Shared shared;
    private boolean closed;

    /** What connections share, and how many of them do. */
    private static final class Shared {
        private final ClientFactory.Made made;
        private final CallsUnderWay calls;
        private final @Nullable EmbeddedServer server;
        private final String identity;
        private final Map<Object, Object> attached = new ConcurrentHashMap<>();
        private int users;

        Shared(ClientFactory.Made made, CallsUnderWay calls, @Nullable EmbeddedServer server, String identity) {
            this.made = made;
            this.calls = calls;
            this.server = server;
            this.identity = identity;
        }

        boolean isDead() {
            return server != null && !server.isAlive();
        }
    }

    private SharedClient(Key key, Shared shared) {
        this.key = key;
        this.shared = shared;
    }

    /** Holds secrets, so it has no text. */
    private record Key(String embedded, Map<Property, String> values) {
        static Key of(ConnectionConfig config) {
            Map<Property, String> values = new EnumMap<>(Property.class);
            SHAPING.forEach(property -> values.put(property, config.text(property)));
            String embedded = config.embeddedName();
            return new Key(embedded == null ? "" : embedded, values);
        }

        @Override
        public String toString() {
            return "Key";
        }
    }

    /** Opens or joins the client of a configuration; starts the embedded server when the URL asks for one. */
    public static SharedClient open(ConnectionConfig config) {
        String embedded = config.embeddedName();
        Key key = Key.of(config);
        synchronized (CLIENTS) {
            Shared shared = CLIENTS.get(key);
            if (shared == null || shared.isDead()) {
                shared = start(config, embedded);
                CLIENTS.put(key, shared);
            }
            shared.users++;
            return new SharedClient(key, shared);
        }
    }

    private static Shared start(ConnectionConfig config, @Nullable String embedded) {
        CallsUnderWay calls = new CallsUnderWay();
        if (embedded == null) {
            return new Shared(ClientFactory.create(config, config.endpoint(), calls), calls, null, identity(config));
        }
        EmbeddedServer server = EmbeddedServer.join(embedded, config.optional(Property.EMBEDDED_CLASSPATH));
        try {
            URI endpoint = URI.create(server.endpoint());
            return new Shared(ClientFactory.create(config, endpoint, calls), calls, server, server.endpoint());
        } catch (RuntimeException failed) {
            server.leave();
            throw failed;
        }
    }

    public DynamoDbClient client() {
        return shared.made.client();
    }

    /** The calls that threads are in, of all connections that share the client. */
    public CallsUnderWay calls() {
        return shared.calls;
    }

    /** An account of the real service is told by its credentials; asking AWS who they are would be a call. */
    private static String identity(ConnectionConfig config) {
        URI endpoint = config.endpoint();
        return endpoint != null
                ? endpoint + "|" + config.text(Property.REGION)
                : String.join(
                        "|",
                        config.text(Property.REGION),
                        config.text(Property.PROFILE),
                        config.text(Property.ROLE_ARN),
                        config.text(Property.ACCESS_KEY_ID) + config.text(Property.USER));
    }

    /** What tells servers apart: declared columns belong to it. Holds no secret. */
    public String serverIdentity() {
        return shared.identity;
    }

    /** Something that lives as long as the client and is shared like it, made at first use. */
    public <T> T attached(Object name, Class<T> type, Supplier<T> make) {
        return type.cast(shared.attached.computeIfAbsent(name, n -> Objects.requireNonNull(make.get())));
    }

    /** Leaves the client; safe to call twice. */
    @Override
    public void close() {
        synchronized (CLIENTS) {
            if (closed) {
                return;
            }
            closed = true;
            if (--shared.users == 0) {
                CLIENTS.remove(key, shared);
                shared.made.close();
                if (shared.server != null) {
                    shared.server.leave();
                }
            }
        }
    }
}
