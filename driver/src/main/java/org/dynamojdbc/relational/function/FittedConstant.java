package org.dynamojdbc.relational.function;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.access.KeyTypes;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A constant in the type of the column it is compared with: in the key's declared type where that loses nothing
 * ({@code id = 5} means '5' of a string key), in the encoding of a declared date, time or UUID. The direct way has the same
 * rule; standing at the comparison itself, it holds wherever the comparison ends up.
 */
public final class FittedConstant extends ScalarFunction {
    /** Equals nothing and has no place in any order: a constant that no value of the key's type can be. */
    private static final Object UNEQUAL = new Object() {
        @Override
        public String toString() {
            return "a value of another type";
        }
    };

    private static final AttributeValue STORED_UNEQUAL = AttributeValue.fromL(List.of());
    private static final String BEFORE_ALL = "";
    private static final String BEHIND_ALL = "\uFFFF";

    private final ColumnType column;
    private final @Nullable AttributeType key;

    private FittedConstant(ColumnType column, @Nullable AttributeType key) {
        super(
                "fitted_" + column.kind() + "_" + column.precision() + "_" + column.scale() + "_" + key,
                1,
                1,
                false,
                binding -> Returns.types(binding).of(column),
                a -> fitted(a[0], column, key));
        this.column = column;
        this.key = key;
    }

    /**
     * The function that fits constants to a column.
     *
     * @param key the type of a key attribute of the table or of an index, null for any other column
     */
    public static FittedConstant to(ColumnType column, @Nullable AttributeType key) {
        return new FittedConstant(column, key);
    }

    /** The constant as it is compared with what items hold. */
    public AttributeValue stored(@Nullable Object constant) {
        AttributeValue value =
                constant == null ? AttributeValue.fromNul(true) : stored(Datum.toAttribute(constant), column, key);
        return value == null ? STORED_UNEQUAL : value;
    }

    /** What stands for an unfitted constant that is compared with a key of another type: it equals no key. */
    public static AttributeValue unfitted(AttributeValue constant, @Nullable AttributeType key) {
        AttributeType type = AttributeType.of(constant);
        return key == null || type == key || type == AttributeType.NULL ? constant : STORED_UNEQUAL;
    }

    private static Object fitted(Object constant, ColumnType column, @Nullable AttributeType key) {
        if (constant instanceof List<?> elements) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object element : elements) {
                all.add(element == null ? null : fitted(element, column, key));
            }
            return all;
        }
        AttributeValue value = stored(Datum.toAttribute(constant), column, key);
        Object datum = value == null ? UNEQUAL : isEpoch(column) ? moment(value, column) : Datum.of(value);
        return datum == null ? UNEQUAL : datum;
    }

    private static @Nullable AttributeValue stored(
            AttributeValue constant, ColumnType column, @Nullable AttributeType key) {
        AttributeValue encoded = AttributeValues.inEncodingOf(column, constant);
        return key == null ? encoded : KeyTypes.converted(encoded, key);
    }

    private static boolean isEpoch(ColumnType column) {
        return column.kind() == ColumnType.Kind.EPOCH_SECONDS || column.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    /** Columns of epoch numbers are read as the text of their moments. */
    private static Object moment(AttributeValue number, ColumnType column) {
        if (number.n() == null) {
            return UNEQUAL;
        }
        try {
            return Times.text(java.util.Objects.requireNonNull(Conversions.instant(number, column, ZoneOffset.UTC)));
        } catch (SqlFailure beyondAllMoments) {
            return number.n().startsWith("-") ? BEFORE_ALL : BEHIND_ALL;
        }
    }
}
