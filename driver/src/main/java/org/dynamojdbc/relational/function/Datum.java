package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Arithmetic;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.DynamoNumber;
import org.dynamojdbc.type.ValueKey;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Values between operators: String, BigDecimal, Boolean, SdkBytes, an AttributeValue for documents and sets, null for SQL
 * NULL. Dates and times are text in their storage encoding, whose order is the order of time. A value carries its own
 * type, whatever the type of its column, and is compared as DynamoDB compares.
 */
public final class Datum {
    private Datum() {}

    /** The value of an attribute; missing and NULL-typed are null. */
    public static @Nullable Object of(@Nullable AttributeValue value) {
        if (value == null) {
            return null;
        }
        return switch (AttributeType.of(value)) {
            case S -> value.s();
            case N -> new BigDecimal(value.n());
            case BOOL -> value.bool();
            case B -> value.b();
            case NULL -> null;
            default -> value;
        };
    }

    /** The attribute value of a value; null becomes the NULL type. */
    public static AttributeValue toAttribute(@Nullable Object value) {
        if (value == null) {
            return AttributeValue.fromNul(true);
        }
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (value instanceof BigDecimal number) {
            return AttributeValue.fromN(DynamoNumber.fits(number) ? number.toPlainString() : number.toString());
        }
        if (value instanceof Boolean truth) {
            return AttributeValue.fromBool(truth);
        }
        return value instanceof SdkBytes bytes ? AttributeValue.fromB(bytes) : (AttributeValue) value;
    }

    /** Whether two values that are not null are equal; values of different types never are. */
    public static boolean equal(Object a, Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        if (a instanceof AttributeValue x && b instanceof AttributeValue y) {
            return ValueOrder.equal(x, y);
        }
        return a.equals(b);
    }

    /** Whether {@link #compare} may be called: both numbers, both strings or both binary. */
    public static boolean comparable(Object a, Object b) {
        return (a instanceof BigDecimal && b instanceof BigDecimal)
                || (a instanceof String && b instanceof String)
                || (a instanceof SdkBytes && b instanceof SdkBytes);
    }

    /** Order of two comparable values. */
    public static int compare(Object a, Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
            return ValueOrder.compareStrings(x, y);
        }
        return java.util.Arrays.compareUnsigned(((SdkBytes) a).asByteArrayUnsafe(), ((SdkBytes) b).asByteArrayUnsafe());
    }

    /**
     * A total order of values that are not null, for ORDER BY, MIN and MAX: numbers, then strings, binary, booleans (false
     * first), documents (by their text).
     */
    public static int order(Object a, Object b) {
        int rank = Integer.compare(rank(a), rank(b));
        if (rank != 0) {
            return rank;
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return Boolean.compare(x, y);
        }
        if (a instanceof AttributeValue) {
            return ValueOrder.total((AttributeValue) a, (AttributeValue) b);
        }
        return compare(a, b);
    }

    private static int rank(Object value) {
        if (value instanceof BigDecimal) {
            return 0;
        }
        if (value instanceof String) {
            return 1;
        }
        return value instanceof SdkBytes ? 2 : value instanceof Boolean ? 3 : 4;
    }

    /** Something equal exactly when values are: to group and to join by. Null stays null. */
    public static @Nullable Object identity(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        return value instanceof AttributeValue document ? ValueKey.of(document) : value;
    }

    /** A number, or a refusal that names what stands there instead. */
    public static BigDecimal number(Object value, String function) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw wrong(value, "a number", function);
    }

    public static String text(Object value, String function) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(value, "a string", function);
    }

    /** A whole number that fits an int. */
    public static int integer(Object value, String function) {
        return Arithmetic.whole(number(value, function), function);
    }

    /** A refusal: the function wants one kind of value and met another. */
    public static SqlFailure wrong(Object value, String wanted, String function) {
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                function + " takes " + wanted + ", not " + shown(value)
                        + "; attribute_type(x, 'N') or CAST tells such values apart");
    }

    /** A value for a message: cut, documents by their type alone. */
    public static String shown(Object value) {
        if (value instanceof AttributeValue document) {
            return "a value of DynamoDB type " + AttributeType.of(document);
        }
        if (value instanceof SdkBytes) {
            return "a binary value";
        }
        String text = value.toString();
        String cut = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return value instanceof String ? "'" + cut + "'" : cut;
    }
}
