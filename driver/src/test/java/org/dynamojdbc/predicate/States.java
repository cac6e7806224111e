package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values an attribute may hold, items made of them, and leaves over the attributes a and b. */
final class States {
    static final AttributeValue NULL = AttributeValue.fromNul(true);
    static final AttributeValue FIVE = AttributeValue.fromN("5");
    static final AttributeValue EMOJI = s("\uD83D\uDE00x");
    static final Operand A = new Operand.Attribute(AttributePath.of("a"));
    static final Operand B = new Operand.Attribute(AttributePath.of("b"));
    static final AttributePath M_X = new AttributePath("a", List.of(new AttributePath.Step.Field("x")));
    static final AttributePath FIRST = new AttributePath("a", List.of(new AttributePath.Step.Element(0)));

    private States() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    static AttributeValue b(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    /** All values but missing. */
    static List<AttributeValue> values() {
        return List.of(
                NULL,
                s(""),
                s("abc"),
                s("abXcd"),
                s("x"),
                EMOJI,
                s("\uFFFD"),
                FIVE,
                n("5.0"),
                n("-1"),
                n("0"),
                n("9"),
                b(),
                b(1, 2),
                b(200),
                AttributeValue.fromBool(true),
                AttributeValue.fromBool(false),
                AttributeValue.fromL(List.of()),
                AttributeValue.fromL(List.of(FIVE, s("abc"))),
                AttributeValue.fromL(List.of(NULL)),
                AttributeValue.fromM(Map.of()),
                AttributeValue.fromM(Map.of("x", FIVE)),
                AttributeValue.fromM(Map.of("x", NULL)),
                AttributeValue.fromSs(List.of("abc", "x")),
                AttributeValue.fromNs(List.of("5", "7")),
                AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1, 2}))));
    }

    /** Items with every value, or none, in a and in b. */
    static List<Map<String, AttributeValue>> items() {
        List<AttributeValue> states = new ArrayList<>(values());
        states.add(null);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (AttributeValue a : states) {
            for (AttributeValue b : states) {
                Map<String, AttributeValue> item = new HashMap<>();
                if (a != null) {
                    item.put("a", a);
                }
                if (b != null) {
                    item.put("b", b);
                }
                items.add(item);
            }
        }
        return items;
    }

    /** Constants to compare with: all values and some that DynamoDB cannot hold. */
    static List<AttributeValue> constants() {
        List<AttributeValue> constants = new ArrayList<>(values());
        constants.add(n("1E200"));
        constants.add(n("-1E200"));
        constants.add(n("1E-200"));
        constants.add(n("4.9999999999999999999999999999999999999999999"));
        constants.add(n("5.0000000000000000000000000000000000000000001"));
        constants.add(s("\uD83D"));
        return constants;
    }

    static List<Predicate> leaves() {
        List<Predicate> leaves = new ArrayList<>();
        AttributePath a = AttributePath.of("a");
        List<Operand> computed = List.of(new Operand.Size(a), new Operand.CharLength(a), new Operand.Cardinality(a));
        List<Operand> operands = new ArrayList<>(computed);
        operands.add(A);
        operands.add(new Operand.Attribute(M_X));
        operands.add(new Operand.Attribute(FIRST));
        operands.add(new Operand.Coalesce(a, FIVE));
        operands.add(new Operand.Coalesce(a, NULL));
        operands.add(new Operand.Coalesce(a, s("abc")));
        for (Operand operand : operands) {
            for (AttributeValue value : constants()) {
                Operand constant = new Operand.Constant(value);
                for (CompareOperator operator : CompareOperator.values()) {
                    leaves.add(new Predicate.Compare(operand, operator, constant));
                    leaves.add(new Predicate.Compare(constant, operator, operand));
                }
                leaves.add(new Predicate.Distinct(operand, constant));
                leaves.add(new Predicate.Distinct(constant, operand));
                leaves.add(new Predicate.BeginsWith(operand, constant));
                leaves.add(new Predicate.BeginsWith(constant, operand));
                leaves.add(new Predicate.In(operand, List.of(value)));
                leaves.add(new Predicate.In(operand, List.of(value, FIVE, s("abc"))));
                leaves.add(new Predicate.In(operand, List.of(value, NULL)));
                leaves.add(new Predicate.Between(operand, constant, new Operand.Constant(FIVE)));
                leaves.add(new Predicate.Between(operand, new Operand.Constant(s("ab")), constant));
                leaves.add(new Predicate.Between(operand, constant, constant));
                leaves.add(new Predicate.Between(constant, operand, new Operand.Constant(n("7"))));
            }
            for (Operand other : List.of(B, operand, A, new Operand.Coalesce(AttributePath.of("b"), FIVE))) {
                for (CompareOperator operator : CompareOperator.values()) {
                    leaves.add(new Predicate.Compare(operand, operator, other));
                }
                leaves.add(new Predicate.Distinct(operand, other));
                leaves.add(new Predicate.BeginsWith(operand, other));
                leaves.add(new Predicate.Between(new Operand.Constant(FIVE), operand, other));
            }
            for (String pattern :
                    List.of("", "%", "%%", "abc", "ab%", "%b%", "ab%cd", "%c", "a_c", "_", "_x", "%_", "x!%", "a!_%")) {
                leaves.add(new Predicate.Like(operand, pattern, null));
                leaves.add(new Predicate.Like(operand, pattern, (int) '!'));
            }
            leaves.add(new Predicate.IsNull(operand));
            leaves.add(new Predicate.In(operand, List.of()));
            leaves.add(new Predicate.In(operand, many(false)));
            leaves.add(new Predicate.In(operand, many(true)));
        }
        for (AttributePath path : List.of(a, M_X, FIRST)) {
            for (AttributeValue value : constants()) {
                leaves.add(new Predicate.Contains(path, value));
                leaves.add(new Predicate.Member(value, path));
            }
            for (AttributeType type : AttributeType.values()) {
                leaves.add(new Predicate.HasType(path, type));
            }
            leaves.add(new Predicate.IsMissing(path));
            leaves.add(new Predicate.BooleanAttribute(path));
        }
        for (Truth truth : Truth.values()) {
            leaves.add(new Predicate.Always(truth));
        }
        return leaves;
    }

    private static List<AttributeValue> many(boolean withNull) {
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            values.add(n("" + i));
        }
        values.add(s("abc"));
        if (withNull) {
            values.add(NULL);
        }
        return values;
    }
}
