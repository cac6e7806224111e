package org.dynamojdbc.execute.call;

/**
 * What a statement's calls obey beside its time.
 *
 * @param maxWriteUnits the statement's budget in write units, 0 for none
 * @param pace the connection's rate
 * @param application name sent with each call, "" for none
 */
public record StatementLimits(double maxWriteUnits, Pace pace, String application) {
    /** No limit. */
    public static final StatementLimits NONE = new StatementLimits(0, Pace.UNLIMITED, "");
}
