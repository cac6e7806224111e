package org.dynamojdbc.jdbc;

import org.dynamojdbc.execute.Pace;

/**
 * What the statements of one connection begin with and share, fixed when it is opened.
 *
 * @param queryTimeoutSeconds default of setQueryTimeout, 0 for none
 * @param batchFlushRows rows of a batch that are sent before executeBatch, 0 for none
 * @param pace the connection's rate
 * @param log what is told when a statement is done
 * @param properties what SHOW shows
 */
record StatementDefaults(
        int queryTimeoutSeconds, int batchFlushRows, Pace pace, StatementLog log, ShownProperties properties) {
    static final StatementDefaults NONE = new StatementDefaults(
            0, 0, Pace.UNLIMITED, new StatementLog(StatementLog.Detail.OFF, 0), ShownProperties.NONE);
}
