package org.dynamojdbc.execute;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** The options of WITH (...) and ALTER TABLE ... SET (...), checked by name and value before anything is sent. */
final class TableOptions {
    private static final List<String> NAMES = List.of(
            "billing_mode",
            "read_capacity",
            "write_capacity",
            "table_class",
            "deletion_protection",
            "stream",
            "sse",
            "ttl");

    private final Map<String, String> options;

    private TableOptions(Map<String, String> options) {
        this.options = options;
    }

    static TableOptions of(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!NAMES.contains(name)) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "unknown table option '" + name + "'" + Suggestions.didYouMean(name, NAMES) + " (options are "
                                + String.join(", ", NAMES) + ")");
            }
        }
        TableOptions checked = new TableOptions(options);
        boolean capacities = options.containsKey("read_capacity") || options.containsKey("write_capacity");
        if (capacities && !checked.isProvisioned()) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "read_capacity and write_capacity go with billing_mode = 'PROVISIONED'");
        }
        return checked;
    }

    boolean isProvisioned() {
        return choice("billing_mode", List.of("PAY_PER_REQUEST", "PROVISIONED"), "PAY_PER_REQUEST")
                .equals("PROVISIONED");
    }

    private String choice(String name, List<String> choices, String otherwise) {
        String value = options.getOrDefault(name, otherwise).toUpperCase(Locale.ROOT);
        if (!choices.contains(value)) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "table option " + name + " takes " + String.join(", ", choices) + ", not '" + value + "'");
        }
        return value;
    }

    private static long capacity(Map<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "option " + name + " takes a whole number from 1, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /** Throughput of an index: its own options, else the table's. */
    static ProvisionedThroughput throughput(Map<String, String> index, TableOptions table) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(capacity(index, "read_capacity", capacity(table.options, "read_capacity", 5)))
                .writeCapacityUnits(capacity(index, "write_capacity", capacity(table.options, "write_capacity", 5)))
                .build();
    }

    void applyTo(CreateTableRequest.Builder request) {
        if (isProvisioned()) {
            request.billingMode(BillingMode.PROVISIONED).provisionedThroughput(throughput(Map.of(), this));
        } else {
            request.billingMode(BillingMode.PAY_PER_REQUEST);
        }
        if (options.containsKey("table_class")) {
            request.tableClass(tableClass());
        }
        if (options.containsKey("deletion_protection")) {
            request.deletionProtectionEnabled(flag("deletion_protection"));
        }
        if (options.containsKey("stream")) {
            request.streamSpecification(stream());
        }
        if (options.containsKey("sse")) {
            request.sseSpecification(
                    SSESpecification.builder().enabled(flag("sse")).build());
        }
    }

    /** False when no option is one that UpdateTable changes. */
    boolean applyTo(UpdateTableRequest.Builder request) {
        boolean changes = false;
        if (options.containsKey("billing_mode")) {
            request.billingMode(isProvisioned() ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST);
            if (isProvisioned()) {
                request.provisionedThroughput(throughput(Map.of(), this));
            }
            changes = true;
        }
        if (options.containsKey("table_class")) {
            request.tableClass(tableClass());
            changes = true;
        }
        if (options.containsKey("deletion_protection")) {
            request.deletionProtectionEnabled(flag("deletion_protection"));
            changes = true;
        }
        if (options.containsKey("stream")) {
            request.streamSpecification(stream());
            changes = true;
        }
        if (options.containsKey("sse")) {
            request.sseSpecification(
                    SSESpecification.builder().enabled(flag("sse")).build());
            changes = true;
        }
        return changes;
    }

    private TableClass tableClass() {
        return TableClass.valueOf(choice("table_class", List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"), "STANDARD"));
    }

    private boolean flag(String name) {
        return choice(name, List.of("TRUE", "FALSE"), "FALSE").equals("TRUE");
    }

    private StreamSpecification stream() {
        String view =
                choice("stream", List.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "NONE"), "NONE");
        return view.equals("NONE")
                ? StreamSpecification.builder().streamEnabled(false).build()
                : StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.valueOf(view))
                        .build();
    }

    /** The attribute that holds expiry times, if one is named. */
    void applyTimeToLive(DynamoDbClient client, String table, StatementContext context) {
        @Nullable String attribute = options.get("ttl");
        if (attribute != null) {
            Calls.send(
                    "UpdateTimeToLive of " + table,
                    context,
                    () -> client.updateTimeToLive(
                            r -> r.tableName(table).timeToLiveSpecification(t -> t.attributeName(attribute)
                                    .enabled(true))));
        }
    }
}
