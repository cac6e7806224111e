package org.dynamojdbc.client;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An SDK client that connections of equal configuration share; the last one to close it ends it, and the embedded server
 * with it.
 */
public final class SharedClient implements AutoCloseable {
    private static final Map<Object, Shared> CLIENTS = new HashMap<>();

    private final Object key;
    private final Shared shared;
    private boolean closed;

    /** What connections share, and how many of them do. */
    private static final class Shared {
        private final DynamoDbClient client;
        private final @Nullable EmbeddedServer server;
        private int users;

        Shared(DynamoDbClient client, @Nullable EmbeddedServer server) {
            this.client = client;
            this.server = server;
        }
    }

    private SharedClient(Object key, Shared shared) {
        this.key = key;
        this.shared = shared;
    }

    private record Key(String embedded, Map<Property, String> values) {}

    /** Opens or joins the client of a configuration; starts the embedded server when the URL asks for one. */
    public static SharedClient open(ConnectionConfig config) {
        String embedded = config.embeddedName();
        Object key = new Key(embedded == null ? "" : embedded, config.identity());
        synchronized (CLIENTS) {
            Shared shared = CLIENTS.get(key);
            if (shared == null) {
                shared = start(config, embedded);
                CLIENTS.put(key, shared);
            }
            shared.users++;
            return new SharedClient(key, shared);
        }
    }

    private static Shared start(ConnectionConfig config, @Nullable String embedded) {
        if (embedded == null) {
            return new Shared(ClientFactory.create(config, config.endpoint()), null);
        }
        EmbeddedServer server = EmbeddedServer.join(embedded, config.optional(Property.EMBEDDED_CLASSPATH));
        try {
            return new Shared(ClientFactory.create(config, URI.create(server.endpoint())), server);
        } catch (RuntimeException failed) {
            server.leave();
            throw failed;
        }
    }

    public DynamoDbClient client() {
        return shared.client;
    }

    /** What tells servers apart: declared columns belong to it. */
    public String serverIdentity() {
        return shared.client
                        .serviceClientConfiguration()
                        .endpointOverride()
                        .map(URI::toString)
                        .orElse("") + "|"
                + shared.client.serviceClientConfiguration().region();
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
                CLIENTS.remove(key);
                shared.client.close();
                if (shared.server != null) {
                    shared.server.leave();
                }
            }
        }
    }
}
