package org.dynamojdbc.execute.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/**
 * The UpdateTable calls of one ALTER: DynamoDB takes one kind of change at a time, and refuses changes that change nothing,
 * so that what is already as wanted is left out.
 */
final class TableAlteration {
    /** One call; {@code what} names the option for messages. */
    record Step(String what, UpdateTableRequest.Builder request) {}

    private final TableDescription now;
    private final TableOptions options;
    private final List<Step> steps = new ArrayList<>();

    private TableAlteration(TableDescription now, TableOptions options) {
        this.now = now;
        this.options = options;
    }

    /** The calls for a table as it is now. */
    static List<Step> ofTable(TableDescription now, TableOptions options) {
        TableAlteration alteration = new TableAlteration(now, options);
        alteration.capacity();
        alteration.warmThroughput();
        alteration.tableClass();
        alteration.deletionProtection();
        alteration.stream();
        alteration.encryption();
        return alteration.steps;
    }

    /** The calls for a global index of the table. */
    static List<Step> ofIndex(TableDescription now, String index, TableOptions options) {
        TableAlteration alteration = new TableAlteration(now, options);
        GlobalSecondaryIndexDescription described = now.globalSecondaryIndexes().stream()
                .filter(i -> i.indexName().equals(index))
                .findFirst()
                .orElseThrow(() -> noGlobalIndex(now, index));
        alteration.indexCapacity(described);
        return alteration.steps;
    }

