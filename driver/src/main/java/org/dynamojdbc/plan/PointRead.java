package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.FullKey;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The plan of a SELECT whose parameters are the full key and nothing else, kept so that the next execution only puts its
 * key in: planning such a statement anew takes as long as a good part of its call. It holds while the table's
 * description, its columns and the options are those it was made with, and for values that need no conversion.
 */
final class PointRead implements KnownPlan {
    private final String tableName;
    private final Table table;
    private final List<Column> known;
    /** Null for a statement that does not ask for all columns. */
    private final @Nullable List<Column> all;

    private final PlannerOptions options;
    private final Plan.Read plan;
    private final AccessPath.GetItem path;
    /** The parameter of each key attribute, in the key's order. */
    private final int[] parameters;

    private PointRead(
            String tableName,
            List<Column> known,
            @Nullable List<Column> all,
            PlannerOptions options,
            Plan.Read plan,
            AccessPath.GetItem path,
            int[] parameters) {
        this.tableName = tableName;
        this.table = path.table();
        this.known = known;
        this.all = all;
        this.options = options;
        this.plan = plan;
        this.path = path;
        this.parameters = parameters;
    }

    /** What can be kept of a plan, null for most statements. */
    static @Nullable PointRead of(
            Statement statement, int parameterCount, Plan plan, Catalog catalog, PlannerOptions options) {
        if (parameterCount == 0
                || !(plan instanceof Plan.Read read)
                || !(read.choice().path() instanceof AccessPath.GetItem path)
                || !path.shape().residual().equals(Predicate.TRUE)
                || !(statement instanceof Statement.QueryStatement query)
                || !(query.query().body() instanceof QueryBody.Select select)
                || query.query().limit() != null
                || query.query().offset() != null
                || !query.query().orderBy().isEmpty()
                || !select.hints().isEmpty()
                || !select.items().stream().allMatch(PointRead::isAttribute)) {
            return null;
        }
        List<Column> known = catalog.knownColumns(path.table());
        Scope scope = new Scope(path.table(), DirectQueries.table(select).alias(), known);
        int[] parameters = parameters(select.where(), parameterCount, path.table(), scope);
        if (parameters == null) {
            return null;
        }
        boolean wantsAll = select.items().stream().anyMatch(SelectItem.AllColumns.class::isInstance);
        return new PointRead(
                DirectQueries.table(select).table(),
                known,
                wantsAll ? catalog.columns(path.table()) : null,
                options,
                read,
                path,
                parameters);
    }

    private static boolean isAttribute(SelectItem item) {
        return item instanceof SelectItem.AllColumns
                || (item instanceof SelectItem.SelectExpression selected
                        && selected.expression() instanceof Expression.PathExpression);
    }

    /** Null unless each term of the condition is {@code =} of another key attribute and another parameter. */
    private static int @Nullable [] parameters(
            @Nullable Expression where, int parameterCount, Table table, Scope scope) {
        List<KeyAttribute> key = table.key().attributes();
        List<Expression> terms =
                where instanceof Expression.And and ? and.terms() : where == null ? List.of() : List.of(where);
        if (terms.size() != key.size() || parameterCount != key.size()) {
            return null;
        }
        int[] parameters = new int[key.size()];
        for (int i = 0; i < parameters.length; i++) {
            AttributePath attribute = AttributePath.of(key.get(i).name());
            Optional<Integer> parameter = terms.stream()
                    .map(term -> parameter(term, attribute, scope))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (parameter.isEmpty()
                    || scope.knownType(attribute)
                            .filter(DeclaredEncoding::hasOwnEncoding)
                            .isPresent()) {
                return null;
            }
            parameters[i] = parameter.get();
        }
        return parameters;
    }

    private static Optional<Integer> parameter(Expression term, AttributePath attribute, Scope scope) {
        return term instanceof Expression.Comparison comparison
                        && comparison.operator() == ComparisonOperator.EQ
                        && comparison.left() instanceof Expression.PathExpression left
                        && comparison.right() instanceof Expression.Parameter right
                        && scope.resolve(left).equals(attribute)
                ? Optional.of(right.index())
                : Optional.empty();
    }

    @Override
    public @Nullable Plan plan(Catalog catalog, PlannerOptions asked, List<AttributeValue> values) {
        if (!asked.equals(options)
                || !catalog.table(tableName).equals(table)
                || !catalog.knownColumns(table).equals(known)
                || (all != null && !catalog.columns(table).equals(all))) {
            return null;
        }
        List<AttributeValue> inOrder = new ArrayList<>(parameters.length);
        for (int parameter : parameters) {
            inOrder.add(values.get(parameter));
        }
        Map<String, AttributeValue> key = FullKey.of(table, inOrder);
        if (key == null) {
            return null;
        }
        Choice choice = new Choice(
                new AccessPath.GetItem(table, key, path.shape()), plan.choice().cost(), true, List.of());
        return new Plan.Read(
                choice, plan.columns(), plan.offset(), plan.limit(), plan.hints(), plan.resumeToken(), plan.warnings());
    }
}
