package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ScanWarning;
import org.dynamojdbc.execute.write.ItemWrite.OnNull;

/**
 * What connection properties ask of every plan.
 *
 * @param consistentRead strongly consistent reads wherever DynamoDB has them
 * @param readOnly writes and DDL are refused with 25006
 * @param scan what a full Scan meets
 * @param maxMemoryRows rows that a relational query may keep in memory to sort, group and join
 * @param pushdown false keeps every filter in the driver (the same rows, more of them on the wire)
 * @param setNull what SET a = NULL does
 * @param maxRows rows of a query's result that somebody will read, 0 for all: fewer may be cheaper to get another way
 */
public record PlannerOptions(
        boolean consistentRead,
        boolean readOnly,
        ScanPolicy scan,
        boolean pushdown,
        long maxMemoryRows,
        OnNull setNull,
        Expired expired,
        long maxRows) {
    private static final long MEMORY_ROWS = 1_000_000;

    public static final PlannerOptions DEFAULT = new PlannerOptions(false, false, ScanPolicy.WARN, true);

    /** NULLs are stored and expired rows are shown. */
    public PlannerOptions(boolean consistentRead, boolean readOnly, ScanPolicy scan, boolean pushdown) {
        this(consistentRead, readOnly, scan, pushdown, MEMORY_ROWS, OnNull.STORED, Expired.SHOWN, 0);
    }

    public PlannerOptions withConsistentRead(boolean changed) {
        return new PlannerOptions(changed, readOnly, scan, pushdown, maxMemoryRows, setNull, expired, maxRows);
    }

    public PlannerOptions withReadOnly(boolean changed) {
        return new PlannerOptions(consistentRead, changed, scan, pushdown, maxMemoryRows, setNull, expired, maxRows);
    }

    public PlannerOptions withScan(ScanPolicy changed) {
        return new PlannerOptions(
                consistentRead, readOnly, changed, pushdown, maxMemoryRows, setNull, expired, maxRows);
    }

    public PlannerOptions withMaxMemoryRows(long changed) {
        return new PlannerOptions(consistentRead, readOnly, scan, pushdown, changed, setNull, expired, maxRows);
    }

    public PlannerOptions withSetNull(OnNull changed) {
        return new PlannerOptions(consistentRead, readOnly, scan, pushdown, maxMemoryRows, changed, expired, maxRows);
    }

    public PlannerOptions withExpired(Expired changed) {
        return new PlannerOptions(consistentRead, readOnly, scan, pushdown, maxMemoryRows, setNull, changed, maxRows);
    }

    public PlannerOptions withMaxRows(long changed) {
        return new PlannerOptions(consistentRead, readOnly, scan, pushdown, maxMemoryRows, setNull, expired, changed);
    }

    /** What is said of a read that scans, nothing when nobody asked for it. */
    List<String> scanWarnings(Choice choice) {
        return scan == ScanPolicy.WARN
                ? ScanWarning.of(choice.path(), choice.cost().readUnits()).stream()
                        .toList()
                : List.of();
    }

    /** Whether SELECT gives the items whose TTL column lies in the past, until DynamoDB deletes them. */
    public enum Expired {
        SHOWN,
        HIDDEN
    }

    /** What happens to a statement that has to scan a table. */
    public enum ScanPolicy {
        ALLOW,
        /** An SQLWarning says what it will cost. */
        WARN,
        /** Refused with 53400 before anything is sent. */
        DENY
    }
}
