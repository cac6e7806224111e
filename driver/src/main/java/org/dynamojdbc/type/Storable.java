package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB stores (DynamoDB guide, "Constraints"). A constant in a condition may be anything, for comparing with it has
 * an answer; what is to be stored is refused here before it is sent.
 */
public final class Storable {
    /** A value has at most 32 levels. */
    private static final int MAX_LEVELS = 32;

    private static final int MAX_NAME_BYTES = 65_535;

    private Storable() {}

    private record Reason(SqlState state, String message) {
        SqlFailure failure() {
            return new SqlFailure(state, message);
        }
    }

    /** Whether some item can hold this value. */
    public static boolean isStorable(AttributeValue value) {
        return reason(value, 1) == null;
    }

    /**
     * The value itself.
     *
     * @throws SqlFailure 22003 for a number that does not fit, 54000 for lists and maps nested too deeply, 22021 for text
     *     that UTF-8 cannot hold, 42602 for an attribute without a name, 22023 for a set that is empty or holds a member
     *     twice
     */
    public static AttributeValue checked(AttributeValue value) {
        Reason reason = reason(value, 1);
        if (reason != null) {
            throw reason.failure();
        }
        return value;
    }

    /**
     * The item itself.
     *
     * @param table named in messages
     * @throws SqlFailure as {@link #checked(AttributeValue)} does, and 54000 for an item that is too large
     */
    public static Map<String, AttributeValue> item(Map<String, AttributeValue> item, String table) {
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            Reason reason = name(attribute.getKey());
            if (reason == null) {
                reason = reason(attribute.getValue(), 1);
            }
            if (reason != null) {
                throw new SqlFailure(
                        reason.state(), "attribute '" + attribute.getKey() + "' of " + table + ": " + reason.message());
            }
        }
        long bytes = ItemSize.bytes(item);
        if (bytes > ItemSize.MAX_ITEM_BYTES) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "an item of " + table + " would have " + bytes + " bytes and DynamoDB stores at most "
                            + ItemSize.MAX_ITEM_BYTES + "; keep large values elsewhere");
        }
        return item;
    }

    private static @Nullable Reason reason(AttributeValue value, int level) {
        return switch (AttributeType.of(value)) {
            case S -> text(value.s());
            case N -> number(value.n());
            case B, BOOL, NULL -> null;
            case L -> level < MAX_LEVELS ? list(value.l(), level) : tooDeep();
            case M -> level < MAX_LEVELS ? map(value.m(), level) : tooDeep();
            case SS -> strings(value.ss());
            case NS -> numbers(value.ns());
            case BS -> distinct(value.bs(), value.bs().size());
        };
    }

    private static Reason tooDeep() {
        return new Reason(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "a value has more than " + MAX_LEVELS
                        + " levels of lists and maps, which is all DynamoDB keeps; store the"
                        + " inner ones as JSON text");
    }

    private static @Nullable Reason list(List<AttributeValue> list, int level) {
        for (AttributeValue element : list) {
            Reason reason = reason(element, level + 1);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Reason map(Map<String, AttributeValue> map, int level) {
        for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
            Reason reason = name(entry.getKey());
            if (reason == null) {
                reason = reason(entry.getValue(), level + 1);
            }
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Reason name(String name) {
        if (name.isEmpty()) {
            return new Reason(SqlState.INVALID_NAME, "an attribute needs a name, the empty string is none");
        }
        if (name.length() > MAX_NAME_BYTES / 3 && ItemSize.utf8(name) > MAX_NAME_BYTES) {
            return new Reason(
                    SqlState.INVALID_NAME, "an attribute's name has at most " + MAX_NAME_BYTES + " bytes in DynamoDB");
        }
        return text(name);
    }

    private static @Nullable Reason number(String text) {
        if (DynamoNumber.isShort(text)) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return DynamoNumber.fits(number)
                ? null
                : new Reason(SqlState.NUMERIC_OUT_OF_RANGE, DynamoNumber.doesNotFit(number));
    }

    private static @Nullable Reason strings(List<String> members) {
        for (String member : members) {
            Reason reason = text(member);
            if (reason != null) {
                return reason;
            }
        }
        return distinct(members, members.size());
    }

    private static @Nullable Reason numbers(List<String> members) {
        Set<BigDecimal> distinct = new HashSet<>();
        for (String member : members) {
            Reason reason = number(member);
            if (reason != null) {
                return reason;
            }
            distinct.add(new BigDecimal(member).stripTrailingZeros());
        }
        return distinct(distinct, members.size());
    }

    private static @Nullable Reason distinct(Collection<?> members, int given) {
        if (given == 0) {
            return new Reason(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "DynamoDB has no empty sets; leave the attribute out or use an empty list");
        }
        return new HashSet<>(members).size() == given
                ? null
                : new Reason(SqlState.INVALID_PARAMETER_VALUE, "a set holds each member once");
    }

    /** Strings travel as UTF-8, which has no half surrogate pairs: the SDK would send a question mark instead. */
    private static @Nullable Reason text(String text) {
        int half = halfPair(text);
        return half < 0
                ? null
                : new Reason(
                        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                        "the string has half of a surrogate pair at character " + (half + 1)
                                + ", which UTF-8 cannot hold; give whole characters");
    }

    private static int halfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** The text itself; 22021 when UTF-8 cannot hold it. */
    static String encodable(String text) {
        Reason reason = text(text);
        if (reason != null) {
            throw reason.failure();
        }
        return text;
    }
}
