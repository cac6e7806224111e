package org.dynamojdbc.jdbc;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.plan.PlannerOptions;
import org.jspecify.annotations.Nullable;

/**
 * The connection properties that statements obey and that SET can change.
 *
 * @param fetchSize items per page, 0 for the service's 1 MB pages
 * @param maxReadUnits a statement's budget, 0 for none
 * @param maxWriteUnits likewise
 * @param initial what SET ... TO DEFAULT goes back to, null when this is the initial one
 */
record SessionSettings(
        PlannerOptions planning,
        int fetchSize,
        int prefetchPages,
        int scanParallelism,
        double maxReadUnits,
        double maxWriteUnits,
        @Nullable SessionSettings initial) {

    private SessionSettings first() {
        return initial == null ? this : initial;
    }

    SessionSettings withReadOnly(boolean readOnly) {
        return with(planning.withReadOnly(readOnly));
    }

    private SessionSettings with(PlannerOptions changed) {
        return new SessionSettings(
                changed, fetchSize, prefetchPages, scanParallelism, maxReadUnits, maxWriteUnits, first());
    }

    /** The settings with one property changed; null puts its default back. */
    SessionSettings with(String property, @Nullable String value) {
        SessionSettings base = first();
        PlannerOptions options = planning;
        PlannerOptions defaults = base.planning;
        return switch (property.toLowerCase(Locale.ROOT)) {
            case "consistentread" -> with(
                    options.withConsistentRead(value == null ? defaults.consistentRead() : truth(property, value)));
            case "readonly" -> withReadOnly(value == null ? defaults.readOnly() : truth(property, value));
            case "scan" -> with(options.withScan(value == null ? defaults.scan() : scanPolicy(value)));
            case "setnull" -> with(options.withSetNull(value == null ? defaults.setNull() : onNull(value)));
            case "hideexpired" -> with(
                    options.withExpired(value == null ? defaults.expired() : expired(truth(property, value))));
            case "maxmemoryrows" -> with(options.withMaxMemoryRows(
                    value == null ? defaults.maxMemoryRows() : (long) number(property, value, 0, 1e12)));
            case "fetchsize" -> new SessionSettings(
                    options,
                    value == null ? base.fetchSize : (int) number(property, value, 0, 1_000_000),
                    prefetchPages,
                    scanParallelism,
                    maxReadUnits,
                    maxWriteUnits,
                    base);
            case "prefetchpages" -> new SessionSettings(
                    options,
                    fetchSize,
                    value == null ? base.prefetchPages : (int) number(property, value, 0, 1_000),
                    scanParallelism,
                    maxReadUnits,
                    maxWriteUnits,
                    base);
            case "scanparallelism" -> new SessionSettings(
                    options,
                    fetchSize,
                    prefetchPages,
                    value == null ? base.scanParallelism : (int) number(property, value, 1, 1_000),
                    maxReadUnits,
                    maxWriteUnits,
                    base);
            case "maxreadunits" -> new SessionSettings(
                    options,
                    fetchSize,
                    prefetchPages,
                    scanParallelism,
                    value == null ? base.maxReadUnits : number(property, value, 0, 1e12),
                    maxWriteUnits,
                    base);
            case "maxwriteunits" -> new SessionSettings(
                    options,
                    fetchSize,
                    prefetchPages,
                    scanParallelism,
                    maxReadUnits,
                    value == null ? base.maxWriteUnits : number(property, value, 0, 1e12),
                    base);
            default -> throw new SqlFailure(
                    SqlState.UNDEFINED_OBJECT,
                    "SET " + property + ": no property of this name can change while connected; consistentRead,"
                            + " readOnly, scan, setNull, hideExpired, fetchSize, prefetchPages, scanParallelism,"
                            + " maxReadUnits, maxWriteUnits and maxMemoryRows can");
        };
    }

    /** The value of a property that SET can change, as SET takes it; null for the others. */
    @Nullable
    String value(Property property) {
        return switch (property) {
            case CONSISTENT_READ -> String.valueOf(planning.consistentRead());
            case READ_ONLY -> String.valueOf(planning.readOnly());
            case SCAN -> planning.scan().name().toLowerCase(Locale.ROOT);
            case SET_NULL -> planning.setNull() == ItemWrite.OnNull.STORED ? "store" : "remove";
            case HIDE_EXPIRED -> String.valueOf(planning.expired() == PlannerOptions.Expired.HIDDEN);
            case MAX_MEMORY_ROWS -> String.valueOf(planning.maxMemoryRows());
            case FETCH_SIZE -> String.valueOf(fetchSize);
            case PREFETCH_PAGES -> String.valueOf(prefetchPages);
            case SCAN_PARALLELISM -> String.valueOf(scanParallelism);
            case MAX_READ_UNITS -> number(maxReadUnits);
            case MAX_WRITE_UNITS -> number(maxWriteUnits);
            default -> null;
        };
    }

    private static String number(double value) {
        return new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    private static boolean truth(String property, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(property, value, "true or false");
        };
    }

    private static PlannerOptions.ScanPolicy scanPolicy(String value) {
        return Arrays.stream(PlannerOptions.ScanPolicy.values())
                .filter(policy -> policy.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> refused("scan", value, "allow, warn or deny"));
    }

    static ItemWrite.OnNull onNull(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "store" -> ItemWrite.OnNull.STORED;
            case "remove" -> ItemWrite.OnNull.REMOVED;
            default -> throw refused("setNull", value, "store or remove");
        };
    }

    static PlannerOptions.Expired expired(boolean hidden) {
        return hidden ? PlannerOptions.Expired.HIDDEN : PlannerOptions.Expired.SHOWN;
    }

    private static double number(String property, String value, double least, double most) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            SqlFailure failure = refused(property, value, "a number");
            failure.addSuppressed(notANumber);
            throw failure;
        }
        throw refused(property, value, "a number of " + (long) least + " to " + (long) most);
    }

    private static SqlFailure refused(String property, String value, String wanted) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE, "SET " + property + " takes " + wanted + ", not '" + value + "'");
    }
}
