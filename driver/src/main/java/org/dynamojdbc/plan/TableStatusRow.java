package org.dynamojdbc.plan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.ColumnType.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A row of SHOW TABLE STATUS. */
public final class TableStatusRow {
    /** Columns of SHOW TABLE STATUS; counts and sizes are those of the service's last count, six hours old or so. */
    public static final List<OutputColumn> COLUMNS = List.of(
            column("table_name", Kind.VARCHAR),
            column("status", Kind.VARCHAR),
            column("items", Kind.BIGINT),
            column("size_bytes", Kind.BIGINT),
            column("created", Kind.TIMESTAMP_TZ),
            column("indexes", Kind.INTEGER),
            column("billing_mode", Kind.VARCHAR),
            column("read_capacity", Kind.BIGINT),
            column("write_capacity", Kind.BIGINT),
            column("max_read_units", Kind.BIGINT),
            column("max_write_units", Kind.BIGINT),
            column("warm_read_units", Kind.BIGINT),
            column("warm_write_units", Kind.BIGINT),
            column("decreases_today", Kind.BIGINT),
            column("table_class", Kind.VARCHAR),
            column("deletion_protection", Kind.BOOLEAN),
            column("stream", Kind.VARCHAR),
            column("stream_arn", Kind.VARCHAR),
            column("sse", Kind.VARCHAR),
            column("kms_key", Kind.VARCHAR),
            column("ttl", Kind.VARCHAR),
            column("point_in_time_recovery", Kind.BOOLEAN),
            column("recovery_period_days", Kind.INTEGER),
            column("earliest_recovery", Kind.TIMESTAMP_TZ),
            column("replicas", Kind.VARCHAR),
            column("table_arn", Kind.VARCHAR));

    private final Map<String, AttributeValue> row = new LinkedHashMap<>();

    private TableStatusRow() {}

    private static OutputColumn column(String name, Kind kind) {
        return new OutputColumn(name, name, AttributePath.of(name), null, ColumnType.of(kind), "", true);
    }

    /** The row of one table; what the server does not tell is NULL. */
    public static Map<String, AttributeValue> of(TableReport report) {
        TableStatusRow status = new TableStatusRow();
        status.addSizes(report.description());
        status.addThroughput(report.description());
        status.addSettings(report.description());
        status.text("ttl", "".equals(report.timeToLive()) ? null : report.timeToLive());
        PointInTimeRecoveryDescription recovery = report.recovery();
        if (recovery != null) {
            status.flag("point_in_time_recovery", "ENABLED".equals(recovery.pointInTimeRecoveryStatusAsString()));
            status.number(
                    "recovery_period_days",
                    recovery.recoveryPeriodInDays() == null
                            ? null
                            : recovery.recoveryPeriodInDays().longValue());
            status.time("earliest_recovery", recovery.earliestRestorableDateTime());
        }
        return status.row;
    }

    private void addSizes(TableDescription table) {
        text("table_name", table.tableName());
        text("status", table.tableStatusAsString());
        number("items", table.itemCount());
        number("size_bytes", table.tableSizeBytes());
        time("created", table.creationDateTime());
        number(
                "indexes",
                (long) table.globalSecondaryIndexes().size()
                        + table.localSecondaryIndexes().size()
                        + table.vectorIndexes().size());
        text("table_arn", table.tableArn());
    }

    private void addThroughput(TableDescription table) {
        boolean provisioned = TableOptionTexts.isProvisioned(table);
        text("billing_mode", provisioned ? "PROVISIONED" : "PAY_PER_REQUEST");
        if (provisioned && table.provisionedThroughput() != null) {
            number("read_capacity", table.provisionedThroughput().readCapacityUnits());
            number("write_capacity", table.provisionedThroughput().writeCapacityUnits());
            number("decreases_today", table.provisionedThroughput().numberOfDecreasesToday());
        }
        if (table.onDemandThroughput() != null) {
            limit("max_read_units", table.onDemandThroughput().maxReadRequestUnits());
            limit("max_write_units", table.onDemandThroughput().maxWriteRequestUnits());
        }
        if (table.warmThroughput() != null) {
            number("warm_read_units", table.warmThroughput().readUnitsPerSecond());
            number("warm_write_units", table.warmThroughput().writeUnitsPerSecond());
        }
    }

    private void addSettings(TableDescription table) {
        text(
                "table_class",
                table.tableClassSummary() == null
                        ? "STANDARD"
                        : table.tableClassSummary().tableClassAsString());
        flag("deletion_protection", Boolean.TRUE.equals(table.deletionProtectionEnabled()));
        boolean streams = table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
        text("stream", streams ? table.streamSpecification().streamViewTypeAsString() : "NONE");
        text("stream_arn", table.latestStreamArn());
        text(
                "sse",
                table.sseDescription() == null ? null : table.sseDescription().statusAsString());
        text(
                "kms_key",
                table.sseDescription() == null ? null : table.sseDescription().kmsMasterKeyArn());
        text(
                "replicas",
                table.replicas().isEmpty()
                        ? null
                        : String.join(
                                ", ",
                                table.replicas().stream()
                                        .map(ReplicaDescription::regionName)
                                        .toList()));
    }

    private void text(String column, @Nullable String text) {
        if (text != null) {
            row.put(column, AttributeValue.fromS(text));
        }
    }

    private void number(String column, @Nullable Long number) {
        if (number != null) {
            row.put(column, AttributeValue.fromN(Long.toString(number)));
        }
    }

    /** -1 stands for no limit. */
    private void limit(String column, @Nullable Long number) {
        number(column, number == null || number < 0 ? null : number);
    }

    private void flag(String column, boolean flag) {
        row.put(column, AttributeValue.fromBool(flag));
    }

    private void time(String column, @Nullable Instant time) {
        if (time != null) {
            row.put(column, AttributeValues.of(time.atOffset(ZoneOffset.UTC)));
        }
    }
}
