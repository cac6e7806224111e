package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ReadPreferences;
import org.dynamojdbc.access.ReadRequest;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.NullOrder;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.SortItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans the SELECTs that one table's access paths answer alone; refuses the rest by name. */
final class SelectPlanner {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    SelectPlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    /** The direct way where there is one, else the relational. */
    Plan plan(Query query) {
        Optional<Plan> nearest = nearest(query);
        if (nearest.isPresent()) {
            return nearest.get();
        }
        if (relational.knows(query)) {
            return relational.plan(query, constants.parameters(), options, catalog);
        }
        try {
            return direct(query);
        } catch (SqlFailure refused) {
            if (!isForTheRelationalEngine(refused)) {
                throw refused;
            }
            return relational.plan(query, constants.parameters(), options, catalog);
        }
    }

    private Optional<Plan> nearest(Query query) {
        try {
            return new VectorSearchPlanner(catalog, constants, options).plan(query);
        } catch (SqlFailure refused) {
            if (!isForTheRelationalEngine(refused)) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** What the direct way does not do, or a function it does not know. */
    private static boolean isForTheRelationalEngine(SqlFailure refused) {
        return refused.state() == SqlState.FEATURE_NOT_SUPPORTED || refused.state() == SqlState.UNDEFINED_FUNCTION;
    }

    private Plan direct(Query query) {
        QueryBody body = query.body();
        DirectQueries.refuseClauses(query);
        if (body instanceof QueryBody.Values values) {
            return cut(new ConstantRows(constants).values(values), query);
        }
        QueryBody.Select select = DirectQueries.select(body);
        if (select.from().isEmpty()) {
            refuseResuming(Hints.of(select.hints()), "a SELECT without FROM");
            return cut(new ConstantRows(constants).select(select, query), query);
        }
        Relation.TableReference reference = DirectQueries.table(select);
        Table table = At.table(catalog, reference.table(), reference.position());
        Scope scope = new Scope(table, reference.alias(), catalog.knownColumns(table));
        long offset = query.offset() == null ? 0 : constants.rowCount(query.offset(), "OFFSET");
        long limit = query.limit() == null ? -1 : constants.rowCount(query.limit(), "LIMIT");
        Hints hints = Hints.of(select.hints(), scope);
        if (hints.resumeToken() != null) {
            // The rows that OFFSET skips lie before the place where the read goes on.
            offset = 0;
        }
        SegmentCondition segment = SegmentCondition.split(select.where(), constants);
        Predicate where = ExpiryFilter.of(table, catalog, options)
                .and(new PredicateBuilder(scope, constants).build(segment.rest()));
        OutputColumns output = new OutputColumns(catalog, scope, constants);
        boolean count = DirectQueries.isCount(select);
        if (count) {
            refuseResuming(hints, "COUNT(*)");
        }
        List<OutputColumn> columns = count ? output.count(select.items()) : output.of(select.items());
        List<ReadRequest.Order> order = count ? List.of() : order(query.orderBy(), columns, scope);
        Choice choice = AccessPathChooser.choose(new ReadRequest(
                table,
                reference.index(),
                where,
                count ? List.of() : needed(select.items(), columns),
                order,
                count ? -1 : goal(offset, limit),
                count,
                preferences(hints, segment)));
        if (!choice.ordered()) {
            throw sortNeeded(query.orderBy(), table);
        }
        if (!options.pushdown()) {
            choice = new Choice(
                    choice.path().accept(new LocalFilters()), choice.cost(), choice.ordered(), choice.rejected());
        }
        List<String> warnings = limit == 0 || (count && offset > 0) ? List.of() : options.scanWarnings(choice);
        return count
                ? new Plan.Count(choice, columns, offset, limit, hints, warnings)
                : new Plan.Read(choice, columns, offset, limit, hints, hints.resumeToken(), warnings);
    }

    private static void refuseResuming(Hints hints, String query) {
        if (hints.resumeToken() != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    query + " gives one row, behind which there is nothing to go on with; leave out RESUME");
        }
    }

    /** Rows that are read at the most, -1 for all. */
    private long goal(long offset, long limit) {
        long read = options.maxRows() > 0 && (limit < 0 || limit > options.maxRows()) ? options.maxRows() : limit;
        return read < 0 ? -1 : ReadOptions.sum(offset, read);
    }

    /** Columns without a plan: parameters need no values for them. */
    List<OutputColumn> columns(Query query) {
        try {
            return relational.knows(query)
                    ? relational.planned(query, options, catalog).columns()
                    : directColumns(query);
        } catch (SqlFailure refused) {
            if (!isForTheRelationalEngine(refused)) {
                throw refused;
            }
            return relational.planned(query, options, catalog).columns();
        }
    }

    /** The columns of a query that the direct way answers; refuses any other. */
    List<OutputColumn> directColumns(Query query) {
        QueryBody body = query.body();
        DirectQueries.refuseClauses(query);
        if (body instanceof QueryBody.Values values) {
            return new ConstantRows(constants).values(values).columns();
        }
        QueryBody.Select select = DirectQueries.select(body);
        if (select.from().isEmpty()) {
            return new ConstantRows(constants).select(select, query).columns();
        }
        Relation.TableReference reference = DirectQueries.table(select);
        Table table = At.table(catalog, reference.table(), reference.position());
        Scope scope = new Scope(table, reference.alias(), catalog.knownColumns(table));
        OutputColumns output = new OutputColumns(catalog, scope, constants);
        return DirectQueries.isCount(select) ? output.count(select.items()) : output.of(select.items());
    }

    private ReadPreferences preferences(Hints hints, SegmentCondition segment) {
        return new ReadPreferences(
                options.consistentRead() || hints.consistent(),
                hints.index(),
                options.scan() != ScanPolicy.DENY && !hints.noScan(),
                segment.segment());
    }

    /** Null for SELECT *: every attribute of the item. */
    private static @Nullable List<AttributePath> needed(List<SelectItem> items, List<OutputColumn> columns) {
        if (items.stream().anyMatch(SelectItem.AllColumns.class::isInstance)) {
            return null;
        }
        List<AttributePath> paths = new ArrayList<>();
        for (OutputColumn column : columns) {
            if (column.path() != null && !paths.contains(column.path())) {
                paths.add(column.path());
            }
        }
        return paths;
    }

    private List<ReadRequest.Order> order(List<SortItem> items, List<OutputColumn> columns, Scope scope) {
        List<ReadRequest.Order> order = new ArrayList<>();
        for (SortItem item : items) {
            AttributePath path = sortPath(item, columns, scope);
            if (item.nulls() != NullOrder.DEFAULT && !path.steps().isEmpty()) {
                throw Planner.notPlanned(item.position(), "NULLS FIRST or LAST on a nested attribute");
            }
            order.add(new ReadRequest.Order(path, item.descending()));
        }
        return order;
    }

    /** ORDER BY takes a column's alias, its position in the SELECT list, or an attribute. */
    private AttributePath sortPath(SortItem item, List<OutputColumn> columns, Scope scope) {
        if (item.expression() instanceof Expression.NumberLiteral number) {
            int position = ordinal(number, columns.size());
            AttributePath path = columns.get(position - 1).path();
            if (path != null) {
                return path;
            }
        }
        if (item.expression() instanceof PathExpression path) {
            if (path.steps().size() == 1) {
                String name = ((org.dynamojdbc.tree.Step.Name) path.steps().get(0)).text();
                Optional<OutputColumn> aliased = columns.stream()
                        .filter(c -> c.label().equals(name) && c.path() != null)
                        .findFirst();
                if (aliased.isPresent() && aliased.get().path() != null) {
                    return java.util.Objects.requireNonNull(aliased.get().path());
                }
            }
            return scope.resolve(path);
        }
        throw Planner.notPlanned(item.position(), "ORDER BY an expression");
    }

    private static int ordinal(Expression.NumberLiteral number, int columns) {
        try {
            int position = number.value().intValueExact();
            if (position >= 1 && position <= columns) {
                return position;
            }
        } catch (ArithmeticException notWhole) {
            throw ordinalFailure(number, columns, notWhole);
        }
        throw ordinalFailure(number, columns, null);
    }

    private static SqlFailure ordinalFailure(Expression.NumberLiteral number, int columns, @Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.SYNTAX_ERROR,
                At.of(number.position()) + "ORDER BY position " + number.value()
                        + " is not in the select list, which has " + columns + " columns",
                cause);
    }

