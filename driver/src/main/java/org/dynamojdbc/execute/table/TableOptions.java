package org.dynamojdbc.execute.table;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoverySpecification;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.WarmThroughput;

/**
 * The options of one table or index, checked by name and value before anything is sent.
 *
 * @param values in canonical form
 * @param tags values by key, empty to take a tag away
 */
public record TableOptions(Map<TableOption, String> values, Map<String, Optional<String>> tags) {
    /** No options. */
    public static final TableOptions NONE = new TableOptions(Map.of(), Map.of());

    /** What a provisioned table gets when nobody says. */
    private static final long DEFAULT_CAPACITY = 5;

    private static final int LONGEST_RECOVERY_DAYS = 35;

    public TableOptions {
        Map<TableOption, String> checked = new EnumMap<>(TableOption.class);
        values.forEach((option, value) -> checked.put(option, option.checked(value)));
        values = Map.copyOf(checked);
        tags = Map.copyOf(tags);
        check(values);
    }

    private static void check(Map<TableOption, String> values) {
        if (values.containsKey(TableOption.KMS_KEY) && "FALSE".equals(values.getOrDefault(TableOption.SSE, "TRUE"))) {
            throw refused("kms_key goes with sse = true");
        }
        if (values.containsKey(TableOption.RECOVERY_PERIOD_DAYS)
                && "FALSE".equals(values.get(TableOption.POINT_IN_TIME_RECOVERY))) {
            throw refused("recovery_period_days goes with point_in_time_recovery = true");
        }
        if (Long.parseLong(values.getOrDefault(TableOption.RECOVERY_PERIOD_DAYS, "1")) > LONGEST_RECOVERY_DAYS) {
            throw refused("recovery_period_days takes a whole number from 1 to " + LONGEST_RECOVERY_DAYS);
        }
        boolean capacity = hasAny(values, TableOption.READ_CAPACITY, TableOption.WRITE_CAPACITY);
        if (capacity && "PAY_PER_REQUEST".equals(values.get(TableOption.BILLING_MODE))) {
            throw refused("read_capacity and write_capacity go with billing_mode = 'PROVISIONED'");
        }
        boolean most = hasAny(values, TableOption.MAX_READ_UNITS, TableOption.MAX_WRITE_UNITS);
        if (most && (capacity || "PROVISIONED".equals(values.get(TableOption.BILLING_MODE)))) {
            throw refused("max_read_units and max_write_units go with billing_mode = 'PAY_PER_REQUEST'");
        }
    }

    static SqlFailure refused(String sentence) {
        return new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, sentence);
    }

    boolean has(TableOption option) {
        return values.containsKey(option);
    }

    boolean hasAny(TableOption... options) {
        return hasAny(values, options);
    }

    private static boolean hasAny(Map<TableOption, String> values, TableOption... options) {
        for (TableOption option : options) {
            if (values.containsKey(option)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a provisioned throughput is given. */
    public boolean hasCapacity() {
        return hasAny(TableOption.READ_CAPACITY, TableOption.WRITE_CAPACITY);
    }

    /** Whether a limit of on-demand throughput is given. */
    public boolean hasMost() {
        return hasAny(TableOption.MAX_READ_UNITS, TableOption.MAX_WRITE_UNITS);
    }

    @Nullable
    String text(TableOption option) {
        return values.get(option);
    }

    @Nullable
    Long number(TableOption option) {
        String text = values.get(option);
        return text == null ? null : Long.valueOf(text);
    }

    boolean flag(TableOption option) {
        return "TRUE".equals(values.get(option));
    }

    /** The same with this option, unless it is given. */
    public TableOptions withDefault(TableOption option, String value) {
        Map<TableOption, String> more = new LinkedHashMap<>(values);
        more.putIfAbsent(option, value);
        return new TableOptions(more, tags);
    }

    boolean waits() {
        return !"FALSE".equals(values.get(TableOption.WAIT));
    }

    boolean warnsOfUnsupported() {
        return "WARN".equals(values.get(TableOption.UNSUPPORTED));
    }

    boolean isProvisioned() {
        return "PROVISIONED".equals(values.get(TableOption.BILLING_MODE));
    }

    /** What is given, else what {@code otherwise} has, else the default. */
    ProvisionedThroughput throughput(@Nullable Long otherwiseRead, @Nullable Long otherwiseWrite) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(first(number(TableOption.READ_CAPACITY), otherwiseRead))
                .writeCapacityUnits(first(number(TableOption.WRITE_CAPACITY), otherwiseWrite))
                .build();
    }

    private static long first(@Nullable Long given, @Nullable Long otherwise) {
        if (given != null) {
            return given;
        }
        return otherwise == null || otherwise == 0 ? DEFAULT_CAPACITY : otherwise;
    }

    /** Null when no limit is given. */
    @Nullable
    OnDemandThroughput onDemand() {
        return hasAny(TableOption.MAX_READ_UNITS, TableOption.MAX_WRITE_UNITS)
                ? OnDemandThroughput.builder()
                        .maxReadRequestUnits(number(TableOption.MAX_READ_UNITS))
                        .maxWriteRequestUnits(number(TableOption.MAX_WRITE_UNITS))
                        .build()
                : null;
    }

    /** Null when none is given. */
    @Nullable
    WarmThroughput warm() {
        return hasAny(TableOption.WARM_READ_UNITS, TableOption.WARM_WRITE_UNITS)
                ? WarmThroughput.builder()
                        .readUnitsPerSecond(number(TableOption.WARM_READ_UNITS))
                        .writeUnitsPerSecond(number(TableOption.WARM_WRITE_UNITS))
                        .build()
                : null;
    }

    /** Null when the option is not given. */
    @Nullable
    StreamSpecification stream() {
        String view = text(TableOption.STREAM);
        if (view == null) {
            return null;
        }
        return view.equals("NONE")
                ? StreamSpecification.builder().streamEnabled(false).build()
                : StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.valueOf(view))
                        .build();
    }

    /** Null when no option of encryption is given. */
    @Nullable
    SSESpecification encryption() {
        String key = text(TableOption.KMS_KEY);
        if (key != null) {
            return SSESpecification.builder()
                    .enabled(true)
                    .sseType(SSEType.KMS)
                    .kmsMasterKeyId(key)
                    .build();
        }
        return has(TableOption.SSE)
                ? SSESpecification.builder().enabled(flag(TableOption.SSE)).build()
                : null;
    }

    /** Null when no option of it is given. A period alone switches recovery on. */
    @Nullable
    PointInTimeRecoverySpecification recovery() {
        if (!hasAny(TableOption.POINT_IN_TIME_RECOVERY, TableOption.RECOVERY_PERIOD_DAYS)) {
            return null;
        }
        Long days = number(TableOption.RECOVERY_PERIOD_DAYS);
        return PointInTimeRecoverySpecification.builder()
                .pointInTimeRecoveryEnabled(days != null || flag(TableOption.POINT_IN_TIME_RECOVERY))
                .recoveryPeriodInDays(days == null ? null : Math.toIntExact(days))
                .build();
    }
}
