package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.execute.table.TableOption;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The options of WITH (...) that a table and its indexes have, without those that are the default. Warm throughput grows
 * with use and is bought when it is asked for, so that it is none of them.
 */
final class TableOptionTexts {
    /** What recovery reaches back when nobody says. */
    private static final int DEFAULT_RECOVERY_DAYS = 35;

    private final TableReport report;
    private final TableDescription table;
    private final boolean provisioned;

    TableOptionTexts(TableReport report) {
        this.report = report;
        this.table = report.description();
        this.provisioned = isProvisioned(table);
    }

    /** Tables made before there was on-demand billing have no summary of it. */
    static boolean isProvisioned(TableDescription table) {
        return table.billingModeSummary() == null
                || table.billingModeSummary().billingMode() == BillingMode.PROVISIONED;
    }

    static Expression text(String value) {
        return new Expression.StringLiteral(value, Position.NONE);
    }

    static Expression number(long value) {
        return new Expression.NumberLiteral(BigDecimal.valueOf(value), Position.NONE);
    }

    private static Expression truth() {
        return new Expression.BooleanLiteral(true, Position.NONE);
    }

    private static void add(List<Option> options, TableOption option, Expression value) {
        options.add(new Option(option.label(), value, Position.NONE));
    }

    List<Option> ofTable(List<Column> known) {
        List<Option> options = new ArrayList<>();
        if (provisioned) {
            add(options, TableOption.BILLING_MODE, text("PROVISIONED"));
            addThroughput(options, table.provisionedThroughput());
        } else {
            addMost(options, table.onDemandThroughput());
        }
        if (table.tableClassSummary() != null && table.tableClassSummary().tableClass() != TableClass.STANDARD) {
            add(options, TableOption.TABLE_CLASS, text(table.tableClassSummary().tableClassAsString()));
        }
        if (Boolean.TRUE.equals(table.deletionProtectionEnabled())) {
            add(options, TableOption.DELETION_PROTECTION, truth());
        }
        if (table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled())) {
            add(options, TableOption.STREAM, text(table.streamSpecification().streamViewTypeAsString()));
        }
        if (table.sseDescription() != null) {
            String key = table.sseDescription().kmsMasterKeyArn();
            add(options, key == null ? TableOption.SSE : TableOption.KMS_KEY, key == null ? truth() : text(key));
        }
        addFeatures(options, known);
        return options;
    }

    private static void addThroughput(List<Option> options, @Nullable ProvisionedThroughputDescription throughput) {
        if (throughput != null) {
            add(options, TableOption.READ_CAPACITY, number(throughput.readCapacityUnits()));
            add(options, TableOption.WRITE_CAPACITY, number(throughput.writeCapacityUnits()));
        }
    }

    private static void addMost(List<Option> options, @Nullable OnDemandThroughput most) {
        if (most != null) {
            addMost(options, TableOption.MAX_READ_UNITS, most.maxReadRequestUnits());
            addMost(options, TableOption.MAX_WRITE_UNITS, most.maxWriteRequestUnits());
        }
    }

    private static void addMost(List<Option> options, TableOption option, @Nullable Long most) {
        if (most != null && most > 0) {
            add(options, option, number(most));
        }
    }

    private void addFeatures(List<Option> options, List<Column> known) {
        String timeToLive = report.timeToLive();
        if (timeToLive != null) {
            String declared = known.stream()
                    .filter(column -> column.writing().role() == Column.Role.TTL)
                    .map(Column::name)
                    .findFirst()
                    .orElse("");
            if (!timeToLive.equals(declared)) {
                add(options, TableOption.TTL, text(timeToLive.isEmpty() ? "off" : timeToLive));
            }
        }
        Map<String, String> tags = report.tags();
        if (tags != null && !tags.isEmpty()) {
            List<MapEntry> entries = new ArrayList<>();
            tags.forEach((key, value) -> entries.add(new MapEntry(text(key), text(value))));
            add(options, TableOption.TAGS, new Expression.MapLiteral(entries, Position.NONE));
        }
        PointInTimeRecoveryDescription recovery = report.recovery();
        if (recovery != null && recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED) {
            add(options, TableOption.POINT_IN_TIME_RECOVERY, truth());
            Integer days = recovery.recoveryPeriodInDays();
            if (days != null && days != DEFAULT_RECOVERY_DAYS) {
                add(options, TableOption.RECOVERY_PERIOD_DAYS, number(days));
            }
        }
        addInsights(options, "");
    }

    private void addInsights(List<Option> options, String index) {
        Map<String, String> insights = report.insights();
        String mode = insights == null ? null : insights.get(index);
        if (mode != null) {
            add(options, TableOption.CONTRIBUTOR_INSIGHTS, mode.equals("TRUE") ? truth() : text(mode));
        }
    }

    /** Of a global index; others have none. */
    List<Option> ofIndex(String name) {
        List<Option> options = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : table.globalSecondaryIndexes()) {
            if (index.indexName().equals(name)) {
                if (provisioned) {
                    addThroughput(options, index.provisionedThroughput());
                } else {
                    addMost(options, index.onDemandThroughput());
                }
                addInsights(options, name);
            }
        }
        return options;
    }
}
