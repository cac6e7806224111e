package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ValueOrderTest {
    /** Values that differ in type or content: each is equal to itself only. */
    private static final List<AttributeValue> DISTINCT = List.of(
            AttributeValue.fromS("1"),
            AttributeValue.fromS(""),
            AttributeValue.fromN("1"),
            AttributeValue.fromN("0"),
            AttributeValue.fromB(SdkBytes.fromUtf8String("1")),
            AttributeValue.fromBool(true),
            AttributeValue.fromBool(false),
            AttributeValue.fromNul(true),
            AttributeValue.fromL(List.of()),
            AttributeValue.fromL(List.of(AttributeValue.fromS("1"))),
            AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
            AttributeValue.fromL(List.of(AttributeValue.fromN("1"), AttributeValue.fromN("2"))),
            AttributeValue.fromL(List.of(AttributeValue.fromN("2"), AttributeValue.fromN("1"))),
            AttributeValue.fromM(Map.of()),
            AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1"))),
            AttributeValue.fromM(Map.of("a", AttributeValue.fromS("1"))),
            AttributeValue.fromM(Map.of("b", AttributeValue.fromN("1"))),
            AttributeValue.fromSs(List.of("1")),
            AttributeValue.fromNs(List.of("1")),
            AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("1"))));

    @Test
    void valuesOfDifferentTypeOrContentAreUnequal() {
        for (int i = 0; i < DISTINCT.size(); i++) {
            for (int j = 0; j < DISTINCT.size(); j++) {
                AttributeValue a = DISTINCT.get(i);
                AttributeValue b = DISTINCT.get(j);
                assertThat(ValueOrder.equal(a, b)).as("%s = %s", a, b).isEqualTo(i == j);
                assertThat(ValueKey.of(a).equals(ValueKey.of(b)))
                        .as("%s = %s", a, b)
                        .isEqualTo(i == j);
            }
        }
    }

    @Test
    void numbersAreEqualByValueAtEveryDepth() {
        List<String> ones = List.of("1", "1.0", "1e0", "+1", "001", "0.1E1", "100e-2");
        for (String one : ones) {
            same(AttributeValue.fromN("1"), AttributeValue.fromN(one));
            same(AttributeValue.fromNs(List.of("1", "2")), AttributeValue.fromNs(List.of("2.0", one)));
            same(
                    AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
                    AttributeValue.fromL(List.of(AttributeValue.fromN(one))));
            same(
                    AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1"))),
                    AttributeValue.fromM(Map.of("n", AttributeValue.fromN(one))));
        }
        same(AttributeValue.fromN("0"), AttributeValue.fromN("-0.00"));
    }

    @Test
    void theOrderOfSetMembersDoesNotCount() {
        same(AttributeValue.fromSs(List.of("a", "b")), AttributeValue.fromSs(List.of("b", "a")));
    }

    private static void same(AttributeValue a, AttributeValue b) {
        assertThat(ValueOrder.equal(a, b)).as("%s = %s", a, b).isTrue();
        assertThat(ValueKey.of(a)).isEqualTo(ValueKey.of(b)).hasSameHashCodeAs(ValueKey.of(b));
    }

    @Test
    void onlyStringsNumbersAndBinaryOfOneTypeAreOrdered() {
        for (AttributeValue a : DISTINCT) {
            for (AttributeValue b : DISTINCT) {
                boolean ordered = a.type() == b.type() && (a.s() != null || a.n() != null || a.b() != null);
                assertThat(ValueOrder.comparable(a, b)).isEqualTo(ordered);
            }
        }
    }

    @Test
    void supplementaryCharactersSortBehindTheLastOfTheBasicPlane() {
        assertThat(ValueOrder.compareStrings("\uFFFF", "\uD83D\uDE00")).isNegative();
        assertThat("\uFFFF".compareTo("\uD83D\uDE00")).isPositive();
    }

    @Property(seed = "20240131")
    void stringsSortAsTheirUtf8Bytes(@ForAll List<Integer> left, @ForAll List<Integer> right) {
        String a = text(left);
        String b = text(right);
        int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(ValueOrder.compareStrings(a, b))).isEqualTo(Integer.signum(bytes));
    }

    /** Few different code points around the borders, so that strings share prefixes. */
    private static String text(List<Integer> seeds) {
        int[] borders = {0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
        StringBuilder text = new StringBuilder();
        seeds.forEach(seed -> text.appendCodePoint(borders[Math.floorMod(seed, borders.length)]));
        return text.toString();
    }

    @Property(seed = "20240131")
    void numbersSortByValue(@ForAll BigDecimal a, @ForAll BigDecimal b) {
        int order = ValueOrder.compare(AttributeValue.fromN(a.toString()), AttributeValue.fromN(b.toPlainString()));
        assertThat(order).isEqualTo(a.compareTo(b));
    }

    @Property(seed = "20240131")
    void binarySortsUnsigned(@ForAll byte[] a, @ForAll byte[] b) {
        int order = ValueOrder.compare(
                AttributeValue.fromB(SdkBytes.fromByteArray(a)), AttributeValue.fromB(SdkBytes.fromByteArray(b)));
        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    }
}
