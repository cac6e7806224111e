package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The columns a SELECT list gives. */
final class OutputColumns {
    private final Catalog catalog;
    private final Scope scope;
    private final Constants constants;

    OutputColumns(Catalog catalog, Scope scope, Constants constants) {
        this.catalog = catalog;
        this.scope = scope;
        this.constants = constants;
    }

    List<OutputColumn> of(List<SelectItem> items) {
        List<OutputColumn> columns = new ArrayList<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.AllColumns all) {
                columns.addAll(all(all));
            } else {
                columns.add(column((SelectItem.SelectExpression) item));
            }
        }
        return columns;
    }

    /** One BIGINT column per COUNT(*). */
    List<OutputColumn> count(List<SelectItem> items) {
        return items.stream()
                .map(item -> ((SelectItem.SelectExpression) item).alias())
                .map(alias -> new OutputColumn(
                        alias == null ? "count" : alias,
                        "count",
                        AttributePath.of("count"),
                        null,
                        ColumnType.of(ColumnType.Kind.BIGINT),
                        "",
                        false))
                .toList();
    }

    private List<OutputColumn> all(SelectItem.AllColumns all) {
        if (all.qualifier() != null && !scope.isQualifier(all.qualifier())) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_TABLE,
                    At.of(all.position()) + "'" + all.qualifier() + "' is not in FROM"
                            + Suggestions.didYouMean(
                                    all.qualifier(), List.of(scope.table().name())));
        }
        Table table = scope.table();
        return catalog.columns(table).stream().map(c -> column(c, table)).toList();
    }

    private static OutputColumn column(Column column, Table table) {
        return new OutputColumn(
                column.name(),
                column.name(),
                AttributePath.of(column.name()),
                null,
                column.type(),
                table.name(),
                column.nullable());
    }

    private OutputColumn column(SelectItem.SelectExpression item) {
        Expression expression = item.expression();
        if (expression instanceof Expression.PathExpression path) {
            return attribute(scope.resolve(path), item.alias());
        }
        if (Constants.isVolatile(expression)) {
            throw Planner.notPlanned(expression.position(), "a value of its own for each row");
        }
        Optional<AttributeValue> constant = constants.value(expression);
        if (constant.isPresent()) {
            return constant(constant.get(), item.alias());
        }
        if (expression instanceof Expression.FunctionCall call
                && !FeatureNames.isSqlFunction(call.name())
                && !ConditionFunctions.isKnown(call.name())) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_FUNCTION, At.of(call.position()) + "unknown function " + call.name());
        }
        throw Planner.notPlanned(expression.position(), FeatureNames.of(expression) + " in the select list");
    }

    private OutputColumn attribute(AttributePath path, @Nullable String alias) {
        String name = lastName(path);
        ColumnType type = scope.knownType(path)
                .orElse(ColumnType.of(path.steps().isEmpty() ? ColumnType.Kind.UNSAMPLED : ColumnType.Kind.ANY));
        return new OutputColumn(
                alias == null ? name : alias,
                name,
                path,
                null,
                type,
                scope.table().name(),
                scope.isNullable(path));
    }

    private static String lastName(AttributePath path) {
        for (int i = path.steps().size() - 1; i >= 0; i--) {
            if (path.steps().get(i) instanceof AttributePath.Step.Field field) {
                return field.name();
            }
        }
        return path.root();
    }

    static OutputColumn constant(AttributeValue value, @Nullable String alias) {
        String label = alias == null ? "value" : alias;
        return new OutputColumn(label, label, null, value, ColumnType.of(AttributeType.of(value)), "", true);
    }
}
