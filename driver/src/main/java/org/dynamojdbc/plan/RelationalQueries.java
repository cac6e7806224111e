package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;
import org.dynamojdbc.relational.ItemExpression;
import org.dynamojdbc.relational.RelationalOptions;
import org.dynamojdbc.relational.RelationalPlanner;
import org.dynamojdbc.relational.RelationalQuery;
import org.dynamojdbc.relational.run.Consistency;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way of every query that one table's access paths do not answer alone. The relational engine is made when the first
 * such query comes: point reads never load it. Safe to use from several threads.
 */
public final class RelationalQueries {
    private volatile @Nullable RelationalPlanner planner;

    /**
     * The plan of a query.
     *
     * @param parameters one value per {@code ?} of the statement
     */
    public Plan.Relational plan(Query query, List<AttributeValue> parameters, PlannerOptions options, Catalog catalog) {
        Hints hints = hints(query);
        if (hints.resumeToken() != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "this statement is answered by the relational engine, which cannot be resumed; leave out RESUME");
        }
        RelationalQuery planned = planner().plan(query, options(options, hints), catalog);
        List<String> warnings = options.scan() == ScanPolicy.WARN ? planned.warnings(parameters) : List.of();
        if (options.scan() != ScanPolicy.WARN) {
            planned.check(parameters);
        }
        return new Plan.Relational(planned, parameters, hints, warnings);
    }

    /** The planned query, for the columns of its result. */
    RelationalQuery planned(Query query, PlannerOptions options, Catalog catalog) {
        return planner().plan(query, options(options, hints(query)), catalog);
    }

    /**
     * An expression over one item of a table.
     *
     * @param qualifier what the statement calls the table
     * @param excluded whether another item of the table may be named too, as excluded
     */
    ItemExpression expression(Expression expression, Table table, String qualifier, boolean excluded, Catalog catalog) {
        return planner().expression(expression, table.name(), qualifier, excluded, catalog);
    }

    /** The places of the first table's items that a query looks at. */
    List<AttributePath> inputs(Query query, Catalog catalog) {
        return planner().inputs(query, catalog);
    }

    /** The plan of a query whose rows are written next: it misses no item that is there. */
    RelationalQuery planToWrite(Query query, PlannerOptions options, Catalog catalog) {
        Hints hints = hints(query);
        return planner()
                .planToWrite(
                        query,
                        new RelationalOptions(
                                options.consistentRead() || hints.consistent()
                                        ? Consistency.STRONG
                                        : Consistency.STRONG_OFF_INDEXES,
                                options.scan() != ScanPolicy.DENY && !hints.noScan(),
                                options.pushdown(),
                                options.maxMemoryRows(),
                                false,
                                0),
                        catalog);
    }

    /** Whether the engine has planned this very query before, so that the direct way need not be tried. */
    boolean knows(Query query) {
        RelationalPlanner existing = planner;
        return existing != null && existing.knows(query);
    }

    private static RelationalOptions options(PlannerOptions options, Hints hints) {
        return new RelationalOptions(
                options.consistentRead() || hints.consistent() ? Consistency.STRONG : Consistency.EVENTUAL,
                options.scan() != ScanPolicy.DENY && !hints.noScan(),
                options.pushdown(),
                options.maxMemoryRows(),
                options.expired() == PlannerOptions.Expired.HIDDEN,
                options.maxRows());
    }

    private static Hints hints(Query query) {
        return query.body() instanceof QueryBody.Select select ? Hints.of(select.hints()) : Hints.NONE;
    }

    private RelationalPlanner planner() {
        RelationalPlanner existing = planner;
        if (existing == null) {
            synchronized (this) {
                existing = planner;
                if (existing == null) {
                    existing = new RelationalPlanner();
                    planner = existing;
                }
            }
        }
        return existing;
    }
}
