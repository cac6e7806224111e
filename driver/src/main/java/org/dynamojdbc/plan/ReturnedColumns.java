package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.ItemValue;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.type.ColumnType;

/** The columns that RETURNING gives: those of items, and what the driver computes of each item. */
final class ReturnedColumns {
    private final OutputColumns stored;
    private final Constants constants;
    private final ComputedValues computed;

    ReturnedColumns(Catalog catalog, Scope scope, Constants constants, RelationalQueries relational) {
        this.stored = new OutputColumns(catalog, scope, constants);
        this.constants = constants;
        this.computed = new ComputedValues(relational, catalog, scope, constants);
    }

    List<OutputColumn> of(List<SelectItem> items) {
        List<OutputColumn> columns = new ArrayList<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.SelectExpression expression && isComputed(expression.expression())) {
                columns.add(computed(expression, columns.size()));
            } else {
                columns.addAll(stored.of(List.of(item)));
            }
        }
        return columns;
    }

    private boolean isComputed(Expression expression) {
        return !(expression instanceof Expression.PathExpression)
                && (Constants.isVolatile(expression)
                        || constants.value(expression).isEmpty());
    }

    private OutputColumn computed(SelectItem.SelectExpression item, int position) {
        ItemValue value = value(item.expression());
        ColumnType type = computed.type(item.expression());
        String alias = item.alias();
        String label = alias != null
                ? alias
                : item.expression() instanceof Expression.FunctionCall call ? call.name() : "column" + (position + 1);
        return new OutputColumn(
                label,
                label,
                // A name that no attribute has.
                AttributePath.of("\u0000" + position),
                null,
                type.kind() == ColumnType.Kind.UNSAMPLED ? ColumnType.of(ColumnType.Kind.ANY) : type,
                "",
                true,
                null,
                value::on);
    }

    private ItemValue value(Expression expression) {
        try {
            return computed.of(expression);
        } catch (SqlFailure refused) {
            if (refused.state() != SqlState.FEATURE_NOT_SUPPORTED) {
                throw refused;
            }
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    At.of(expression.position()) + FeatureNames.of(expression)
                            + " in RETURNING, or something within it, is not computed there; return the attributes it"
                            + " looks at",
                    refused);
        }
    }
}
