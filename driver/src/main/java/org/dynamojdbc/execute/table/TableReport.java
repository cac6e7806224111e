package org.dynamojdbc.execute.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * What the server tells of a table, asked anew. What it does not tell, because it has no such operation or the user may not
 * call it, is null.
 *
 * @param timeToLive the TTL attribute, "" when TTL is off
 * @param recovery point in time recovery
 * @param tags without those that AWS itself sets
 * @param insights contributor insights' mode by index, "" for the table; those that are on
 */
public record TableReport(
        TableDescription description,
        @Nullable String timeToLive,
        @Nullable PointInTimeRecoveryDescription recovery,
        @Nullable Map<String, String> tags,
        @Nullable Map<String, String> insights) {

    /** How much is asked. */
    public enum Detail {
        /** TTL and recovery. */
        STATUS,
        /** Tags and insights too. */
        ALL
    }
}
