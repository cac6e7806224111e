package org.dynamojdbc.jdbc;

import org.dynamojdbc.execute.call.Pace;
import org.dynamojdbc.type.Documents;

/**
 * What the statements of one connection begin with and share, fixed when it is opened.
 *
 * @param queryTimeoutSeconds default of setQueryTimeout, 0 for none
 * @param batchFlushRows rows of a batch that are sent before executeBatch, 0 for none
 * @param pace the connection's rate
 * @param log what is told when a statement is done
 * @param properties what SHOW shows
 * @param documents how columns of lists, sets and maps are shown
 */
record StatementDefaults(
        int queryTimeoutSeconds,
        int batchFlushRows,
        Pace pace,
        StatementLog log,
        ShownProperties properties,
        Documents documents) {
    static final StatementDefaults NONE = new StatementDefaults(
            0, 0, Pace.UNLIMITED, new StatementLog(StatementLog.Detail.OFF, 0), ShownProperties.NONE, Documents.TEXT);
}
