package org.dynamojdbc.predicate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's condition expressions with their two truth values, written from its documented behaviour and sharing no
 * code with the driver: parses the text, refuses what the service refuses, and evaluates it on an item.
 */
final class DynamoExpression {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(<>|<=|>=|[=<>(),.\\[\\]]|[#:][A-Za-z0-9_]+|[A-Za-z_]+|[0-9]+)");

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Map<String, AttributeValue> item;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int operators;

    private DynamoExpression(
            String text,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        this.names = names;
        this.values = values;
        this.item = item;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (end != text.length()) {
            throw new IllegalStateException("not a token at " + end + " in " + text);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > 4096) {
            throw new IllegalStateException("expression of more than 4096 bytes");
        }
    }

    static boolean holds(
            String text,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        DynamoExpression expression = new DynamoExpression(text, names, values, item);
        boolean result = expression.or();
        if (expression.next != expression.tokens.size()) {
            throw new IllegalStateException("text left over in " + text);
        }
        if (expression.operators > 300) {
            throw new IllegalStateException(expression.operators + " operators");
        }
        return result;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean accept(String token) {
        if (peek().equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalStateException("wanted " + token + " at " + next + " in " + tokens);
        }
    }

    private boolean or() {
        boolean result = and();
        while (accept("OR")) {
            operators++;
            result |= and();
        }
        return result;
    }

    private boolean and() {
        boolean result = not();
        while (accept("AND")) {
            operators++;
            result &= not();
        }
        return result;
    }

    private boolean not() {
        if (accept("NOT")) {
            operators++;
            return !not();
        }
        if (peek().equals("(")) {
            if (tokens.get(next + 1).equals("(")) {
                int depth = 0;
                int close = next + 1;
                do {
                    depth += tokens.get(close).equals("(")
                            ? 1
                            : tokens.get(close).equals(")") ? -1 : 0;
                    close++;
                } while (depth > 0);
                if (tokens.get(close).equals(")")) {
                    throw new IllegalStateException("redundant parentheses");
                }
            }
            expect("(");
            boolean result = or();
            expect(")");
            return result;
        }
        return condition();
    }

    private record Side(AttributeValue value, boolean constant, String path) {}

    private boolean condition() {
        operators++;
        String function = peek();
        switch (function) {
            case "attribute_exists", "attribute_not_exists" -> {
                next++;
                expect("(");
                Side side = operand();
                expect(")");
                return (side.value() != null) == function.equals("attribute_exists");
            }
            case "attribute_type", "begins_with", "contains" -> {
                next++;
                expect("(");
                Side left = operand();
                expect(",");
                Side right = operand();
                expect(")");
                distinct(left, right);
                return function(function, left, right);
            }
            default -> {
                return comparison();
            }
        }
    }

    private static void distinct(Side left, Side right) {
        if (!left.constant() && left.path().equals(right.path())) {
            throw new IllegalStateException("the first operand must be distinct from the remaining operands");
        }
    }

    private boolean function(String function, Side left, Side right) {
        if (function.equals("attribute_type")) {
            return left.value() != null
                    && type(left.value()).equals(right.value().s());
        }
        if (function.equals("begins_with")) {
            if (right.constant() && right.value().s() == null && right.value().b() == null) {
                throw new IllegalStateException("incorrect operand type for begins_with");
            }
            return starts(left.value(), right.value());
        }
        return contains(left.value(), right.value());
    }

    private boolean comparison() {
        Side left = operand();
        String operator = peek();
        next++;
        switch (operator) {
            case "BETWEEN" -> {
                Side low = operand();
                expect("AND");
                Side high = operand();
                orderable(low);
                orderable(high);
                if (!type(low.value()).equals(type(high.value())) || order(low.value(), high.value()) > 0) {
                    throw new IllegalStateException("bad bounds");
                }
                return compare(left.value(), ">=", low.value()) && compare(left.value(), "<=", high.value());
            }
            case "IN" -> {
                expect("(");
                boolean found = false;
                int count = 0;
                do {
                    found |= compare(left.value(), "=", operand().value());
                    count++;
                } while (accept(","));
                expect(")");
                if (count > 100) {
                    throw new IllegalStateException("too many operands");
                }
                return found;
            }
            default -> {
                Side right = operand();
                distinct(left, right);
                if (!operator.equals("=") && !operator.equals("<>")) {
                    orderable(left);
                    orderable(right);
                }
                return compare(left.value(), operator, right.value());
            }
        }
    }

    private static void orderable(Side side) {
        if (side.constant() && !Set.of("S", "N", "B").contains(type(side.value()))) {
            throw new IllegalStateException("incorrect operand type for operator");
        }
    }

    private Side operand() {
        String token = peek();
        next++;
        if (token.startsWith(":")) {
            AttributeValue value = values.get(token);
            if (value == null) {
                throw new IllegalStateException("no value " + token);
            }
            return new Side(value, true, token);
        }
        if (token.equals("size")) {
            operators++;
            expect("(");
            Side inner = operand();
            expect(")");
            return new Side(size(inner.value()), false, "size(" + inner.path() + ")");
        }
        StringBuilder path = new StringBuilder(token);
        AttributeValue value = item.get(name(token));
        while (peek().equals(".") || peek().equals("[")) {
            if (accept(".")) {
                String step = tokens.get(next++);
                path.append('.').append(step);
                value = value != null && value.hasM() ? value.m().get(name(step)) : null;
            } else {
                expect("[");
                int index = Integer.parseInt(tokens.get(next++));
                expect("]");
                path.append('[').append(index).append(']');
                value = value != null && value.hasL() && index < value.l().size()
                        ? value.l().get(index)
                        : null;
            }
        }
        return new Side(value, false, path.toString());
    }

    private String name(String token) {
        String name = names.get(token);
        if (name == null) {
            throw new IllegalStateException("no name " + token);
        }
        return name;
    }

    private static String type(AttributeValue value) {
        return value.type().name().equals("NUL") ? "NULL" : value.type().name();
    }

    private static AttributeValue size(AttributeValue value) {
        if (value == null) {
            return null;
        }
        int size =
                switch (type(value)) {
                    case "S" -> value.s().length();
                    case "B" -> value.b().asByteArray().length;
                    case "L" -> value.l().size();
                    case "M" -> value.m().size();
                    case "SS" -> value.ss().size();
                    case "NS" -> value.ns().size();
                    case "BS" -> value.bs().size();
                    default -> -1;
                };
        return size < 0 ? null : AttributeValue.fromN("" + size);
    }

    private static boolean compare(AttributeValue left, String operator, AttributeValue right) {
        if (operator.equals("=")) {
            return same(left, right);
        }
        if (operator.equals("<>")) {
            return !same(left, right);
        }
        if (left == null
                || right == null
                || !type(left).equals(type(right))
                || !Set.of("S", "N", "B").contains(type(left))) {
            return false;
        }
        int order = order(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalStateException("operator " + operator);
        };
    }

    private static int order(AttributeValue left, AttributeValue right) {
        return switch (type(left)) {
            case "N" -> new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
            case "S" -> Arrays.compareUnsigned(
                    left.s().getBytes(StandardCharsets.UTF_8), right.s().getBytes(StandardCharsets.UTF_8));
            default -> Arrays.compareUnsigned(left.b().asByteArray(), right.b().asByteArray());
        };
    }

    private static boolean same(AttributeValue left, AttributeValue right) {
        if (left == null || right == null || !type(left).equals(type(right))) {
            return false;
        }
        return switch (type(left)) {
            case "N" -> new BigDecimal(left.n()).compareTo(new BigDecimal(right.n())) == 0;
            case "NS" -> numbers(left).equals(numbers(right));
            case "SS" -> new HashSet<>(left.ss()).equals(new HashSet<>(right.ss()));
            case "BS" -> new HashSet<>(left.bs()).equals(new HashSet<>(right.bs()));
            case "L" -> {
                boolean same = left.l().size() == right.l().size();
                for (int i = 0; same && i < left.l().size(); i++) {
                    same = same(left.l().get(i), right.l().get(i));
                }
                yield same;
            }
            case "M" -> left.m().keySet().equals(right.m().keySet())
                    && left.m().entrySet().stream()
                            .allMatch(e -> same(e.getValue(), right.m().get(e.getKey())));
            default -> left.equals(right);
        };
    }

    private static Set<BigDecimal> numbers(AttributeValue set) {
        Set<BigDecimal> numbers = new HashSet<>();
        set.ns().forEach(n -> numbers.add(new BigDecimal(n).stripTrailingZeros()));
        return numbers;
    }

    private static boolean starts(AttributeValue value, AttributeValue prefix) {
        if (value == null || prefix == null || !type(value).equals(type(prefix))) {
            return false;
        }
        if (value.s() != null) {
            return value.s().startsWith(prefix.s());
        }
        return value.b() != null && text(value).startsWith(text(prefix));
    }

    private static String text(AttributeValue binary) {
        return new String(binary.b().asByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static boolean contains(AttributeValue value, AttributeValue element) {
        if (value == null || element == null) {
            return false;
        }
        return switch (type(value)) {
            case "S" -> element.s() != null && value.s().contains(element.s());
            case "B" -> element.b() != null && text(value).contains(text(element));
            case "SS" -> element.s() != null && value.ss().contains(element.s());
            case "BS" -> element.b() != null && value.bs().contains(element.b());
            case "NS" -> element.n() != null
                    && numbers(value).contains(new BigDecimal(element.n()).stripTrailingZeros());
            case "L" -> value.l().stream().anyMatch(e -> same(e, element));
            default -> false;
        };
    }
}
