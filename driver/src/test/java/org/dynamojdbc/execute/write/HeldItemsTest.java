package org.dynamojdbc.execute.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dynamojdbc.execute.call.SeenKeys;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows that a statement has to hold come back as they were, however many they are, and take little memory. */
class HeldItemsTest {
    private static Map<String, AttributeValue> item(int number) {
        return Map.of(
                "id",
                AttributeValue.fromS("key-" + number),
                "n",
                AttributeValue.fromN(Integer.toString(number)),
                "document",
                AttributeValue.fromM(Map.of(
                        "list",
                        AttributeValue.fromL(List.of(AttributeValue.fromNul(true), AttributeValue.fromBool(true))),
                        "texts",
                        AttributeValue.fromSs(List.of("ä", "\uD83D\uDE00")),
                        "numbers",
                        AttributeValue.fromNs(List.of("1", "2.5")),
                        "bytes",
                        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, (byte) number})),
                        "set",
                        AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {7}))),
                        "long",
                        AttributeValue.fromS("x".repeat(number % 5 == 0 ? 70_000 : 0)))));
    }

    @Test
    void rowsBeyondMemoryComeBackInTheirOrder() {
        try (HeldItems held = new HeldItems()) {
            for (int i = 0; i < 3000; i++) {
                held.add(item(i));
            }
            assertThat(held.size()).isEqualTo(3000);
            assertThat(held.inMemory()).isBetween(1, 2000);
            for (int i = 0; i < 3000; i++) {
                assertThat(held.next()).isTrue();
                assertThat(held.item()).isEqualTo(item(i));
            }
            assertThat(held.hasFile()).isTrue();
            assertThat(held.next()).isFalse();
            assertThat(held.hasFile()).isFalse();
            assertThat(held.next()).isFalse();
            assertThat(held.size()).isEqualTo(3000);
        }
    }

    @Test
    void nothingComesAfterClose() {
        HeldItems held = new HeldItems();
        for (int i = 0; i < 1000; i++) {
            held.add(item(i));
        }
        assertThat(held.next()).isTrue();
        held.close();
        assertThat(held.next()).isFalse();
        held.close();
    }

    @Test
    void aKeyIsNewOnce() {
        SeenKeys seen = new SeenKeys();
        Set<Integer> expected = new HashSet<>();
        Random random = new Random(20240131);
        for (int i = 0; i < 100_000; i++) {
            int number = random.nextInt(60_000);
            Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromN(Integer.toString(number)));
            assertThat(seen.add(key)).isEqualTo(expected.add(number));
        }
    }
}
