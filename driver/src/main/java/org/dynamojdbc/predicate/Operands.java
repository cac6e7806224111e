package org.dynamojdbc.predicate;

import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
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
            return number(size(size.path().in(item)));
        }
        if (operand instanceof Operand.CharLength length) {
            AttributeValue value = length.path().in(item);
            return value == null || value.s() == null
                    ? null
                    : number(value.s().codePointCount(0, value.s().length()));
        }
        return number(elements(((Operand.Cardinality) operand).path().in(item)));
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

    /** As DynamoDB's size(); -1 where it has none. */
    private static int size(@Nullable AttributeValue value) {
        if (value == null) {
            return -1;
        }
        return switch (AttributeType.of(value)) {
            case S -> value.s().length();
            case B -> value.b().asByteArrayUnsafe().length;
            default -> elements(value);
        };
    }

    private static int elements(@Nullable AttributeValue value) {
        if (value == null) {
            return -1;
        }
        return switch (AttributeType.of(value)) {
            case L -> value.l().size();
            case M -> value.m().size();
            case SS -> value.ss().size();
            case NS -> value.ns().size();
            case BS -> value.bs().size();
            default -> -1;
        };
    }
}
