package org.dynamojdbc.relational;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.run.Frame;
import org.dynamojdbc.relational.run.ItemScalar;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An expression over one item, as a SELECT list over its table would compute it; nothing is read. Immutable: it can be
 * computed many times, by many threads, with other parameters.
 */
public final class ItemExpression {
    private static final ColumnType AS_IT_IS = ColumnType.of(ColumnType.Kind.ANY);

    private final ItemScalar scalar;
    private final ColumnType type;
    private final @Nullable ColumnType times;
    private final Set<AttributePath> inputs;

    /**
     * @param type the type of the column that SELECT would give
     * @param times what times are shown as that stand among other values, null when there are none
     * @param inputs the places of the item that it looks at
     */
    ItemExpression(ItemScalar scalar, ColumnType type, @Nullable ColumnType times, Set<AttributePath> inputs) {
        this.scalar = scalar;
        this.type = type;
        this.times = times;
        this.inputs = Set.copyOf(inputs);
    }

    /** The same with times in the form in which items keep them, wherever SELECT would show them otherwise. */
    public ItemExpression kept() {
        return new ItemExpression(scalar, type, null, inputs);
    }

    /** The type of the column that SELECT would give. */
    public ColumnType type() {
        return type;
    }

    /** The places of the item that it looks at. */
    public Set<AttributePath> inputs() {
        return inputs;
    }

    /**
     * The value, in the encoding of {@link #type}; null for SQL NULL.
     *
     * @param parameters one value per {@code ?} of the statement
     * @param now the present time of the statement
     * @param items the item, and the one called {@code excluded} where there is one
     */
    public @Nullable AttributeValue on(
            List<Map<String, AttributeValue>> items, List<AttributeValue> parameters, OffsetDateTime now) {
        return attribute(scalar.on(items, Frame.ofItem(parameters, now)), type, times);
    }

    /** A value of a result column as an item would hold it. */
    static @Nullable AttributeValue attribute(@Nullable Object value, ColumnType type, @Nullable ColumnType times) {
        if (value == null) {
            return null;
        }
        Object shown = times != null && value instanceof String text ? Conversions.shownTime(text, times) : value;
        AttributeValue attribute =
                AttributeValues.inEncodingOf(isEpoch(type) ? type : AS_IT_IS, Datum.toAttribute(shown));
        return AttributeType.of(attribute) == AttributeType.NULL ? null : attribute;
    }

    /** Moments kept as numbers are read as text, and given back as the numbers they are. */
    private static boolean isEpoch(ColumnType type) {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }
}