    private static SqlFailure noGlobalIndex(TableDescription now, String index) {
        return Indexes.has(now, index)
                ? new SqlFailure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "index '" + index + "' of " + now.tableName()
                                + " has no options of its own; only those of a GLOBAL INDEX can be changed")
                : new SqlFailure(
                        SqlState.UNDEFINED_OBJECT, "index '" + index + "' does not exist on " + now.tableName());
    }

    /** Tables made before there was on-demand billing have no summary of it. */
    static boolean isOnDemand(TableDescription table) {
        return table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
    }

    private UpdateTableRequest.Builder request() {
        return UpdateTableRequest.builder().tableName(now.tableName());
    }

    private void capacity() {
        boolean onDemandNow = isOnDemand(now);
        boolean onDemand = options.has(TableOption.BILLING_MODE) ? !options.isProvisioned() : onDemandNow;
        refuseWrongMode(onDemand);
        UpdateTableRequest.Builder request = request();
        boolean changes = onDemand != onDemandNow;
        if (changes) {
            request.billingMode(onDemand ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED);
        }
        if (onDemand) {
            OnDemandThroughput most = options.onDemand();
            if (most != null && !isSame(most, now.onDemandThroughput())) {
                request.onDemandThroughput(most);
                changes = true;
            }
        } else if (changes || options.hasCapacity()) {
            ProvisionedThroughputDescription has = now.provisionedThroughput();
            ProvisionedThroughput wanted = throughput(options, has);
            if (changes) {
                // An index without throughput of its own gets the table's.
                List<GlobalSecondaryIndexUpdate> updates = now.globalSecondaryIndexes().stream()
                        .map(index -> update(index.indexName(), wanted))
                        .toList();
                request.provisionedThroughput(wanted).globalSecondaryIndexUpdates(updates.isEmpty() ? null : updates);
            } else if (!isSame(wanted, has)) {
                request.provisionedThroughput(wanted);
                changes = true;
            }
        }
        if (changes) {
            steps.add(new Step("throughput", request));
        }
    }

    private void refuseWrongMode(boolean onDemand) {
        if (onDemand && options.hasCapacity()) {
            throw TableOptions.refused("table '" + now.tableName()
                    + "' is billed on demand and has no read_capacity and write_capacity; add billing_mode ="
                    + " 'PROVISIONED', or set max_read_units and max_write_units");
        }
        if (!onDemand && options.hasMost()) {
            throw TableOptions.refused("table '" + now.tableName()
                    + "' is provisioned and has no max_read_units and max_write_units; add billing_mode ="
                    + " 'PAY_PER_REQUEST', or set read_capacity and write_capacity");
        }
    }

    private static ProvisionedThroughput throughput(
            TableOptions options, @Nullable ProvisionedThroughputDescription has) {
        return options.throughput(
                has == null ? null : has.readCapacityUnits(), has == null ? null : has.writeCapacityUnits());
    }

    private static boolean isSame(ProvisionedThroughput wanted, @Nullable ProvisionedThroughputDescription has) {
        return has != null
                && Objects.equals(wanted.readCapacityUnits(), has.readCapacityUnits())
                && Objects.equals(wanted.writeCapacityUnits(), has.writeCapacityUnits());
    }

    /** What is not named stays as it is; no limit is told as none at all or as -1. */
    private static boolean isSame(OnDemandThroughput wanted, @Nullable OnDemandThroughput has) {
        return isSame(wanted.maxReadRequestUnits(), has == null ? null : has.maxReadRequestUnits())
                && isSame(wanted.maxWriteRequestUnits(), has == null ? null : has.maxWriteRequestUnits());
    }

    private static boolean isSame(@Nullable Long wanted, @Nullable Long has) {
        return wanted == null || wanted.equals(has == null ? Long.valueOf(-1) : has);
    }

    private static GlobalSecondaryIndexUpdate update(String index, ProvisionedThroughput throughput) {
        return update(UpdateGlobalSecondaryIndexAction.builder()
                .indexName(index)
                .provisionedThroughput(throughput)
                .build());
    }

    private static GlobalSecondaryIndexUpdate update(UpdateGlobalSecondaryIndexAction action) {
        return GlobalSecondaryIndexUpdate.builder().update(action).build();
    }

    private void indexCapacity(GlobalSecondaryIndexDescription index) {
        refuseWrongMode(isOnDemand(now));
        UpdateGlobalSecondaryIndexAction.Builder action =
                UpdateGlobalSecondaryIndexAction.builder().indexName(index.indexName());
        OnDemandThroughput most = options.onDemand();
        boolean changes = most != null && !isSame(most, index.onDemandThroughput());
        if (changes) {
            action.onDemandThroughput(most);
        }
        if (options.hasCapacity()) {
            ProvisionedThroughput wanted = throughput(options, index.provisionedThroughput());
            if (!isSame(wanted, index.provisionedThroughput())) {
                action.provisionedThroughput(wanted);
                changes = true;
            }
        }
        if (changes) {
            steps.add(new Step("throughput", request().globalSecondaryIndexUpdates(List.of(update(action.build())))));
        }
        if (options.warm() != null) {
            steps.add(new Step(
                    "warm throughput",
                    request()
                            .globalSecondaryIndexUpdates(List.of(update(UpdateGlobalSecondaryIndexAction.builder()
                                    .indexName(index.indexName())
                                    .warmThroughput(options.warm())
                                    .build())))));
        }
    }

    private void warmThroughput() {
        if (options.warm() != null) {
            steps.add(new Step("warm throughput", request().warmThroughput(options.warm())));
        }
    }

    private void tableClass() {
        String wanted = options.text(TableOption.TABLE_CLASS);
        if (wanted != null) {
            TableClass has = now.tableClassSummary() == null
                    ? TableClass.STANDARD
                    : now.tableClassSummary().tableClass();
            if (TableClass.valueOf(wanted) != has) {
                steps.add(new Step("table_class", request().tableClass(TableClass.valueOf(wanted))));
            }
        }
    }

    private void deletionProtection() {
        if (options.has(TableOption.DELETION_PROTECTION)) {
            boolean wanted = options.flag(TableOption.DELETION_PROTECTION);
            if (wanted != Boolean.TRUE.equals(now.deletionProtectionEnabled())) {
                steps.add(new Step("deletion_protection", request().deletionProtectionEnabled(wanted)));
            }
        }
    }

    /** Another view needs another stream: the old one is switched off first. */
    private void stream() {
        StreamSpecification wanted = options.stream();
        if (wanted == null) {
            return;
        }
        StreamSpecification has = now.streamSpecification();
        boolean on = has != null && Boolean.TRUE.equals(has.streamEnabled());
        if (on && Boolean.TRUE.equals(wanted.streamEnabled()) && wanted.streamViewType() == has.streamViewType()) {
            return;
        }
        if (on) {
            steps.add(new Step("stream", request().streamSpecification(s -> s.streamEnabled(false))));
        }
        if (Boolean.TRUE.equals(wanted.streamEnabled())) {
            steps.add(new Step("stream", request().streamSpecification(wanted)));
        }
    }

    private void encryption() {
        SSESpecification wanted = options.encryption();
        if (wanted == null) {
            return;
        }
        String hasKey =
                now.sseDescription() == null ? null : now.sseDescription().kmsMasterKeyArn();
        boolean on = now.sseDescription() != null;
        String key = wanted.kmsMasterKeyId();
        boolean same = key == null
                ? Boolean.TRUE.equals(wanted.enabled()) == on
                : hasKey != null && (hasKey.equals(key) || hasKey.endsWith("key/" + key));
        if (!same) {
            steps.add(new Step("sse", request().sseSpecification(wanted)));
        }
    }
}
