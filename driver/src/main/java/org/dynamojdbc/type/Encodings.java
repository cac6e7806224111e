package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one encoding each declared column type has as an attribute. */
final class Encodings {
    private Encodings() {}

    static AttributeValue encode(@Nullable Object value, ColumnType target) {
        AttributeValue natural = AttributeValues.of(value);
        AttributeType given = AttributeType.of(natural);
        if (given == AttributeType.NULL) {
            return natural;
        }
        return switch (target.kind()) {
            case VARCHAR, CHAR -> string(natural, target);
            case NUMERIC, DECIMAL, REAL, DOUBLE -> number(natural, target);
            case SMALLINT -> integer(natural, target, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> integer(natural, target, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integer(natural, target, Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOLEAN -> truth(natural, target);
            case DATE -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.date(t, ZoneOffset.UTC))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIME -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.time(t, ZoneOffset.UTC))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIMESTAMP -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.timestamp(t, ZoneOffset.UTC))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIMESTAMP_TZ -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.instant(t, ZoneOffset.UTC))
                            .map(Temporals::text),
                    natural,
                    target);
            case EPOCH_SECONDS -> epoch(natural, target, 1);
            case EPOCH_MILLIS -> epoch(natural, target, 1000);
            case UUID -> uuid(natural, target);
            case JSON, MAP, LIST -> given == AttributeType.S ? document(natural, target) : natural;
            case STRING_SET, NUMBER_SET, BINARY_SET -> set(natural);
            case VARBINARY, UNSAMPLED, ANY -> natural;
        };
    }

    private static AttributeValue string(AttributeValue natural, ColumnType target) {
        return switch (AttributeType.of(natural)) {
            case S -> natural;
            case N -> AttributeValue.fromS(new BigDecimal(natural.n()).toPlainString());
            case BOOL -> AttributeValue.fromS(String.valueOf(natural.bool()));
            default -> throw mismatch(natural, target, null);
        };
    }

    private static AttributeValue number(AttributeValue natural, ColumnType target) {
        BigDecimal number = decimal(natural, target);
        if (target.kind() == ColumnType.Kind.DECIMAL && target.precision() > 0) {
            BigDecimal stripped = number.stripTrailingZeros();
            if (Math.max(stripped.scale(), 0) > target.scale()
                    || stripped.precision() - stripped.scale() > target.precision() - target.scale()) {
                throw new SqlFailure(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        number.toPlainString() + " does not fit DECIMAL(" + target.precision() + ", " + target.scale()
                                + "); nothing was rounded");
            }
        }
        return AttributeValue.fromN(DynamoNumber.text(number));
    }

    private static BigDecimal decimal(AttributeValue natural, ColumnType target) {
        try {
            return switch (AttributeType.of(natural)) {
                case N -> new BigDecimal(natural.n());
                case S -> new BigDecimal(natural.s().strip());
                default -> throw mismatch(natural, target, null);
            };
        } catch (NumberFormatException notANumber) {
            throw mismatch(natural, target, notANumber);
        }
    }

    private static AttributeValue integer(AttributeValue natural, ColumnType target, long least, long most) {
        BigDecimal number = decimal(natural, target);
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, number.toPlainString() + " does not fit " + target.kind());
        }
        return AttributeValue.fromN(DynamoNumber.text(number));
    }

    private static AttributeValue truth(AttributeValue natural, ColumnType target) {
        if (natural.s() != null) {
            if (natural.s().equalsIgnoreCase("true")) {
                return AttributeValue.fromBool(true);
            }
            if (natural.s().equalsIgnoreCase("false")) {
                return AttributeValue.fromBool(false);
            }
        }
        if (natural.bool() == null) {
            throw mismatch(natural, target, null);
        }
        return natural;
    }

    private static Optional<Object> temporal(AttributeValue natural, ColumnType target) {
        if (natural.s() == null) {
            throw mismatch(natural, target, null);
        }
        return Temporals.parse(natural.s());
    }

    private static AttributeValue text(Optional<String> text, AttributeValue natural, ColumnType target) {
        return AttributeValue.fromS(text.orElseThrow(() -> mismatch(natural, target, null)));
    }

    private static AttributeValue epoch(AttributeValue natural, ColumnType target, long perSecond) {
        if (natural.n() != null) {
            return natural;
        }
        OffsetDateTime instant = temporal(natural, target)
                .flatMap(t -> Temporals.instant(t, ZoneOffset.UTC))
                .orElseThrow(() -> mismatch(natural, target, null));
        long count =
                perSecond == 1 ? instant.toEpochSecond() : instant.toInstant().toEpochMilli();
        return AttributeValue.fromN(Long.toString(count));
    }

    private static AttributeValue uuid(AttributeValue natural, ColumnType target) {
        try {
            if (natural.s() != null) {
                return AttributeValue.fromS(UUID.fromString(natural.s().strip()).toString());
            }
        } catch (IllegalArgumentException malformed) {
            throw mismatch(natural, target, malformed);
        }
        throw mismatch(natural, target, null);
    }

    private static AttributeValue document(AttributeValue natural, ColumnType target) {
        AttributeValue document = JsonText.parse(natural.s());
        boolean fits =
                switch (target.kind()) {
                    case MAP -> document.hasM();
                    case LIST -> document.hasL();
                    default -> true;
                };
        if (!fits) {
            throw mismatch(natural, target, null);
        }
        return document;
    }

    /** The JSON array a set column reads as becomes a set again. */
    private static AttributeValue set(AttributeValue natural) {
        AttributeValue list = natural.s() == null ? natural : JsonText.parse(natural.s());
        return list.hasL() ? AttributeValues.set(list.l()) : list;
    }

    static SqlFailure mismatch(AttributeValue value, ColumnType target, @Nullable Throwable cause) {
        String text = value.s() == null ? "a value of type " + AttributeType.of(value) : "'" + cut(value.s()) + "'";
        return new SqlFailure(SqlState.INVALID_CHARACTER_VALUE, text + " is no " + target.kind() + hint(target), cause);
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String hint(ColumnType target) {
        return switch (target.kind()) {
            case DATE -> "; write it like " + LocalDate.EPOCH;
            case TIME -> "; write it like " + LocalTime.NOON;
            case TIMESTAMP -> "; write it like " + LocalDateTime.of(2024, 1, 31, 13, 5);
            case TIMESTAMP_TZ -> "; write it like 2024-01-31T13:05:00Z";
            default -> "";
        };
    }
}
