package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.NullOrder;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Vectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the queries that a vector index answers: {@code SELECT ... FROM t WHERE conditions ORDER BY
 * vector_distance(attribute, vector [, function]) LIMIT k}, where the index can test the conditions while it searches. All
 * others compute distances after a read: a condition tested on what a search has found would leave too few rows.
 */
final class VectorSearchPlanner {
    private static final String FUNCTION = "vector_distance";

    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;

    VectorSearchPlanner(Catalog catalog, Constants constants, PlannerOptions options) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
    }

    /** Empty when no vector index answers the query. */
    Optional<Plan> plan(Query query) {
        if (!(query.body() instanceof QueryBody.Select select) || !mayBeNearest(query, select)) {
            return Optional.empty();
        }
        Expression.FunctionCall distance = distance(query.orderBy().get(0), select);
        if (distance == null || !(select.from().get(0) instanceof Relation.TableReference reference)) {
            return Optional.empty();
        }
        Table table = At.table(catalog, reference.table(), reference.position());
        if (table.vectorIndexes().isEmpty()) {
            return Optional.empty();
        }
        Scope scope = new Scope(table, reference.alias(), catalog.knownColumns(table));
        return plan(query, select, reference, distance, scope);
    }

    private boolean mayBeNearest(Query query, QueryBody.Select select) {
        return query.with().isEmpty()
                && query.orderBy().size() == 1
                && query.limit() != null
                && !select.distinct()
                && select.groupBy().isEmpty()
                && select.having() == null
                && select.windows().isEmpty()
                && select.from().size() == 1
                && !options.consistentRead()
                && options.pushdown()
                && options.expired() == PlannerOptions.Expired.SHOWN;
    }

    /** The call that is ordered by, written there or in the select list; null when it is another order. */
    private static Expression.@Nullable FunctionCall distance(SortItem sort, QueryBody.Select select) {
        if (sort.descending() || sort.nulls() == NullOrder.FIRST) {
            return null;
        }
        Expression expression = sort.expression();
        if (expression instanceof Expression.NumberLiteral number
                && number.value().compareTo(BigDecimal.valueOf(select.items().size())) <= 0
                && number.value().signum() > 0
                && select.items().get(number.value().intValue() - 1) instanceof SelectItem.SelectExpression selected) {
            expression = selected.expression();
        }
        if (expression instanceof Expression.PathExpression path
                && path.steps().size() == 1
                && path.steps().get(0) instanceof Step.Name name) {
            expression = select.items().stream()
                    .filter(item -> item instanceof SelectItem.SelectExpression selected
                            && name.text().equals(selected.alias()))
                    .map(item -> ((SelectItem.SelectExpression) item).expression())
                    .findFirst()
                    .orElse(expression);
        }
        return expression instanceof Expression.FunctionCall call && isDistance(call) ? call : null;
    }

    private static boolean isDistance(Expression.FunctionCall call) {
        return call.name().equalsIgnoreCase(FUNCTION)
                && (call.arguments().size() == 2 || call.arguments().size() == 3)
                && call.arguments().get(0) instanceof Expression.PathExpression
                && call.over() == null
                && call.filter() == null
                && !call.distinct();
    }

    private Optional<Plan> plan(
            Query query,
            QueryBody.Select select,
            Relation.TableReference reference,
            Expression.FunctionCall distance,
            Scope scope) {
        Hints hints = Hints.of(select.hints(), scope);
        SegmentCondition segment = SegmentCondition.split(select.where(), constants);
        if (hints.consistent() || hints.resumeToken() != null || segment.segment() != null) {
            return Optional.empty();
        }
        long offset = query.offset() == null ? 0 : constants.rowCount(query.offset(), "OFFSET");
        long limit = constants.rowCount(Objects.requireNonNull(query.limit()), "LIMIT");
        Optional<double[]> vector = constants.value(distance.arguments().get(1)).flatMap(Vectors::of);
        if (limit < 1 || ReadOptions.sum(offset, limit) > VectorSearch.MOST || vector.isEmpty()) {
            return Optional.empty();
        }
        Predicate where = new PredicateBuilder(scope, constants).build(segment.rest());
        Optional<VectorIndex> index = index(scope, distance, reference.index(), hints.index(), where);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        checkLength(vector.get(), index.get(), distance);
        List<OutputColumn> columns = columns(select.items(), distance, scope);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<AttributeValue> numbers =
                constants.value(distance.arguments().get(1)).orElseThrow().l();
        return Optional.of(new Plan.Nearest(
                new VectorSearch(
                        scope.table(),
                        index.get(),
                        numbers,
                        Math.toIntExact(offset + limit),
                        where,
                        projection(select.items(), columns, scope.table(), index.get())),
                columns,
                offset,
                limit,
                hints));
    }

    private static void checkLength(double[] vector, VectorIndex index, Expression place) {
        if (vector.length != index.dimensions()) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(place.position()) + "the vector has " + vector.length + " numbers, but those of index "
                            + index.name() + " have " + index.dimensions());
        }
    }

    /** The usable index that measures as asked and tests just these conditions. */
    private Optional<VectorIndex> index(
            Scope scope,
            Expression.FunctionCall distance,
            @Nullable String named,
            @Nullable String hinted,
            Predicate where) {
        AttributePath attribute =
                scope.resolve((Expression.PathExpression) distance.arguments().get(0));
        String function = distance.arguments().size() == 2
                ? VectorIndex.Distance.COSINE.name()
                : constants.text(distance.arguments().get(2)).toUpperCase(Locale.ROOT);
        if (!attribute.steps().isEmpty()) {
            return Optional.empty();
        }
        return scope.table().vectorIndexes().stream()
                .filter(VectorIndex::usable)
                .filter(index -> named == null || index.name().equals(named))
                .filter(index -> hinted == null || index.name().equals(hinted))
                .filter(index -> index.attribute().equals(attribute.root())
                        && index.distance().name().equals(function)
                        && new SearchCondition(index).takes(where))
                .findFirst();
    }

    /** The same distance, although its parameters are others of the same values. */
    private boolean isSame(Expression expression, Expression.FunctionCall distance) {
        if (!(expression instanceof Expression.FunctionCall call)
                || !isDistance(call)
                || call.arguments().size() != distance.arguments().size()
                || !call.arguments().get(0).equals(distance.arguments().get(0))) {
            return false;
        }
        for (int i = 1; i < call.arguments().size(); i++) {
            Optional<AttributeValue> value = constants.value(call.arguments().get(i));
            if (value.isEmpty()
                    || !value.equals(constants.value(distance.arguments().get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Empty when the select list has something beside attributes, constants and the distance itself. */
    private List<OutputColumn> columns(List<SelectItem> items, Expression.FunctionCall distance, Scope scope) {
        OutputColumns output = new OutputColumns(catalog, scope, constants);
        List<OutputColumn> columns = new ArrayList<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.SelectExpression selected && isSame(selected.expression(), distance)) {
                String label = selected.alias() == null ? FUNCTION : selected.alias();
                columns.add(new OutputColumn(
                        label, label, VectorSearch.DISTANCE, null, ColumnType.of(ColumnType.Kind.DOUBLE), "", true));
            } else if (item instanceof SelectItem.AllColumns
                    || (item instanceof SelectItem.SelectExpression other
                            && (other.expression() instanceof Expression.PathExpression
                                    || constants.value(other.expression()).isPresent()))) {
                columns.addAll(output.of(List.of(item)));
            } else {
                return List.of();
            }
        }
        return columns;
    }

    /** What to take from the index; empty when it has not all that is wanted. */
    private static List<AttributePath> projection(
            List<SelectItem> items, List<OutputColumn> columns, Table table, VectorIndex index) {
        if (items.stream().anyMatch(SelectItem.AllColumns.class::isInstance)) {
            return List.of();
        }
        Set<String> held = new HashSet<>(index.included());
        table.key().attributes().forEach(key -> held.add(key.name()));
        Set<AttributePath> paths = new LinkedHashSet<>();
        table.key().attributes().forEach(key -> paths.add(AttributePath.of(key.name())));
        for (OutputColumn column : columns) {
            AttributePath path = column.path();
            if (path != null && !path.equals(VectorSearch.DISTANCE)) {
                if (index.projection() != Index.Projection.ALL && !held.contains(path.root())) {
                    return List.of();
                }
                paths.add(AttributePath.of(path.root()));
            }
        }
        return List.copyOf(paths);
    }
}
