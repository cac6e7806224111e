package org.dynamojdbc.jdbc;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.plan.KnownPlan;
import org.dynamojdbc.plan.Plan;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A statement with its parameters bound, which may be planned by another thread before the batch is executed. */
final class BatchRow {
    private final String sql;
    private final List<AttributeValue> parameters;
    /** Who sets it plans the row. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile @Nullable Ahead ahead;

    /** What a known plan made of the row. */
    record Ahead(KnownPlan by, Plan plan) {}

    BatchRow(String sql, List<AttributeValue> parameters) {
        this.sql = sql;
        this.parameters = List.copyOf(parameters);
    }

    String sql() {
        return sql;
    }

    List<AttributeValue> parameters() {
        return parameters;
    }

    /** Plans the row unless it is being executed. */
    void planAhead(KnownPlan known, Catalog catalog) {
        if (taken.compareAndSet(false, true)) {
            Plan plan = known.ahead(catalog, parameters);
            ahead = plan == null ? null : new Ahead(known, plan);
        }
    }

    /** The row is executed now: its plan where another thread has made one. */
    @Nullable
    Ahead take() {
        return taken.compareAndSet(false, true) ? null : ahead;
    }
}
