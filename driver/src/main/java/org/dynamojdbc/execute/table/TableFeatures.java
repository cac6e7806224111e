package org.dynamojdbc.execute.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Backoff;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.ContributorInsightsAction;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoverySpecification;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateContributorInsightsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** What a table has beside its definition, each with an operation of its own: TTL, tags, recovery, insights. */
final class TableFeatures {
    /** A new table's backups become available after a moment. */
    private static final int BACKUP_TRIES = 12;

    private final TableCalls calls;
    private final DynamoDbClient client;
    private final TableOptions options;
    private final List<String> done = new ArrayList<>();

    TableFeatures(TableCalls calls, TableOptions options) {
        this.calls = calls;
        this.client = calls.client();
        this.options = options;
    }

    /**
     * Applies the options.
     *
     * @param newTable its tags came with CreateTable, and it has no TTL yet
     * @return what was done, by option
     */
    List<String> apply(String table, boolean newTable) {
        step("ttl", () -> timeToLive(table, newTable));
        if (!newTable && !options.tags().isEmpty()) {
            step("tags", () -> tags(table));
        }
        step("point_in_time_recovery", () -> recovery(table));
        step("contributor_insights", () -> insights(table, null));
        return done;
    }

    /** Applies the options of an index. */
    List<String> applyToIndex(String table, String index) {
        step("contributor_insights", () -> insights(table, index));
        return done;
    }

    /** One option; {@code change} tells whether it did something. */
    private void step(String what, BooleanSupplier change) {
        try {
            if (change.getAsBoolean()) {
                done.add(what);
            }
        } catch (SqlFailure failure) {
            if (failure.state() == SqlState.FEATURE_NOT_SUPPORTED && options.warnsOfUnsupported()) {
                calls.context().warn(what + " was passed over: " + failure.getMessage());
                return;
            }
            throw done.isEmpty()
                    ? failure
                    : new SqlFailure(
                            failure.state(),
                            failure.getMessage() + "; done before: " + String.join(", ", done),
                            failure.getCause() == null ? failure : failure.getCause(),
                            failure.vendorCode());
        }
    }

    private boolean timeToLive(String table, boolean newTable) {
        String wanted = options.text(TableOption.TTL);
        if (wanted == null) {
            return false;
        }
        boolean off = wanted.equalsIgnoreCase("off");
        Optional<String> has = newTable ? Optional.empty() : timeToLiveAttribute(calls, table);
        if (off ? has.isEmpty() : has.equals(Optional.of(wanted))) {
            return false;
        }
        if (!off && has.isPresent()) {
            throw new SqlFailure(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "TTL of table '" + table + "' is on for the attribute '" + has.get()
                            + "'; switch it off with SET (ttl = 'off') and set the new one afterwards (DynamoDB takes one"
                            + " change of TTL an hour)");
        }
        calls.change(
                "UpdateTimeToLive of " + table,
                UpdateTimeToLiveRequest.builder().tableName(table).timeToLiveSpecification(t -> t.attributeName(
                                off ? has.orElseThrow() : wanted)
                        .enabled(!off)),
                request -> client.updateTimeToLive(request.build()),
                () -> timeToLiveAttribute(calls, table).equals(off ? Optional.empty() : Optional.of(wanted)));
        return true;
    }

    /** The TTL attribute, empty when TTL is off. */
    static Optional<String> timeToLiveAttribute(TableCalls calls, String table) {
        TimeToLiveDescription description = calls.send(
                        "DescribeTimeToLive of " + table,
                        DescribeTimeToLiveRequest.builder().tableName(table),
                        request -> calls.client().describeTimeToLive(request.build()))
                .timeToLiveDescription();
        boolean on = description != null
                && (description.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        || description.timeToLiveStatus() == TimeToLiveStatus.ENABLING);
        return on ? Optional.of(description.attributeName()) : Optional.empty();
    }

    private boolean tags(String table) {
        String arn = calls.describe(table).tableArn();
        List<String> removed = options.tags().entrySet().stream()
                .filter(tag -> tag.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!removed.isEmpty()) {
            calls.send(
                    "UntagResource of " + table,
                    UntagResourceRequest.builder().resourceArn(arn).tagKeys(removed),
                    request -> client.untagResource(request.build()));
        }
        if (removed.size() < options.tags().size()) {
            calls.send(
                    "TagResource of " + table,
                    TagResourceRequest.builder().resourceArn(arn).tags(TableRequests.tags(options)),
                    request -> client.tagResource(request.build()));
        }
        return true;
    }

    private boolean recovery(String table) {
        PointInTimeRecoverySpecification wanted = options.recovery();
        if (wanted == null) {
            return false;
        }
        Backoff backoff = new Backoff("UpdateContinuousBackups of " + table, calls.context());
        for (int tries = 1; ; tries++) {
            try {
                calls.send(
                        "UpdateContinuousBackups of " + table,
                        UpdateContinuousBackupsRequest.builder()
                                .tableName(table)
                                .pointInTimeRecoverySpecification(wanted),
                        request -> client.updateContinuousBackups(request.build()));
                return true;
            } catch (SqlFailure failure) {
                if (tries == BACKUP_TRIES || !(failure.getCause() instanceof ContinuousBackupsUnavailableException)) {
                    throw failure;
                }
                backoff.pause();
            }
        }
    }

    private boolean insights(String table, @Nullable String index) {
        String wanted = options.text(TableOption.CONTRIBUTOR_INSIGHTS);
        if (wanted == null) {
            return false;
        }
        boolean off = wanted.equals("FALSE");
        calls.send(
                "UpdateContributorInsights of " + table,
                UpdateContributorInsightsRequest.builder()
                        .tableName(table)
                        .indexName(index)
                        .contributorInsightsAction(
                                off ? ContributorInsightsAction.DISABLE : ContributorInsightsAction.ENABLE)
                        .contributorInsightsMode(off || wanted.equals("TRUE") ? null : wanted),
                request -> client.updateContributorInsights(request.build()));
        return true;
    }
}
