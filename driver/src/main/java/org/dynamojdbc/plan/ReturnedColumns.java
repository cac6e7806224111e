package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.scalar.Scalar;
import org.dynamojdbc.scalar.ScalarEvaluator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.DynamoNumber;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The columns that RETURNING gives: those of items, and what the driver computes of each item. */
final class ReturnedColumns {
    private final OutputColumns stored;
    private final Scope scope;
    private final Constants constants;
    private final ScalarBuilder scalars;

    ReturnedColumns(Catalog catalog, Scope scope, Constants constants) {
        this.stored = new OutputColumns(catalog, scope, constants);
        this.scope = scope;
        this.constants = constants;
        this.scalars = new ScalarBuilder(scope, constants);
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
        Scalar scalar = scalar(item.expression());
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
                ScalarTypes.of(scalar, scope),
                "",
                true,
                null,
                row -> plain(ScalarEvaluator.evaluate(scalar, row)));
    }

    private Scalar scalar(Expression expression) {
        try {
            return shownAmongOthers(scalars.build(expression));
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

    /** Where times meet values of other types, the type of the column does not tell of them: they come as their text. */
    private Scalar shownAmongOthers(Scalar scalar) {
        if (ScalarTypes.of(scalar, scope).kind() != ColumnType.Kind.ANY) {
            return scalar;
        }
        if (scalar instanceof Scalar.Call call) {
            return switch (call.function()) {
                case COALESCE, IFNULL, NVL -> new Scalar.Call(
                        call.function(),
                        call.arguments().stream().map(this::shown).toList(),
                        call.position());
                default -> call;
            };
        }
        return scalar instanceof Scalar.Case choice
                ? new Scalar.Case(
                        choice.branches().stream()
                                .map(branch -> new Scalar.Branch(branch.condition(), shown(branch.value())))
                                .toList(),
                        shown(choice.otherwise()))
                : scalar;
    }

    private Scalar shown(Scalar alternative) {
        ColumnType type = ScalarTypes.of(alternative, scope);
        return TimeTypes.isKeptInOwnForm(type) ? new Scalar.Shown(alternative, type) : shownAmongOthers(alternative);
    }

    /** Numbers as items hold them, 40 and not 4E+1. */
    private static @Nullable AttributeValue plain(@Nullable AttributeValue value) {
        if (value == null || value.n() == null) {
            return value;
        }
        BigDecimal number = new BigDecimal(value.n());
        return number.scale() < 0 && DynamoNumber.fits(number) ? AttributeValue.fromN(number.toPlainString()) : value;
    }
}
