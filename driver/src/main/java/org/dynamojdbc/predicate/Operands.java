package org.dynamojdbc.predicate;

import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.Extent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an operand is on an item. */
final class Operands {
    private Operands() {}

    /** The operand's value on the item, null where SQL sees NULL. */
    static @Nullable AttributeValue value(Operand operand, Map<String, AttributeValue> item) {
        if (operand instanceof Operand.Attribute attribute) {
            return known(attribute.path().in(item));
        }
        if (operand instanceof Operand.Constant constant) {
            return known(constant.value());
        }
        if (operand instanceof Operand.Coalesce coalesce) {
            AttributeValue value = known(coalesce.path().in(item));
            return value == null ? known(coalesce.fallback()) : value;
        }
        if (operand instanceof Operand.Size size) {
            AttributeValue value = size.path().in(item);
            return value == null ? null : number(Extent.size(value));
        }
        if (operand instanceof Operand.CharLength length) {
            AttributeValue value = length.path().in(item);
            return value == null || value.s() == null
                    ? null
                    : number(value.s().codePointCount(0, value.s().length()));
        }
        AttributeValue value = ((Operand.Cardinality) operand).path().in(item);
        return value == null ? null : number(Extent.elements(value));
    }

    /** The place in the item the operand reads, null for a constant. */
    static @Nullable AttributePath path(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return attribute.path();
        }
        if (operand instanceof Operand.Size size) {
            return size.path();
        }
        if (operand instanceof Operand.CharLength length) {
            return length.path();
        }
        if (operand instanceof Operand.Cardinality cardinality) {
            return cardinality.path();
        }
        return operand instanceof Operand.Coalesce coalesce ? coalesce.path() : null;
    }

    /** The value of a constant, null for other operands. */
    static @Nullable AttributeValue constant(Operand operand) {
        return operand instanceof Operand.Constant constant ? constant.value() : null;
    }

    static boolean isNull(AttributeValue value) {
        return AttributeType.of(value) == AttributeType.NULL;
    }

    private static @Nullable AttributeValue known(@Nullable AttributeValue value) {
        return value == null || isNull(value) ? null : value;
    }

    private static @Nullable AttributeValue number(int count) {
        return count < 0 ? null : AttributeValue.fromN(Integer.toString(count));
    }
}
