package org.dynamojdbc.scalar;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions of strings over attribute values. */
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

    /** || and CONCAT join the texts of any values. */
    static AttributeValue concat(ScalarFunction f, List<AttributeValue> a) {
        return value(Strings.joined(a.stream().map(Strings::of).toList(), f.word()));
    }

    static AttributeValue upper(ScalarFunction f, List<AttributeValue> a) {
        return value(text(f, a.get(0)).toUpperCase(Locale.ROOT));
    }

    static AttributeValue lower(ScalarFunction f, List<AttributeValue> a) {
        return value(text(f, a.get(0)).toLowerCase(Locale.ROOT));
    }

    /** Takes off every character that stands in the second argument, spaces when there is none. */
    static AttributeValue trim(ScalarFunction f, List<AttributeValue> a) {
        String removed = a.size() < 2 ? " " : text(f, a.get(1));
        boolean left = f != ScalarFunction.RTRIM;
        boolean right = f != ScalarFunction.LTRIM;
        return value(Strings.trimmed(text(f, a.get(0)), removed, left, right));
    }

    static AttributeValue substring(ScalarFunction f, List<AttributeValue> a) {
        return value(Strings.substring(
                text(f, a.get(0)), Numbers.whole(f, a.get(1)), a.size() < 3 ? null : Numbers.whole(f, a.get(2))));
    }

    /** Of a string in characters, of a binary value in bytes. */
    static AttributeValue length(ScalarFunction f, List<AttributeValue> a) {
        return Numbers.value(
                a.get(0).b() != null ? a.get(0).b().asByteArrayUnsafe().length : Strings.length(text(f, a.get(0))));
    }

    /** As a condition has it: what is no string has no characters to count. */
    static @Nullable AttributeValue charLength(ScalarFunction f, List<AttributeValue> a) {
        return a.get(0).s() == null
                ? null
                : Numbers.value(Strings.length(a.get(0).s()));
    }

    static AttributeValue replace(ScalarFunction f, List<AttributeValue> a) {
        return value(Strings.replaced(text(f, a.get(0)), text(f, a.get(1)), text(f, a.get(2))));
    }

    /** Of the first argument in the second, 0 when it is not there. */
    static AttributeValue position(ScalarFunction f, List<AttributeValue> a) {
        String text = text(f, a.get(1));
        int found = text.indexOf(text(f, a.get(0)));
        return Numbers.value(found < 0 ? 0 : text.codePointCount(0, found) + 1);
    }

    static AttributeValue left(ScalarFunction f, List<AttributeValue> a) {
        return value(Strings.left(text(f, a.get(0)), Numbers.whole(f, a.get(1))));
    }

    static AttributeValue right(ScalarFunction f, List<AttributeValue> a) {
        return value(Strings.right(text(f, a.get(0)), Numbers.whole(f, a.get(1))));
    }

    static AttributeValue reverse(ScalarFunction f, List<AttributeValue> a) {
        return value(new StringBuilder(text(f, a.get(0))).reverse().toString());
    }

    static AttributeValue uuid(ScalarFunction f, List<AttributeValue> a) {
        return value(java.util.UUID.randomUUID().toString());
    }
}
