package org.dynamojdbc.plan;

import java.util.IdentityHashMap;
import org.dynamojdbc.relational.run.Measurements;

/** What the relational queries of one EXPLAIN ANALYZE did. */
public final class Analysis {
    private final IdentityHashMap<Plan.Relational, Measurements> queries = new IdentityHashMap<>();

    /** What the operators of a query note, and noted. */
    public Measurements of(Plan.Relational query) {
        return queries.computeIfAbsent(query, q -> new Measurements());
    }
}
