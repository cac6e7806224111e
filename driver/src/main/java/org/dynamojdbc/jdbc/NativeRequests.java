package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.execute.ReadOptions;
import org.dynamojdbc.plan.Plan;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@code nativeSQL} gives: the calls as JSON, one a line; the statement itself where there is no call to show. */
final class NativeRequests {
    private NativeRequests() {}

    /** Parameters are shown as NULL. */
    static String of(String sql, Session session) {
        KnownStatement parsed = session.parse(sql);
        Plan plan = session.plan(
                parsed,
                Collections.nCopies(parsed.parameterCount(), AttributeValue.fromNul(true)),
                0,
                session.executor().begin(null, null));
        if (plan instanceof Plan.Read read) {
            return session.executor().request(read.choice().path(), ReadOptions.DEFAULT);
        }
        if (plan instanceof Plan.Count count) {
            return session.executor().request(count.choice().path(), ReadOptions.DEFAULT);
        }
        if (plan instanceof Plan.Write write) {
            List<String> requests = new ArrayList<>();
            for (ItemWrite one : write.writes()) {
                requests.add(session.executor().request(one));
            }
            return String.join("\n", requests);
        }
        return sql;
    }
}
