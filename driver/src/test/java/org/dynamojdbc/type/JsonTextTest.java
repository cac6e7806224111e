package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "null",
                "true",
                "-1.5",
                "[1,\"a\",null,{\"b\":[false]}]",
                "12345678901234567890123456789012345678",
                "{\"z\":1,\"a\":2}"
            })
    void canonicalJsonComesBackAsItWas(String json) {
        assertThat(JsonText.of(JsonText.parse(json))).isEqualTo(json);
    }

    @Test
    void escapesAndSpaceAreRead() {
        assertThat(JsonText.parse(" { \"a\\u00e9\\n\\\"\" :\t[ 1e2 , -0 ] }\r\n"))
                .isEqualTo(AttributeValue.fromM(Map.of(
                        "a\u00e9\n\"",
                        AttributeValue.fromL(List.of(AttributeValue.fromN("100"), AttributeValue.fromN("0"))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "NaN",
                "nul",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "[1] 2",
                "{\"a\":1}//",
                "/* */1",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":1,\"a\":2}",
                "\"\\",
                "\\u0000",
                "-"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertRefused(text, SqlState.INVALID_CHARACTER_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1e126", "1e9999999999", "123456789012345678901234567890123456789"})
    void numbersThatDoNotFitAreRefused(String text) {
        assertRefused(text, SqlState.NUMERIC_OUT_OF_RANGE);
    }

    @Test
    void documentsAreNestedAsDeepAsDynamoDbTakesThem() {
        assertThat(JsonText.parse("[".repeat(32) + "]".repeat(32)).hasL()).isTrue();
        assertRefused("[".repeat(34) + "]".repeat(34), SqlState.PROGRAM_LIMIT_EXCEEDED);
        assertRefused("[".repeat(100_000), SqlState.PROGRAM_LIMIT_EXCEEDED);
    }

    private static void assertRefused(String text, SqlState state) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(state));
    }

    @Test
    void setsAreSortedArraysAndBinaryIsBase64() {
        assertThat(JsonText.of(AttributeValue.fromSs(List.of("b", "a")))).isEqualTo("[\"a\",\"b\"]");
        assertThat(JsonText.of(AttributeValue.fromNs(List.of("10", "9", "-1.5"))))
                .isEqualTo("[-1.5,9,10]");
        assertThat(JsonText.of(AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1, -1})))))
                .isEqualTo("[\"Af8=\"]");
    }

    @Test
    void insideDocumentsSetsAndBinaryTellWhatTheyAre() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {1, -1});
        AttributeValue document = AttributeValue.fromM(new LinkedHashMap<>(Map.of(
                "l",
                AttributeValue.fromL(List.of(
                        AttributeValue.fromB(bytes),
                        AttributeValue.fromNs(List.of("2", "1")),
                        AttributeValue.fromBs(List.of(bytes)))))));
        String json = JsonText.of(document);
        assertThat(json)
                .isEqualTo("{\"l\":[{\"$binary\":\"Af8=\"},{\"$set\":[1,2]},{\"$set\":[{\"$binary\":\"Af8=\"}]}]}");
        assertThat(ValueOrder.equal(JsonText.parse(json), document)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$set\":[]}",
                "{\"$set\":[1,\"a\"]}",
                "{\"$set\":[true]}",
                "{\"$set\":1}",
                "{\"$binary\":1}",
                "{\"$binary\":\"?\"}",
                "{\"$map\":[]}",
                "[{\"$set\":{}}]",
                "{\"$set\":[1],\"a\":1}",
                "{\"a\":1,\"$map\":{}}"
            })
    void formsThatStandForNothingAreRefused(String text) {
        assertRefused(text, SqlState.INVALID_CHARACTER_VALUE);
    }

    @Test
    void aMapWithANameOfTheFormsIsWrapped() {
        String json = "{\"$map\":{\"a\":1,\"$map\":{\"$map\":{\"$set\":[1]}}}}";
        AttributeValue read = JsonText.parse(json);
        assertThat(read.m().get("$map").m().get("$set").hasL()).isTrue();
        assertThat(JsonText.of(read)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$set\":", "{\"$map\":", "[{\"$map\":", "{\"$binary\":", "[{\"$set\":"})
    void formsNestNoDeeperThanDocuments(String opening) {
        assertThatThrownBy(() -> JsonText.parse(opening.repeat(100_000))).isInstanceOf(SqlFailure.class);
    }

    @Property(tries = 300, seed = "20240131")
    void documentsComeBackEqual(@ForAll("documents") AttributeValue document) {
        assertThat(ValueOrder.equal(JsonText.parse(JsonText.of(document)), document))
                .isTrue();
    }

    @Provide
    Arbitrary<AttributeValue> documents() {
        Arbitrary<AttributeValue> scalars = Arbitraries.oneOf(
                Arbitraries.strings().excludeChars(range('\uD800', '\uDFFF')).map(AttributeValue::fromS),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1E20"), new BigDecimal("1E20"))
                        .ofScale(12)
                        .map(AttributeValues::of),
                Arbitraries.of(true, false).map(AttributeValue::fromBool),
                Arbitraries.just(AttributeValue.fromNul(true)));
        Arbitrary<AttributeValue> sets = Arbitraries.oneOf(
                Arbitraries.strings()
                        .alpha()
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(s -> AttributeValue.fromSs(List.copyOf(s))),
                Arbitraries.integers()
                        .map(String::valueOf)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(n -> AttributeValue.fromNs(List.copyOf(n))),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(3)
                        .map(SdkBytes::fromByteArray)
                        .map(b -> AttributeValue.fromBs(List.of(b))),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(3)
                        .map(SdkBytes::fromByteArray)
                        .map(AttributeValue::fromB));
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(3), Arbitraries.of("$set", "$binary", "$map"));
        Arbitrary<AttributeValue> leaves = Arbitraries.oneOf(scalars, sets);
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        scalars,
                        Arbitraries.oneOf(inner, leaves).list().ofMaxSize(4).map(AttributeValue::fromL),
                        Arbitraries.maps(names, Arbitraries.oneOf(inner, leaves))
                                .ofMaxSize(4)
                                .map(map -> AttributeValue.fromM(new LinkedHashMap<>(map)))),
                0,
                4);
    }

    private static char[] range(char first, char last) {
        char[] chars = new char[last - first + 1];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (first + i);
        }
        return chars;
    }
}
