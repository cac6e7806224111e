package org.dynamojdbc.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys are equal exactly when DynamoDB calls the values equal. */
class ValueKeyTest {
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** Each line holds values that are equal to each other and to none of another line. */
    private static final List<List<AttributeValue>> EQUAL = List.of(
            List.of(AttributeValue.fromNul(true)),
            List.of(AttributeValue.fromS("")),
            List.of(AttributeValue.fromS("NULL")),
            List.of(AttributeValue.fromS("1")),
            List.of(AttributeValue.fromS("true")),
            List.of(ONE, AttributeValue.fromN("1.0"), AttributeValue.fromN("1e0"), AttributeValue.fromN("10E-1")),
            List.of(AttributeValue.fromN("0"), AttributeValue.fromN("-0"), AttributeValue.fromN("0E+9")),
            List.of(AttributeValue.fromBool(true)),
            List.of(AttributeValue.fromBool(false)),
            List.of(AttributeValue.fromB(SdkBytes.fromUtf8String("1"))),
            List.of(AttributeValue.fromL(List.of())),
            List.of(AttributeValue.fromL(List.of(ONE)), AttributeValue.fromL(List.of(AttributeValue.fromN("1.0")))),
            List.of(AttributeValue.fromL(List.of(AttributeValue.fromS("1")))),
            List.of(AttributeValue.fromL(List.of(AttributeValue.fromNul(true)))),
            List.of(AttributeValue.fromM(Map.of())),
            List.of(
                    AttributeValue.fromM(Map.of("a", ONE)),
                    AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1.00")))),
            List.of(AttributeValue.fromM(Map.of("b", ONE))),
            List.of(AttributeValue.fromSs(List.of("1", "2")), AttributeValue.fromSs(List.of("2", "1"))),
            List.of(AttributeValue.fromSs(List.of("1"))),
            List.of(AttributeValue.fromNs(List.of("1", "2")), AttributeValue.fromNs(List.of("2.0", "1e0"))),
            List.of(AttributeValue.fromNs(List.of("1"))),
            List.of(AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("1")))));

    @Test
    void keysOfValuesAreEqualWhereTheValuesAre() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < EQUAL.size(); i++) {
            for (int j = 0; j < EQUAL.size(); j++) {
                for (AttributeValue a : EQUAL.get(i)) {
                    for (AttributeValue b : EQUAL.get(j)) {
                        boolean equal = ValueKey.of(a).equals(ValueKey.of(b));
                        boolean hash =
                                ValueKey.of(a).hashCode() == ValueKey.of(b).hashCode();
                        if (equal != (i == j) || (equal && !hash)) {
                            wrong.add(a + (equal ? " = " : " <> ") + b);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theOrderOfAKeysAttributesDoesNotCount() {
        AttributeValue other = AttributeValue.fromS("x");
        Map<String, AttributeValue> key = new java.util.LinkedHashMap<>();
        key.put("sk", other);
        key.put("pk", ONE);
        assertEquals(ValueKey.of(Map.of("pk", AttributeValue.fromN("1.0"), "sk", other)), ValueKey.of(key));
    }
}
