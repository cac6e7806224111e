package org.dynamojdbc.execute.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.ContributorInsightsStatus;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContributorInsightsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContributorInsightsResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Asks the server all about a table. */
public final class TableInspector {
    /** Tags that AWS sets cannot be set by others. */
    private static final String OWN_TAGS = "aws:";

    private final TableCalls calls;
    private final DynamoDbClient client;

    /** @param context the statement that asks */
    public TableInspector(DynamoDbClient client, StatementContext context) {
        this.calls = new TableCalls(client, context);
        this.client = client;
    }

    /** What the server tells of a table. */
    public TableReport inspect(String table, TableReport.Detail detail) {
        TableDescription description = calls.describe(table);
        boolean all = detail == TableReport.Detail.ALL;
        return new TableReport(
                description,
                told(() -> TableFeatures.timeToLiveAttribute(calls, table).orElse("")),
                told(() -> recovery(table)),
                all ? told(() -> tags(description)) : null,
                all ? told(() -> insights(description)) : null);
    }

    /** Null when the server has no such operation or this user may not call it: that spoils nothing else. */
    private static <T> @Nullable T told(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (SqlFailure failure) {
            if (failure.state() == SqlState.FEATURE_NOT_SUPPORTED
                    || failure.state() == SqlState.INSUFFICIENT_PRIVILEGE) {
                return null;
            }
            throw failure;
        }
    }

    private @Nullable PointInTimeRecoveryDescription recovery(String table) {
        ContinuousBackupsDescription backups = calls.send(
                        "DescribeContinuousBackups of " + table,
                        DescribeContinuousBackupsRequest.builder().tableName(table),
                        request -> client.describeContinuousBackups(request.build()))
                .continuousBackupsDescription();
        return backups == null ? null : backups.pointInTimeRecoveryDescription();
    }

    private Map<String, String> tags(TableDescription table) {
        Map<String, String> tags = new TreeMap<>();
        String next = null;
        do {
            ListTagsOfResourceRequest.Builder page = ListTagsOfResourceRequest.builder()
                    .resourceArn(table.tableArn())
                    .nextToken(next);
            ListTagsOfResourceResponse answer = calls.send(
                    "ListTagsOfResource of " + table.tableName(),
                    page,
                    request -> client.listTagsOfResource(request.build()));
            answer.tags().stream()
                    .filter(tag -> !tag.key().startsWith(OWN_TAGS))
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
            next = answer.nextToken();
        } while (next != null);
        return tags;
    }

    private Map<String, String> insights(TableDescription table) {
        Map<String, String> insights = new LinkedHashMap<>();
        addInsights(table.tableName(), null, insights);
        for (GlobalSecondaryIndexDescription index : table.globalSecondaryIndexes()) {
            addInsights(table.tableName(), index.indexName(), insights);
        }
        return insights;
    }

    private void addInsights(String table, @Nullable String index, Map<String, String> insights) {
        DescribeContributorInsightsResponse answer = calls.send(
                "DescribeContributorInsights of " + table,
                DescribeContributorInsightsRequest.builder().tableName(table).indexName(index),
                request -> client.describeContributorInsights(request.build()));
        ContributorInsightsStatus status = answer.contributorInsightsStatus();
        if (status == ContributorInsightsStatus.ENABLED || status == ContributorInsightsStatus.ENABLING) {
            insights.put(
                    index == null ? "" : index,
                    answer.contributorInsightsMode() == null ? "TRUE" : answer.contributorInsightsModeAsString());
        }
    }
}
