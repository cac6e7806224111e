package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.plan.Plan;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@code nativeSQL} gives: the calls as JSON, one a line; the statement itself where there is no call to show. */
final class NativeRequests {
    private NativeRequests() {}

    /** Parameters are shown as NULL. Tables are described for it when they were not yet; nothing is read. */
    static String of(String sql, Session session) {
        KnownStatement parsed = session.parse(sql);
        Plan plan = session.unread(
                parsed,
                Collections.nCopies(parsed.parameterCount(), AttributeValue.fromNul(true)),
                session.executor().begin(null, null));
        if (plan instanceof Plan.Read read) {
            return request(read.choice(), ReadOptions.DEFAULT.withRows(read.offset(), read.limit()), sql, session);
        }
        if (plan instanceof Plan.Count count) {
            return request(count.choice(), ReadOptions.DEFAULT, sql, session);
        }
        if (plan instanceof Plan.Write write) {
            List<String> requests = new ArrayList<>();
            for (ItemWrite one : write.writes()) {
                requests.add(session.executor().request(one));
            }
            return requests.isEmpty() ? sql : String.join("\n", requests);
        }
        return sql;
    }

    private static String request(Choice choice, ReadOptions options, String sql, Session session) {
        String request = session.executor().request(choice.path(), options);
        return request.isEmpty() ? sql : request;
    }
}
