package org.dynamojdbc.scalar;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions on strings. Positions and lengths count characters (code points), from 1. */
final class Texts {
    private Texts() {}

    private static String text(ScalarFunction function, AttributeValue value) {
        if (value.s() == null) {
            throw function.refuses(value, "strings");
        }
        return value.s();
    }

    private static AttributeValue value(String text) {
        return AttributeValue.fromS(text);
    }

    /** Numbers and booleans join as they are printed. */
    static AttributeValue concat(ScalarFunction f, List<AttributeValue> a) {
        StringBuilder joined = new StringBuilder();
        for (AttributeValue value : a) {
            if (value.n() != null) {
                joined.append(new BigDecimal(value.n()).toPlainString());
            } else if (value.bool() != null) {
                joined.append(value.bool());
            } else {
                joined.append(text(f, value));
            }
        }
        return value(joined.toString());
    }

    static AttributeValue upper(ScalarFunction f, List<AttributeValue> a) {
        return value(text(f, a.get(0)).toUpperCase(Locale.ROOT));
    }

    static AttributeValue lower(ScalarFunction f, List<AttributeValue> a) {
        return value(text(f, a.get(0)).toLowerCase(Locale.ROOT));
    }

    /** Takes off every character that stands in the second argument, spaces when there is none. */
    static AttributeValue trim(ScalarFunction f, List<AttributeValue> a) {
        int[] text = text(f, a.get(0)).codePoints().toArray();
        String removed = a.size() < 2 ? " " : text(f, a.get(1));
        int from = 0;
        int to = text.length;
        while (f != ScalarFunction.RTRIM && from < to && removed.indexOf(text[from]) >= 0) {
            from++;
        }
        while (f != ScalarFunction.LTRIM && to > from && removed.indexOf(text[to - 1]) >= 0) {
            to--;
        }
        return value(new String(text, from, to - from));
    }

    static AttributeValue substring(ScalarFunction f, List<AttributeValue> a) {
        int[] text = text(f, a.get(0)).codePoints().toArray();
        long from = Numbers.whole(f, a.get(1));
        long to = a.size() < 3 ? text.length + 1L : from + Numbers.whole(f, a.get(2));
        if (to < from && a.size() == 3) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "'substring' takes a length from 0, not " + a.get(2).n());
        }
        int first = (int) Math.max(1, Math.min(from, text.length + 1L));
        int end = (int) Math.max(first, Math.min(to, text.length + 1L));
        return value(new String(text, first - 1, end - first));
    }

    static AttributeValue length(ScalarFunction f, List<AttributeValue> a) {
        String text = text(f, a.get(0));
        return Numbers.value(text.codePointCount(0, text.length()));
    }

    static AttributeValue replace(ScalarFunction f, List<AttributeValue> a) {
        String searched = text(f, a.get(1));
        String text = text(f, a.get(0));
        return value(searched.isEmpty() ? text : text.replace(searched, text(f, a.get(2))));
    }

    /** Of the first argument in the second, 0 when it is not there. */
    static AttributeValue position(ScalarFunction f, List<AttributeValue> a) {
        String text = text(f, a.get(1));
        int found = text.indexOf(text(f, a.get(0)));
        return Numbers.value(found < 0 ? 0 : text.codePointCount(0, found) + 1);
    }

    static AttributeValue left(ScalarFunction f, List<AttributeValue> a) {
        int[] text = text(f, a.get(0)).codePoints().toArray();
        int count = Math.max(0, Math.min(text.length, Numbers.whole(f, a.get(1))));
        return value(new String(text, 0, count));
    }

    static AttributeValue right(ScalarFunction f, List<AttributeValue> a) {
        int[] text = text(f, a.get(0)).codePoints().toArray();
        int count = Math.max(0, Math.min(text.length, Numbers.whole(f, a.get(1))));
        return value(new String(text, text.length - count, count));
    }

    static AttributeValue reverse(ScalarFunction f, List<AttributeValue> a) {
        return value(new StringBuilder(text(f, a.get(0))).reverse().toString());
    }

    static AttributeValue uuid(ScalarFunction f, List<AttributeValue> a) {
        return value(java.util.UUID.randomUUID().toString());
    }
}
