package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ColumnType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class EncodingsTest {
    private static final byte[] BYTES = {1, -1};
    private static final SdkBytes SDK_BYTES = SdkBytes.fromByteArray(BYTES);

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    @SuppressWarnings("JavaUtilDate") // applications bind it
    static Stream<Arguments> naturalValues() {
        return Stream.of(
                arguments(null, AttributeValue.fromNul(true)),
                arguments("a", s("a")),
                arguments(java.nio.CharBuffer.wrap("a"), s("a")),
                arguments('a', s("a")),
                arguments(1, n("1")),
                arguments(1L, n("1")),
                arguments((short) 1, n("1")),
                arguments((byte) 1, n("1")),
                arguments(1.5, n("1.5")),
                arguments(0.1f, n("0.1")),
                arguments(new BigDecimal("1.50"), n("1.5")),
                arguments(true, AttributeValue.fromBool(true)),
                arguments(BYTES, AttributeValue.fromB(SDK_BYTES)),
                arguments(ByteBuffer.wrap(BYTES), AttributeValue.fromB(SDK_BYTES)),
                arguments(SDK_BYTES, AttributeValue.fromB(SDK_BYTES)),
                arguments(new UUID(0, 1), s("00000000-0000-0000-0000-000000000001")),
                arguments(DayOfWeek.MONDAY, s("MONDAY")),
                arguments(LocalDate.of(2024, 1, 31), s("2024-01-31")),
                arguments(Date.valueOf("2024-01-31"), s("2024-01-31")),
                arguments(LocalTime.of(13, 5), s("13:05:00.000000000")),
                arguments(Time.valueOf("13:05:00"), s("13:05:00.000000000")),
                arguments(OffsetTime.parse("13:05+02:00"), s("11:05:00.000000000Z")),
                arguments(LocalDateTime.of(2024, 1, 31, 13, 5), s("2024-01-31T13:05:00.000000000")),
                arguments(Timestamp.valueOf("2024-01-31 13:05:00.5"), s("2024-01-31T13:05:00.500000000")),
                arguments(OffsetDateTime.parse("2024-01-31T13:05+02:00"), s("2024-01-31T11:05:00.000000000Z")),
                arguments(
                        ZonedDateTime.parse("2024-01-31T13:05+01:00[Europe/Berlin]"),
                        s("2024-01-31T12:05:00.000000000Z")),
                arguments(Instant.EPOCH, s("1970-01-01T00:00:00.000000000Z")),
                arguments(new java.util.Date(0), s("1970-01-01T00:00:00.000000000Z")),
                arguments(
                        Arrays.asList(1, null, "a"),
                        AttributeValue.fromL(List.of(n("1"), AttributeValue.fromNul(true), s("a")))),
                arguments(new Object[] {1}, AttributeValue.fromL(List.of(n("1")))),
                arguments(new int[] {1, 2}, AttributeValue.fromL(List.of(n("1"), n("2")))),
                arguments(Map.of("a", List.of()), AttributeValue.fromM(Map.of("a", AttributeValue.fromL(List.of())))),
                arguments(Set.of("a"), AttributeValue.fromSs(List.of("a"))),
                arguments(
                        new LinkedHashSet<>(List.of(1, new BigDecimal("1.0"), 2.5)),
                        AttributeValue.fromNs(List.of("1", "2.5"))),
                arguments(Set.of(SDK_BYTES), AttributeValue.fromBs(List.of(SDK_BYTES))));
    }

    @ParameterizedTest
    @MethodSource("naturalValues")
    void javaObjectsHaveANaturalType(Object java, AttributeValue stored) {
        assertThat(AttributeValues.of(java)).isEqualTo(stored);
    }

    static Stream<Arguments> unnaturalValues() {
        return Stream.of(
                arguments(new Object(), SqlState.INVALID_CHARACTER_VALUE),
                arguments(Set.of(), SqlState.INVALID_CHARACTER_VALUE),
                arguments(Set.of(1, "a"), SqlState.INVALID_CHARACTER_VALUE),
                arguments(Set.of(true), SqlState.INVALID_CHARACTER_VALUE),
                arguments(Collections.singleton(null), SqlState.INVALID_CHARACTER_VALUE),
                arguments("\uD83D", SqlState.CHARACTER_NOT_IN_REPERTOIRE),
                arguments("a\uDE00b", SqlState.CHARACTER_NOT_IN_REPERTOIRE),
                arguments(Collections.singletonMap(null, 1), SqlState.INVALID_CHARACTER_VALUE),
                arguments(Map.of(1, "a", "1", "b"), SqlState.INVALID_CHARACTER_VALUE),
                arguments(LocalDate.of(10000, 1, 1), SqlState.NUMERIC_OUT_OF_RANGE),
                arguments(LocalDate.of(-1, 1, 1), SqlState.NUMERIC_OUT_OF_RANGE),
                arguments(Instant.MAX.minusSeconds(86400 * 366L), SqlState.NUMERIC_OUT_OF_RANGE),
                arguments(nested(40), SqlState.PROGRAM_LIMIT_EXCEEDED));
    }

    private static Object nested(int depth) {
        Object value = "leaf";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("unnaturalValues")
    void whatDynamoDbCannotHoldIsRefused(Object java, SqlState state) {
        assertThatThrownBy(() -> AttributeValues.of(java))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(state));
    }

    static Stream<Arguments> declaredValues() {
        AttributeValue strings = AttributeValue.fromSs(List.of("1", "a"));
        AttributeValue numbers = AttributeValue.fromNs(List.of("1", "2"));
        AttributeValue binaries = AttributeValue.fromBs(List.of(SDK_BYTES));
        return Stream.of(
                arguments(5, Kind.VARCHAR, s("5")),
                arguments(true, Kind.VARCHAR, s("true")),
                arguments(" 5 ", Kind.NUMERIC, n("5")),
                arguments("5.0", Kind.INTEGER, n("5")),
                arguments(5.0, Kind.SMALLINT, n("5")),
                arguments("TRUE", Kind.BOOLEAN, AttributeValue.fromBool(true)),
                arguments(0, Kind.BOOLEAN, AttributeValue.fromBool(false)),
                arguments(BYTES, Kind.VARBINARY, AttributeValue.fromB(SDK_BYTES)),
                arguments("2024-01-31", Kind.DATE, s("2024-01-31")),
                arguments("2024-01-31 13:05:00", Kind.DATE, s("2024-01-31")),
                arguments("13:05", Kind.TIME, s("13:05:00.000000000")),
                arguments("2024-01-31 13:05:00", Kind.TIMESTAMP, s("2024-01-31T13:05:00.000000000")),
                arguments("2024-01-31", Kind.TIMESTAMP, s("2024-01-31T00:00:00.000000000")),
                arguments("2024-01-31T13:05:00+02:00", Kind.TIMESTAMP_TZ, s("2024-01-31T11:05:00.000000000Z")),
                arguments("1970-01-01T00:00:01.9Z", Kind.EPOCH_SECONDS, n("1")),
                arguments("1969-12-31T23:59:59.9Z", Kind.EPOCH_SECONDS, n("-1")),
                arguments("1970-01-01T00:00:01.9999Z", Kind.EPOCH_MILLIS, n("1999")),
                arguments(17, Kind.EPOCH_SECONDS, n("17")),
                arguments("00000000-0000-0000-0000-00000000000A", Kind.UUID, s("00000000-0000-0000-0000-00000000000a")),
                arguments("{\"a\":1}", Kind.MAP, AttributeValue.fromM(Map.of("a", n("1")))),
                arguments("[1]", Kind.LIST, AttributeValue.fromL(List.of(n("1")))),
                arguments(Set.of(1), Kind.LIST, AttributeValue.fromL(List.of(n("1")))),
                arguments("[1]", Kind.JSON, AttributeValue.fromL(List.of(n("1")))),
                arguments("[\"1\",\"a\"]", Kind.STRING_SET, strings),
                arguments(List.of("1", "a"), Kind.STRING_SET, strings),
                arguments("[1,2,1.0]", Kind.NUMBER_SET, numbers),
                arguments("[\"Af8=\"]", Kind.BINARY_SET, binaries),
                arguments(List.of(BYTES), Kind.BINARY_SET, binaries),
                arguments("x", Kind.ANY, s("x")),
                arguments(1, Kind.UNSAMPLED, n("1")));
    }

    @ParameterizedTest
    @MethodSource("declaredValues")
    void declaredColumnsHaveOneEncoding(Object java, Kind kind, AttributeValue stored) {
        assertThat(AttributeValues.of(java, ColumnType.of(kind))).isEqualTo(stored);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nullIsTheNullTypeInEveryColumn(Kind kind) {
        assertThat(AttributeValues.of(null, ColumnType.of(kind))).isEqualTo(AttributeValue.fromNul(true));
        assertThat(AttributeValues.compared(null, ColumnType.of(kind))).isEqualTo(AttributeValue.fromNul(true));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindTakesOrRefusesEveryValueWithASqlState(Kind kind) {
        naturalValues().map(a -> a.get()[0]).filter(java -> java != null).forEach(java -> {
            try {
                AttributeValue stored = AttributeValues.of(java, ColumnType.of(kind));
                if (kind != Kind.ANY && kind != Kind.UNSAMPLED && kind != Kind.JSON) {
                    assertThat(AttributeType.of(stored)).isEqualTo(TypeNames.storedAs(ColumnType.of(kind)));
                }
            } catch (SqlFailure refused) {
                assertThat(refused.state()).isIn(SqlState.INVALID_CHARACTER_VALUE, SqlState.NUMERIC_OUT_OF_RANGE);
            }
        });
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments("a", Kind.NUMERIC, SqlState.INVALID_CHARACTER_VALUE),
                arguments(1.5, Kind.INTEGER, SqlState.NUMERIC_OUT_OF_RANGE),
                arguments(40000, Kind.SMALLINT, SqlState.NUMERIC_OUT_OF_RANGE),
                arguments(1L << 31, Kind.INTEGER, SqlState.NUMERIC_OUT_OF_RANGE),
                arguments("9223372036854775808", Kind.BIGINT, SqlState.NUMERIC_OUT_OF_RANGE),
                arguments("1e999999999", Kind.BIGINT, SqlState.INVALID_CHARACTER_VALUE),
                arguments(2, Kind.BOOLEAN, SqlState.INVALID_CHARACTER_VALUE),
                arguments("text", Kind.VARBINARY, SqlState.INVALID_CHARACTER_VALUE),
                arguments(BYTES, Kind.VARCHAR, SqlState.INVALID_CHARACTER_VALUE),
                arguments("31.01.2024", Kind.DATE, SqlState.INVALID_CHARACTER_VALUE),
                arguments("2024-02-30", Kind.DATE, SqlState.INVALID_CHARACTER_VALUE),
                arguments(5, Kind.DATE, SqlState.INVALID_CHARACTER_VALUE),
                arguments("x", Kind.UUID, SqlState.INVALID_CHARACTER_VALUE),
                arguments("[1]", Kind.MAP, SqlState.INVALID_CHARACTER_VALUE),
                arguments(5, Kind.MAP, SqlState.INVALID_CHARACTER_VALUE),
                arguments("{}", Kind.LIST, SqlState.INVALID_CHARACTER_VALUE),
                arguments("[1]", Kind.STRING_SET, SqlState.INVALID_CHARACTER_VALUE),
                arguments("a", Kind.STRING_SET, SqlState.INVALID_CHARACTER_VALUE),
                arguments("[]", Kind.STRING_SET, SqlState.INVALID_CHARACTER_VALUE),
                arguments(5, Kind.NUMBER_SET, SqlState.INVALID_CHARACTER_VALUE),
                arguments("[\"no base64!\"]", Kind.BINARY_SET, SqlState.INVALID_CHARACTER_VALUE));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitADeclaredColumnIsRefused(Object java, Kind kind, SqlState state) {
        assertThatThrownBy(() -> AttributeValues.of(java, ColumnType.of(kind)))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(state));
    }

    @Test
    void declaredLengthAndScaleAreKept() {
        ColumnType money = new ColumnType(Kind.DECIMAL, 5, 2);
        assertThat(AttributeValues.of("999.990", money)).isEqualTo(n("999.99"));
        for (String misfit : List.of("1000", "0.001", "1E+100")) {
            assertThatThrownBy(() -> AttributeValues.of(misfit, money))
                    .isInstanceOfSatisfying(
                            SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.NUMERIC_OUT_OF_RANGE));
        }
        ColumnType code = new ColumnType(Kind.VARCHAR, 2, 0);
        assertThat(AttributeValues.of("a\uD83D\uDE00", code)).isEqualTo(s("a\uD83D\uDE00"));
        assertThatThrownBy(() -> AttributeValues.of("abc", code))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.VALUE_TOO_LONG));
        assertThat(AttributeValues.compared("abc", code)).isEqualTo(s("abc"));
    }

    @Test
    void comparedConstantsKeepWhatTheColumnDoesNot() {
        ColumnType seconds = ColumnType.of(Kind.EPOCH_SECONDS);
        assertThat(AttributeValues.compared("1970-01-01T00:00:01.5Z", seconds)).isEqualTo(n("1.5"));
        assertThat(AttributeValues.compared("1970-01-01T00:00:01.0005Z", ColumnType.of(Kind.EPOCH_MILLIS)))
                .isEqualTo(n("1000.5"));
        ColumnType date = ColumnType.of(Kind.DATE);
        assertThat(AttributeValues.compared("2024-01-31 00:00:00", date)).isEqualTo(s("2024-01-31"));
        AttributeValue noon = AttributeValues.compared("2024-01-31 12:00:00", date);
        assertThat(ValueOrder.compare(noon, s("2024-01-31"))).isPositive();
        assertThat(ValueOrder.compare(noon, s("2024-02-01"))).isNegative();
    }

    @Test
    void pointsInTimeSurviveTheJvmsZone() {
        Timestamp written = Timestamp.valueOf(LocalDateTime.of(2024, 7, 1, 13, 5));
        for (Kind kind :
                List.of(Kind.TIMESTAMP, Kind.TIMESTAMP_TZ, Kind.EPOCH_SECONDS, Kind.EPOCH_MILLIS, Kind.VARCHAR)) {
            ColumnType type = ColumnType.of(kind);
            AttributeValue bound = AttributeValues.of(written);
            assertThat(Conversions.object(AttributeValues.of(bound, type), type, Timestamp.class))
                    .as("%s", kind)
                    .isEqualTo(written);
        }
        assertThat(AttributeValues.of(written, ColumnType.of(Kind.EPOCH_MILLIS)))
                .isEqualTo(n(Long.toString(written.getTime())));
        OffsetDateTime instant =
                written.toInstant().atZone(ZoneId.systemDefault()).toOffsetDateTime();
        assertThat(AttributeValues.of(instant, ColumnType.of(Kind.TIMESTAMP)))
                .isEqualTo(AttributeValues.of(written, ColumnType.of(Kind.TIMESTAMP)));
    }

    @Test
    void aTimeKeepsItsMilliseconds() {
        Time written = new Time(Time.valueOf("13:05:00").getTime() + 7);
        ColumnType type = ColumnType.of(Kind.TIME);
        AttributeValue stored = AttributeValues.of(written, type);
        assertThat(stored).isEqualTo(s("13:05:00.007000000"));
        assertThat(Conversions.object(stored, type)).isEqualTo(written);
    }
}
