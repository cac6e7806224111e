package org.dynamojdbc.plan;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.ItemExpression;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.ItemValue;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Values that the driver computes from one item, by the relational engine: an expression means in SET, VALUES and RETURNING
 * what it means in SELECT.
 */
final class ComputedValues {
    private final RelationalQueries relational;
    private final Catalog catalog;
    private final Scope scope;
    private final Constants constants;

    ComputedValues(RelationalQueries relational, Catalog catalog, Scope scope, Constants constants) {
        this.relational = relational;
        this.catalog = catalog;
        this.scope = scope;
        this.constants = constants;
    }

    /**
     * The value as SELECT gives it.
     *
     * @throws SqlFailure 42883 for unknown functions, 0A000 for what needs other rows than the item
     */
    ItemValue of(Expression expression) {
        return new Computed(planned(expression), constants, null, expression.position());
    }

    /** The value where nobody declared how it is kept: a point in time is its text, whatever columns it is computed of. */
    ItemValue stored(Expression expression) {
        ItemExpression planned = planned(expression).kept();
        return new Computed(
                planned,
                constants,
                TimeTypes.isEpoch(planned.type()) ? ColumnType.of(ColumnType.Kind.TIMESTAMP_TZ) : null,
                expression.position());
    }

    /** The value in the encoding of a column; what does not fit is refused when it is computed. */
    ItemValue of(Expression expression, ColumnType target, Position position) {
        return new Computed(planned(expression), constants, target, position);
    }

    /** The type of the column that SELECT would give. */
    ColumnType type(Expression expression) {
        return planned(expression).type();
    }

    private ItemExpression planned(Expression expression) {
        ItemExpression planned = relational.expression(
                expression, scope.table(), scope.qualifier(), constants.excluded() != null, catalog);
        for (AttributePath input : planned.inputs()) {
            scope.refuseHiddenTable(input, expression.position());
        }
        return planned;
    }

    private record Computed(
            ItemExpression expression, Constants constants, @Nullable ColumnType target, Position position)
            implements ItemValue {
        @Override
        public @Nullable AttributeValue on(Map<String, AttributeValue> item) {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            items.add(item);
            Map<String, AttributeValue> excluded = constants.excluded();
            if (excluded != null) {
                items.add(excluded);
            }
            OffsetDateTime now = constants.moment();
            AttributeValue value = expression.on(items, constants.parameters(), now);
            if (value == null || target == null) {
                return value;
            }
            try {
                return AttributeValues.converted(value, expression.type(), target);
            } catch (SqlFailure doesNotFit) {
                throw new SqlFailure(doesNotFit.state(), At.of(position) + doesNotFit.getMessage(), doesNotFit);
            }
        }

        @Override
        public Set<AttributePath> inputs() {
            return expression.inputs();
        }

        @Override
        public String toString() {
            return "computed at " + position;
        }
    }

    /** A value that needs no item, in the encoding of a column where its type is known. */
    AttributeValue withoutItem(Expression expression, Optional<ColumnType> target) {
        ItemValue computed =
                target.isPresent() ? of(expression, target.get(), expression.position()) : stored(expression);
        if (!computed.inputs().isEmpty()) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_COLUMN,
                    At.of(expression.position()) + "VALUES stands for itself and has no columns to read, as in "
                            + computed.inputs().iterator().next()
                            + "; strings are written in single quotes");
        }
        AttributeValue value = computed.on(Map.of());
        return value == null ? Constants.NULL : value;
    }
}
