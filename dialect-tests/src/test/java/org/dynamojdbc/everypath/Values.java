package org.dynamojdbc.everypath;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of DynamoDB's ten types: random ones, their SQL, and how they compare, written for this test alone. */
final class Values {
    private static final String[] STRINGS = {"", "a", "ab", "abc", "b", "ba", "é", "😀", "\uFFFD", "5", "a%b", "it's"};
    private static final String[] NUMBERS = {
        "0", "1", "-1", "5", "5.5", "9", "10", "100", "-12.25", "12345678901234567890123456789012345678", "1E-20"
    };
    private static final byte[][] BYTES = {{0}, {1}, {1, 2}, {(byte) 0x80}, {(byte) 0xff, 0}};

    private Values() {}

    static AttributeValue string(Random random) {
        return AttributeValue.fromS(STRINGS[random.nextInt(STRINGS.length)]);
    }

    static AttributeValue number(Random random) {
        return AttributeValue.fromN(NUMBERS[random.nextInt(NUMBERS.length)]);
    }

    static AttributeValue binary(Random random) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(BYTES[random.nextInt(BYTES.length)]));
    }

    /** A value that can be a key: neither empty nor of another type. */
    static AttributeValue key(char type, Random random) {
        if (type == 'N') {
            return number(random);
        }
        AttributeValue value = type == 'S' ? string(random) : binary(random);
        return "".equals(value.s()) ? AttributeValue.fromS("z") : value;
    }

    static AttributeValue any(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> string(random);
            case 2, 3 -> number(random);
            case 4 -> binary(random);
            case 5 -> AttributeValue.fromBool(random.nextBoolean());
            case 6 -> AttributeValue.fromNul(true);
            case 7 -> AttributeValue.fromL(random.nextBoolean() ? List.of() : List.of(string(random), number(random)));
            case 8 -> AttributeValue.fromM(
                    random.nextInt(3) == 0
                            ? Map.of()
                            : Map.of("k", random.nextBoolean() ? number(random) : string(random)));
            case 9 -> AttributeValue.fromSs(
                    distinct(string(random).s(), string(random).s()));
            case 10 -> AttributeValue.fromNs(
                    distinct(number(random).n(), number(random).n()));
            default -> AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(BYTES[random.nextInt(BYTES.length)])));
        };
    }

    private static List<String> distinct(String a, String b) {
        return a.equals(b) ? List.of(a) : List.of(a, b);
    }

    static String sql(AttributeValue value) {
        return switch (value.type()) {
            case S -> quoted(value.s());
            case N -> value.n();
            case B -> hex(value.b());
            case BOOL -> value.bool() ? "TRUE" : "FALSE";
            case NUL -> "NULL";
            case L -> value.l().stream().map(Values::sql).collect(Collectors.joining(", ", "[", "]"));
            case M -> value.m().entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ": " + sql(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case SS -> value.ss().stream().map(Values::quoted).collect(Collectors.joining(", ", "<<", ">>"));
            case NS -> value.ns().stream().collect(Collectors.joining(", ", "<<", ">>"));
            case BS -> value.bs().stream().map(Values::hex).collect(Collectors.joining(", ", "<<", ">>"));
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String hex(SdkBytes bytes) {
        return "X'" + HexFormat.of().formatHex(bytes.asByteArray()) + "'";
    }

    /** Missing and NULL are SQL's NULL. */
    static boolean isNull(@Nullable AttributeValue value) {
        return value == null || value.type() == AttributeValue.Type.NUL;
    }

    /** Two values that are not NULL; of different types they are unequal. */
    static boolean equal(AttributeValue a, AttributeValue b) {
        if (a.type() != b.type()) {
            return false;
        }
        return switch (a.type()) {
            case S -> a.s().equals(b.s());
            case N -> new BigDecimal(a.n()).compareTo(new BigDecimal(b.n())) == 0;
            case B -> a.b().equals(b.b());
            case BOOL -> a.bool().equals(b.bool());
            case NUL -> true;
            case L -> a.l().size() == b.l().size()
                    && java.util.stream.IntStream.range(0, a.l().size())
                            .allMatch(i -> equal(a.l().get(i), b.l().get(i)));
            case M -> a.m().keySet().equals(b.m().keySet())
                    && a.m().entrySet().stream().allMatch(e -> equal(e.getValue(), b.m().get(e.getKey())));
            case SS -> Set.copyOf(a.ss()).equals(Set.copyOf(b.ss()));
            case NS -> numbers(a).equals(numbers(b));
            case BS -> Set.copyOf(a.bs()).equals(Set.copyOf(b.bs()));
            default -> throw new IllegalArgumentException(a.toString());
        };
    }

    private static Set<BigDecimal> numbers(AttributeValue set) {
        return set.ns().stream()
                .map(n -> new BigDecimal(n).stripTrailingZeros())
                .collect(Collectors.toSet());
    }

    /** Null when the two have no order: different types, or types that are not ordered. */
    static @Nullable Integer order(AttributeValue a, AttributeValue b) {
        if (a.type() != b.type()) {
            return null;
        }
        return switch (a.type()) {
            case S -> Arrays.compareUnsigned(
                    a.s().getBytes(StandardCharsets.UTF_8), b.s().getBytes(StandardCharsets.UTF_8));
            case N -> new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()));
            case B -> Arrays.compareUnsigned(a.b().asByteArray(), b.b().asByteArray());
            default -> null;
        };
    }
}
