package org.dynamojdbc.plan;

/**
 * What connection properties ask of every plan.
 *
 * @param consistentRead strongly consistent reads wherever DynamoDB has them
 * @param readOnly writes and DDL are refused with 25006
 * @param scan what a full Scan meets
 * @param maxMemoryRows rows that a relational query may keep in memory to sort, group and join
 * @param pushdown false keeps every filter in the driver (the same rows, more of them on the wire)
 */
public record PlannerOptions(
        boolean consistentRead, boolean readOnly, ScanPolicy scan, boolean pushdown, long maxMemoryRows) {
    public static final PlannerOptions DEFAULT = new PlannerOptions(false, false, ScanPolicy.WARN, true, 1_000_000);

    /** What happens to a statement that has to scan a table. */
    public enum ScanPolicy {
        ALLOW,
        /** An SQLWarning says what it will cost. */
        WARN,
        /** Refused with 53400 before anything is sent. */
        DENY
    }
}
