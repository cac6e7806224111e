package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a plan leaves for the next execution of its statement, which then only puts its parameters in. Immutable. It holds
 * nothing of the execution it comes from, and notices when the table, its columns or the options have changed.
 */
public sealed interface KnownPlan permits PointRead, RowInsert {
    /** The plan for other values; null when the statement has to be planned anew. */
    @Nullable
    Plan plan(Catalog catalog, PlannerOptions options, List<AttributeValue> values);

    /** What can be kept of a plan, null for most statements. */
    static @Nullable KnownPlan of(
            Statement statement,
            int parameterCount,
            Plan plan,
            Catalog catalog,
            PlannerOptions options,
            RelationalQueries relational) {
        KnownPlan read = PointRead.of(statement, parameterCount, plan, catalog, options);
        return read != null ? read : RowInsert.of(statement, plan, catalog, options, relational);
    }
}
