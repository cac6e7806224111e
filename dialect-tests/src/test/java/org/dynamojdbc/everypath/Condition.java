package org.dynamojdbc.everypath;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition as SQL text, and what it says of an item.
 *
 * @param required attributes and types, as in {@code a:S}, that every item has for which the condition is TRUE; those that
 *     are seen without thinking
 */
record Condition(String sql, Function<Map<String, AttributeValue>, Truth> meaning, Set<String> required) {
    Condition(String sql, Function<Map<String, AttributeValue>, Truth> meaning) {
        this(sql, meaning, Set.of());
    }

    private Condition requiring(String a, List<AttributeValue> constants) {
        Set<String> types = constants.stream().map(c -> a + ":" + c.type()).collect(Collectors.toSet());
        return new Condition(sql, meaning, types.size() == 1 ? types : Set.of());
    }

    Truth of(Map<String, AttributeValue> item) {
        return meaning.apply(item);
    }

    static Condition compare(String a, String operator, AttributeValue constant) {
        Condition condition = new Condition(
                a + " " + operator + " " + Values.sql(constant), item -> compared(item.get(a), operator, constant));
        return operator.equals("<>") ? condition : condition.requiring(a, List.of(constant));
    }

    static Condition compare(String a, String operator, String b) {
        return new Condition(a + " " + operator + " " + b, item -> compared(item.get(a), operator, item.get(b)));
    }

    static Condition between(String a, AttributeValue low, AttributeValue high, boolean negated) {
        String not = negated ? " NOT" : "";
        Condition condition =
                new Condition(a + not + " BETWEEN " + Values.sql(low) + " AND " + Values.sql(high), item -> {
                    Truth truth = compared(item.get(a), ">=", low).and(compared(item.get(a), "<=", high));
                    return negated ? truth.not() : truth;
                });
        return negated ? condition : condition.requiring(a, List.of(low, high));
    }

    static Condition in(String a, List<AttributeValue> values, boolean negated) {
        String list = values.stream().map(Values::sql).collect(Collectors.joining(", "));
        Condition condition = new Condition(a + (negated ? " NOT" : "") + " IN (" + list + ")", item -> {
            Truth truth = values.stream()
                    .map(value -> compared(item.get(a), "=", value))
                    .reduce(Truth.FALSE, Truth::or);
            return negated ? truth.not() : truth;
        });
        return negated ? condition : condition.requiring(a, values);
    }

    static Condition isNull(String a, boolean negated) {
        return new Condition(
                a + " IS" + (negated ? " NOT" : "") + " NULL", item -> Truth.of(Values.isNull(item.get(a)) ^ negated));
    }

    static Condition isMissing(String a, boolean negated) {
        return new Condition(
                a + " IS" + (negated ? " NOT" : "") + " MISSING", item -> Truth.of(item.containsKey(a) == negated));
    }

    static Condition distinct(String a, AttributeValue constant, boolean negated) {
        return new Condition(a + " IS" + (negated ? " NOT" : "") + " DISTINCT FROM " + Values.sql(constant), item -> {
            AttributeValue value = item.get(a);
            boolean oneIsNull = Values.isNull(value) || Values.isNull(constant);
            boolean same = oneIsNull ? Values.isNull(value) == Values.isNull(constant) : Values.equal(value, constant);
            return Truth.of(same == negated);
        });
    }

    /** A pattern of letters, {@code %} and {@code _}. */
    static Condition like(String a, String pattern, boolean negated) {
        Pattern regex = Pattern.compile(
                pattern.codePoints()
                        .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
        return new Condition(a + (negated ? " NOT" : "") + " LIKE '" + pattern + "'", item -> {
            AttributeValue value = item.get(a);
            if (value == null || value.type() != AttributeValue.Type.S) {
                return Truth.UNKNOWN;
            }
            return Truth.of(regex.matcher(value.s()).matches() != negated);
        });
    }

    static Condition beginsWith(String a, String prefix) {
        return new Condition("begins_with(" + a + ", '" + prefix + "')", item -> {
            AttributeValue value = item.get(a);
            return value == null || value.type() != AttributeValue.Type.S
                    ? Truth.UNKNOWN
                    : Truth.of(value.s().startsWith(prefix));
        });
    }

    static Condition hasType(String a, String type) {
        return new Condition("attribute_type(" + a + ", '" + type + "')", item -> {
            AttributeValue value = item.get(a);
            return Truth.of(value != null && value.type().name().equals(type.equals("NULL") ? "NUL" : type));
        });
    }

    static Condition memberOf(AttributeValue member, String a) {
        return new Condition(Values.sql(member) + " = ANY(" + a + ")", item -> {
            AttributeValue value = item.get(a);
            if (value == null) {
                return Truth.UNKNOWN;
            }
            return switch (value.type()) {
                case L -> Truth.of(value.l().stream().anyMatch(v -> Values.equal(v, member)));
                case SS -> Truth.of(value.ss().stream().anyMatch(v -> Values.equal(AttributeValue.fromS(v), member)));
                case NS -> Truth.of(value.ns().stream().anyMatch(v -> Values.equal(AttributeValue.fromN(v), member)));
                case BS -> Truth.of(value.bs().stream().anyMatch(v -> Values.equal(AttributeValue.fromB(v), member)));
                default -> Truth.UNKNOWN;
            };
        });
    }

    static Condition coalesce(String a, AttributeValue otherwise, String operator, AttributeValue constant) {
        return new Condition(
                "COALESCE(" + a + ", " + Values.sql(otherwise) + ") " + operator + " " + Values.sql(constant),
                item -> compared(Values.isNull(item.get(a)) ? otherwise : item.get(a), operator, constant));
    }

    static Condition cardinality(String a, String operator, int size) {
        return new Condition("CARDINALITY(" + a + ") " + operator + " " + size, item -> {
            AttributeValue value = item.get(a);
            Integer count = value == null
                    ? null
                    : switch (value.type()) {
                        case L -> value.l().size();
                        case M -> value.m().size();
                        case SS -> value.ss().size();
                        case NS -> value.ns().size();
                        case BS -> value.bs().size();
                        default -> null;
                    };
            return count == null
                    ? Truth.UNKNOWN
                    : compared(
                            AttributeValue.fromN(count.toString()),
                            operator,
                            AttributeValue.fromN(String.valueOf(size)));
        });
    }

    Condition not() {
        return new Condition("NOT (" + sql + ")", item -> of(item).not());
    }

    Condition and(Condition other) {
        Set<String> both = new HashSet<>(required);
        both.addAll(other.required);
        return new Condition("(" + sql + " AND " + other.sql + ")", item -> of(item).and(other.of(item)), both);
    }

    Condition or(Condition other) {
        Set<String> either = new HashSet<>(required);
        either.retainAll(other.required);
        return new Condition("(" + sql + " OR " + other.sql + ")", item -> of(item).or(other.of(item)), either);
    }

    Condition is(Truth wanted, boolean negated) {
        return new Condition(
                "(" + sql + ") IS" + (negated ? " NOT " : " ") + wanted,
                item -> Truth.of((of(item) == wanted) != negated));
    }

    private static Truth compared(@Nullable AttributeValue a, String operator, @Nullable AttributeValue b) {
        if (a == null || b == null || Values.isNull(a) || Values.isNull(b)) {
            return Truth.UNKNOWN;
        }
        if (operator.equals("=") || operator.equals("<>")) {
            return Truth.of(Values.equal(a, b) == operator.equals("="));
        }
        Integer order = Values.order(a, b);
        if (order == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                });
    }
}
