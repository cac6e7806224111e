package org.dynamojdbc.everypath;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random conditions over a table; constants are often values that some item holds, so that conditions meet items. */
final class Conditions {
    private static final List<String> OPERATORS = List.of("=", "=", "=", "<>", "<", "<=", ">", ">=");
    private static final List<String> PATTERNS =
            List.of("a%", "%b", "%a%", "a_", "_", "%", "ab", "", "a%c", "_b%", "%é%");
    private static final List<String> TYPES = List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

    private final GeneratedTable table;
    private final Random random;

    Conditions(GeneratedTable table, Random random) {
        this.table = table;
        this.random = random;
    }

    Condition any() {
        return tree(random.nextInt(4));
    }

    /** The partition key by equality, so that Queries can answer. */
    Condition inOnePartition() {
        Map<String, AttributeValue> item = pick(table.items());
        return Condition.compare("p", "=", item.get("p"));
    }

    /** Some partition keys, so that the Queries of several partitions are merged. */
    Condition inSomePartitions() {
        return Condition.in(
                "p",
                Stream.generate(() -> pick(table.items()).get("p"))
                        .limit(2 + random.nextInt(4))
                        .toList(),
                false);
    }

    private Condition tree(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> tree(depth - 1).and(tree(depth - 1));
            case 4, 5 -> tree(depth - 1).or(tree(depth - 1));
            case 6 -> tree(depth - 1).not();
            default -> tree(depth - 1).is(pick(List.of(Truth.values())), random.nextBoolean());
        };
    }

    private Condition leaf() {
        String a = pick(table.attributes());
        boolean negated = random.nextInt(3) == 0;
        if (table.types().containsKey(a) && random.nextInt(3) > 0) {
            return onKey(a, negated);
        }
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> Condition.compare(a, pick(OPERATORS), constant(a));
            case 3 -> Condition.compare(a, pick(OPERATORS), other(a));
            case 4 -> Condition.between(a, constant(a), constant(a), negated);
            case 5 -> Condition.in(a, constants(a), negated);
            case 6 -> Condition.isNull(a, negated);
            case 7 -> Condition.isMissing(a, negated);
            case 8 -> Condition.distinct(a, constant(a), negated);
            case 9 -> Condition.like(a, pick(PATTERNS), negated);
            case 10 -> Condition.hasType(a, pick(TYPES));
            case 11 -> Condition.memberOf(random.nextBoolean() ? Values.string(random) : Values.number(random), a);
            case 12 -> Condition.coalesce(a, constant(a), pick(OPERATORS), constant(a));
            default -> random.nextBoolean()
                    ? Condition.cardinality(a, pick(OPERATORS), random.nextInt(3))
                    : Condition.beginsWith(a, pick(List.of("", "a", "ab")));
        };
    }

    private Condition onKey(String a, boolean negated) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> Condition.compare(a, "=", constant(a));
            case 2 -> Condition.compare(a, pick(OPERATORS), constant(a));
            case 3 -> Condition.in(a, constants(a), negated);
            case 4 -> Condition.between(a, constant(a), constant(a), negated);
            default -> table.types().get(a) == 'S'
                    ? Condition.like(a, pick(PATTERNS), negated)
                    : Condition.compare(a, pick(List.of("<", ">=")), constant(a));
        };
    }

    private List<AttributeValue> constants(String a) {
        return Stream.generate(() -> constant(a)).limit(1 + random.nextInt(4)).toList();
    }

    /** Constants for keys have the key's type: what the driver converts is not compared here. */
    private AttributeValue constant(String a) {
        Character type = table.types().get(a);
        if (type != null) {
            AttributeValue held = pick(table.items()).get(a);
            return held != null && random.nextInt(3) > 0 ? held : Values.key(type, random);
        }
        AttributeValue held = pick(table.items()).get(a);
        return held != null && random.nextInt(3) > 0 ? held : Values.any(random);
    }

    private String other(String a) {
        String other = pick(table.attributes());
        return other.equals(a) ? pick(List.of("e", "f")) : other;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