    private static SqlFailure sortNeeded(List<SortItem> items, Table table) {
        Set<String> sortable = new TreeSet<>();
        table.key().sort().forEach(a -> sortable.add(a.name()));
        table.indexes().forEach(i -> i.key().sort().forEach(a -> sortable.add(a.name() + " (index " + i.name() + ")")));
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(items.get(0).position()) + "this ORDER BY needs a sort, which this version does not do; "
                        + table.name()
                        + (sortable.isEmpty()
                                ? " has no sort key"
                                : " delivers the order of " + String.join(", ", sortable)
                                        + " when WHERE fixes the partition key"));
    }

    private Plan cut(Plan.Constant plan, Query query) {
        if (!query.orderBy().isEmpty()) {
            if (plan.rows().size() > 1) {
                throw Planner.notPlanned(query.orderBy().get(0).position(), "ORDER BY over VALUES");
            }
        }
        long offset = query.offset() == null ? 0 : constants.rowCount(query.offset(), "OFFSET");
        long limit = query.limit() == null ? Long.MAX_VALUE : constants.rowCount(query.limit(), "LIMIT");
        List<Map<String, AttributeValue>> rows =
                plan.rows().stream().skip(offset).limit(limit).toList();
        return new Plan.Constant(plan.columns(), rows);
    }
}
