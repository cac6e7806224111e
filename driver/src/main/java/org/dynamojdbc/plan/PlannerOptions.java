package org.dynamojdbc.plan;

/**
 * What connection properties ask of every plan.
 *
 * @param consistentRead strongly consistent reads wherever DynamoDB has them
 * @param readOnly writes and DDL are refused with 25006
 * @param scan what a full Scan meets
 * @param pushdown false keeps every filter in the driver (the same rows, more of them on the wire)
 */
public record PlannerOptions(boolean consistentRead, boolean readOnly, ScanPolicy scan, boolean pushdown) {
    public static final PlannerOptions DEFAULT = new PlannerOptions(false, false, ScanPolicy.WARN, true);

    /** What happens to a statement that has to scan a table. */
    public enum ScanPolicy {
        ALLOW,
        /** An SQLWarning says what it will cost. */
        WARN,
        /** Refused with 53400 before anything is sent. */
        DENY
    }
}
