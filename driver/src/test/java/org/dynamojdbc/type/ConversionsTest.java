package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ConversionsTest {
    private static final List<Class<?>> TARGETS = List.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            Number.class,
            byte[].class,
            Date.class,
            Time.class,
            Timestamp.class,
            java.util.Date.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Instant.class,
            UUID.class,
            Map.class,
            List.class,
            Set.class,
            Collection.class,
            Object.class,
            InputStream.class,
            Reader.class,
            Thread.class,
            int.class);

    private static final List<AttributeValue> VALUES = List.of(
            s(""),
            s("a"),
            s("5"),
            s("1e999999999"),
            s("1e-999999999"),
            s("-1E+400"),
            s("NaN"),
            s("true"),
            s("[1]"),
            s("{}"),
            s("2024-01-31"),
            s("13:05:00"),
            s("13:05:00+02:00"),
            s("2024-01-31T13:05:00.5"),
            s("2024-01-31 13:05:00Z"),
            s("2024-01-31T13:05:00+02:00"),
            s("00000000-0000-0000-0000-000000000001"),
            n("0"),
            n("-7"),
            n("1.5"),
            n("1E+125"),
            n("-1E+125"),
            n("1E-130"),
            n("99999999999999999999"),
            n("1700000000"),
            AttributeValue.fromBool(true),
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, -1})),
            AttributeValue.fromL(List.of(n("1"), AttributeValue.fromNul(true))),
            AttributeValue.fromL(List.of()),
            AttributeValue.fromM(Map.of("a", n("1"))),
            AttributeValue.fromSs(List.of("a")),
            AttributeValue.fromNs(List.of("1")),
            AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a"))));

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyValueReadsAsEveryTargetOrFailsWithASqlState(Kind kind) {
        ColumnType type = kind == Kind.DECIMAL ? new ColumnType(kind, 10, 2) : ColumnType.of(kind);
        for (AttributeValue value : VALUES) {
            for (Class<?> target : TARGETS) {
                try {
                    assertThat(Conversions.object(value, type, target)).isInstanceOf(target);
                } catch (SqlFailure refused) {
                    assertThat(refused.state())
                            .as("%s of %s as %s", kind, value, target)
                            .isIn(SqlState.INVALID_CHARACTER_VALUE, SqlState.NUMERIC_OUT_OF_RANGE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyValueHasAText(Kind kind) {
        VALUES.forEach(value ->
                assertThat(Conversions.string(value, ColumnType.of(kind))).isNotNull());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void missingAndNullReadAsNull(Kind kind) {
        ColumnType type = ColumnType.of(kind);
        for (AttributeValue nothing : Arrays.asList(null, AttributeValue.fromNul(true))) {
            TARGETS.forEach(target -> assertThat((Object) Conversions.object(nothing, type, target))
                    .isNull());
            assertThat(Conversions.object(nothing, type)).isNull();
            assertThat(Conversions.string(nothing, type)).isNull();
            assertThat(Conversions.bytes(nothing, type)).isNull();
            assertThat(Conversions.decimal(nothing, type)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSAMPLED")
    void getObjectGivesTheClassThatMetadataNames(Kind kind) {
        ColumnType type = ColumnType.of(kind);
        for (AttributeValue value : VALUES) {
            try {
                assertThat(Conversions.object(value, type).getClass().getName()).isEqualTo(JdbcTypes.className(type));
            } catch (SqlFailure refused) {
                assertThat(refused.state()).isIn(SqlState.INVALID_CHARACTER_VALUE, SqlState.NUMERIC_OUT_OF_RANGE);
            }
        }
    }

    static Stream<Arguments> readings() {
        UUID uuid = new UUID(0, 1);
        LocalDateTime local = LocalDateTime.of(2024, 1, 31, 13, 5);
        Instant instant = local.toInstant(ZoneOffset.UTC);
        return Stream.of(
                arguments(Kind.NUMERIC, n("1.9"), Integer.class, 1),
                arguments(Kind.NUMERIC, n("-1.9"), Long.class, -1L),
                arguments(Kind.NUMERIC, n("1E-130"), Long.class, 0L),
                arguments(Kind.NUMERIC, n("9223372036854775807"), Long.class, Long.MAX_VALUE),
                arguments(Kind.NUMERIC, n("1E+3"), String.class, "1000"),
                arguments(Kind.NUMERIC, n("2"), Boolean.class, true),
                arguments(Kind.NUMERIC, n("2"), BigInteger.class, BigInteger.TWO),
                arguments(Kind.VARCHAR, s(" 7 "), Integer.class, 7),
                arguments(Kind.VARCHAR, s("1e-9999"), Integer.class, 0),
                arguments(Kind.VARCHAR, s("0"), Boolean.class, false),
                arguments(Kind.BOOLEAN, AttributeValue.fromBool(true), Integer.class, 1),
                arguments(Kind.BOOLEAN, AttributeValue.fromBool(true), String.class, "true"),
                arguments(Kind.DOUBLE, n("0.1"), Double.class, 0.1),
                arguments(Kind.DATE, s("2024-01-31"), Date.class, Date.valueOf("2024-01-31")),
                arguments(
                        Kind.DATE,
                        s("2024-01-31"),
                        LocalDateTime.class,
                        local.toLocalDate().atStartOfDay()),
                arguments(Kind.TIME, s("13:05:00"), Time.class, Time.valueOf("13:05:00")),
                arguments(Kind.TIME, s("13:05:00"), OffsetTime.class, OffsetTime.parse("13:05Z")),
                arguments(Kind.VARCHAR, s("13:05+02:00"), OffsetTime.class, OffsetTime.parse("13:05+02:00")),
                arguments(Kind.TIMESTAMP, s("2024-01-31 13:05:00"), Timestamp.class, Timestamp.valueOf(local)),
                arguments(Kind.TIMESTAMP, s("2024-01-31T13:05"), LocalDateTime.class, local),
                arguments(Kind.TIMESTAMP_TZ, s("2024-01-31T13:05:00Z"), Instant.class, instant),
                arguments(Kind.TIMESTAMP_TZ, s("2024-01-31T15:05:00+02:00"), Timestamp.class, Timestamp.from(instant)),
                arguments(Kind.EPOCH_SECONDS, n("1706706300"), OffsetDateTime.class, instant.atOffset(ZoneOffset.UTC)),
                arguments(Kind.EPOCH_SECONDS, n("1706706300.5"), Instant.class, instant.plusMillis(500)),
                arguments(Kind.EPOCH_MILLIS, n("-1"), Instant.class, Instant.ofEpochMilli(-1)),
                arguments(Kind.EPOCH_MILLIS, n("1706706300000"), Long.class, 1706706300000L),
                arguments(Kind.UUID, s(uuid.toString()), UUID.class, uuid),
                arguments(Kind.LIST, AttributeValue.fromL(List.of(n("1"))), List.class, List.of(new BigDecimal(1))),
                arguments(Kind.VARCHAR, s("[1]"), List.class, List.of(new BigDecimal(1))),
                arguments(Kind.MAP, AttributeValue.fromM(Map.of("a", s("b"))), Map.class, Map.of("a", "b")),
                arguments(Kind.MAP, AttributeValue.fromM(Map.of("a", s("b"))), String.class, "{\"a\":\"b\"}"),
                arguments(Kind.STRING_SET, AttributeValue.fromSs(List.of("b", "a")), Set.class, Set.of("a", "b")),
                arguments(Kind.STRING_SET, AttributeValue.fromSs(List.of("b", "a")), String.class, "[\"a\",\"b\"]"),
                arguments(Kind.ANY, n("1.50"), Object.class, new BigDecimal("1.50")),
                arguments(Kind.VARCHAR, s("\u00e9"), byte[].class, "\u00e9".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void valuesReadAs(Kind kind, AttributeValue value, Class<?> target, Object expected) {
        assertThat((Object) Conversions.object(value, ColumnType.of(kind), target))
                .isEqualTo(expected);
    }

    static Stream<Arguments> overflows() {
        return Stream.of(
                arguments(n("128"), Byte.class),
                arguments(n("-32769"), Short.class),
                arguments(n("2147483648"), Integer.class),
                arguments(n("9223372036854775808"), Long.class),
                arguments(n("1E+125"), Long.class),
                arguments(n("1E+39"), Float.class),
                arguments(s("-1E+400"), Double.class));
    }

    @ParameterizedTest
    @MethodSource("overflows")
    void outOfRangeIsRefusedAndNeverWraps(AttributeValue value, Class<?> target) {
        assertThatThrownBy(() -> Conversions.object(value, ColumnType.of(Kind.NUMERIC), target))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.NUMERIC_OUT_OF_RANGE));
    }

    @Test
    void aDecimalShowsItsDeclaredScale() {
        ColumnType money = new ColumnType(Kind.DECIMAL, 10, 2);
        assertThat(Conversions.object(n("5"), money)).isEqualTo(new BigDecimal("5.00"));
        assertThat(Conversions.string(n("5.5"), money)).isEqualTo("5.50");
        assertThat(Conversions.string(n("5.555"), money)).isEqualTo("5.555");
    }

    @Test
    void anEpochReadsAsTimestampInTheJvmsZone() {
        ColumnType type = ColumnType.of(Kind.EPOCH_SECONDS);
        Timestamp expected = Timestamp.from(Instant.ofEpochSecond(1706706300));
        assertThat(Conversions.object(n("1706706300"), type)).isEqualTo(expected);
        String text = String.valueOf(Conversions.string(n("1706706300"), type));
        assertThat(text).endsWith(":00");
        assertThat(Timestamp.valueOf(text)).isEqualTo(expected);
        assertThat(Conversions.string(n("1E+30"), type)).startsWith("1000000");
    }

    @Test
    void aZoneChoosesTheLocalTimeOfAPointInTime() {
        ColumnType type = ColumnType.of(Kind.TIMESTAMP_TZ);
        AttributeValue value = s("2024-01-31T23:30:00Z");
        assertThat(Conversions.date(value, type, ZoneId.of("Europe/Berlin"))).isEqualTo("2024-02-01");
        assertThat(Conversions.timestamp(value, type, ZoneId.of("America/New_York")))
                .isEqualTo(LocalDateTime.of(2024, 1, 31, 18, 30));
    }

    @Test
    void aBinarySetKeepsItsKindThroughJava() {
        AttributeValue set = AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1})));
        assertThat(AttributeValues.of(AttributeValues.toJava(set))).isEqualTo(set);
    }

    @ParameterizedTest
    @CsvSource({
        "TIME, 13:05:00.000000000, 13:05:00",
        "TIME, 13:05:00.120000000, 13:05:00.12",
        "TIME, 13:05:00, 13:05:00",
        "TIME, noon, noon",
        "TIMESTAMP, 2024-01-31T10:00:00.000000000, 2024-01-31 10:00:00",
        "TIMESTAMP, 2024-01-31T13:05:00.000000001, 2024-01-31 13:05:00.000000001",
        "TIMESTAMP, 2024-01-31T13:05, 2024-01-31T13:05",
        "TIMESTAMP_TZ, 2024-01-31T13:05:00.500000000Z, 2024-01-31 13:05:00.5Z",
        "TIMESTAMP_TZ, 2024-01-31T13:05:00.000000000Z, 2024-01-31 13:05:00Z",
        "TIMESTAMP_TZ, Z, Z",
        "TIMESTAMP_TZ, '', ''",
        "VARCHAR, 2024-01-31T13:05:00.000000000, 2024-01-31T13:05:00.000000000"
    })
    void whatIsKeptOfATimeReadsAsSqlWritesItAndAnyOtherTextAsItIs(Kind kind, String kept, String shown) {
        assertThat(Conversions.string(AttributeValue.fromS(kept), ColumnType.of(kind)))
                .isEqualTo(shown);
    }

    @Test
    void aTimeIsATimestampOfTheFirstDay() {
        AttributeValue kept = AttributeValue.fromS("13:05:00.500000000");
        ColumnType time = ColumnType.of(Kind.TIME);
        assertThat(Conversions.object(kept, time, Timestamp.class))
                .isEqualTo(Timestamp.valueOf("1970-01-01 13:05:00.5"));
        assertThatThrownBy(() -> Conversions.object(kept, ColumnType.of(Kind.VARCHAR), Timestamp.class))
                .isInstanceOf(SqlFailure.class);
        assertThatThrownBy(() -> Conversions.object(kept, time, LocalDateTime.class))
                .isInstanceOf(SqlFailure.class);
    }
}
