package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
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
                            .flatMap(t -> Temporals.date(t, ZoneId.systemDefault()))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIME -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.time(t, ZoneId.systemDefault()))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIMESTAMP -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.timestamp(t, ZoneId.systemDefault()))
                            .map(Temporals::text),
                    natural,
                    target);
            case TIMESTAMP_TZ -> text(
                    temporal(natural, target)
                            .flatMap(t -> Temporals.instant(t, ZoneId.systemDefault()))
                            .map(instant -> Temporals.text(instant.toInstant())),
                    natural,
                    target);
            case EPOCH_SECONDS, EPOCH_MILLIS -> epoch(natural, target, RoundingMode.FLOOR);
            case UUID -> uuid(natural, target);
            case JSON, MAP, LIST -> document(natural, target);
            case STRING_SET, NUMBER_SET, BINARY_SET -> set(natural, target);
            case VARBINARY -> natural.b() == null ? refuse(natural, target) : natural;
            case UNSAMPLED, ANY -> natural;
        };
    }

    private static AttributeValue string(AttributeValue natural, ColumnType target) {
        AttributeValue string =
                switch (AttributeType.of(natural)) {
                    case S -> natural;
                    case N -> AttributeValue.fromS(decimal(natural, target).toPlainString());
                    case BOOL -> AttributeValue.fromS(String.valueOf(natural.bool()));
                    default -> throw mismatch(natural, target, null);
                };
        int length = string.s().codePointCount(0, string.s().length());
        if (target.precision() > 0 && length > target.precision()) {
            throw new SqlFailure(
                    SqlState.VALUE_TOO_LONG,
                    "'" + cut(string.s()) + "' has " + length + " characters and does not fit " + target.kind() + "("
                            + target.precision() + "); nothing was cut off");
        }
        return string;
    }

    private static AttributeValue number(AttributeValue natural, ColumnType target) {
        BigDecimal number = decimal(natural, target);
        if (target.kind() == ColumnType.Kind.DECIMAL && target.precision() > 0) {
            BigDecimal stripped = number.stripTrailingZeros();
            if (Math.max(stripped.scale(), 0) > target.scale()
                    || stripped.precision() - stripped.scale() > target.precision() - target.scale()) {
                throw new SqlFailure(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        number + " does not fit DECIMAL(" + target.precision() + ", " + target.scale()
                                + "); nothing was rounded");
            }
        }
        return AttributeValue.fromN(DynamoNumber.text(number));
    }

    private static BigDecimal decimal(AttributeValue natural, ColumnType target) {
        try {
            return switch (AttributeType.of(natural)) {
                case N -> DynamoNumber.parse(natural.n());
                case S -> DynamoNumber.parse(natural.s());
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
            throw new SqlFailure(SqlState.NUMERIC_OUT_OF_RANGE, number + " does not fit " + target.kind());
        }
        return AttributeValue.fromN(DynamoNumber.text(number));
    }

    private static AttributeValue truth(AttributeValue natural, ColumnType target) {
        if (natural.s() != null) {
            String text = natural.s().strip();
            if (text.equalsIgnoreCase("true") || text.equals("1")) {
                return AttributeValue.fromBool(true);
            }
            if (text.equalsIgnoreCase("false") || text.equals("0")) {
                return AttributeValue.fromBool(false);
            }
        }
        if (natural.n() != null) {
            BigDecimal number = decimal(natural, target);
            if (number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0) {
                return AttributeValue.fromBool(number.signum() != 0);
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

    /** Whole units; a fraction is dropped towards the past, because TTL takes whole seconds. */
    private static AttributeValue epoch(AttributeValue natural, ColumnType target, RoundingMode fraction) {
        if (natural.n() != null) {
            return AttributeValue.fromN(DynamoNumber.text(decimal(natural, target)));
        }
        OffsetDateTime instant = temporal(natural, target)
                .flatMap(t -> Temporals.instant(t, ZoneId.systemDefault()))
                .orElseThrow(() -> mismatch(natural, target, null));
        BigDecimal seconds = Temporals.epochSeconds(instant);
        BigDecimal count = target.kind() == ColumnType.Kind.EPOCH_SECONDS ? seconds : seconds.movePointRight(3);
        return AttributeValue.fromN(
                DynamoNumber.text(fraction == RoundingMode.UNNECESSARY ? count : count.setScale(0, fraction)));
    }

    static AttributeValue compared(@Nullable Object value, ColumnType target) {
        AttributeValue natural = AttributeValues.of(value);
        return switch (target.kind()) {
            case EPOCH_SECONDS, EPOCH_MILLIS -> AttributeType.of(natural) == AttributeType.NULL
                    ? natural
                    : epoch(natural, target, RoundingMode.UNNECESSARY);
            case DATE -> {
                AttributeValue date = encode(natural, target);
                if (date.s() == null) {
                    yield date;
                }
                LocalDateTime exact = temporal(natural, target)
                        .flatMap(t -> Temporals.timestamp(t, ZoneId.systemDefault()))
                        .orElseThrow(() -> mismatch(natural, target, null));
                // As text, a moment within the day sorts behind the day itself and before the next.
                yield exact.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? date
                        : AttributeValue.fromS(Temporals.text(exact));
            }
            case CHAR, VARCHAR -> encode(natural, ColumnType.of(target.kind()));
            default -> encode(natural, target);
        };
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
        AttributeValue document = natural.s() == null ? natural : JsonText.parse(natural.s());
        return switch (target.kind()) {
            case MAP -> document.hasM() ? document : refuse(natural, target);
            case LIST -> document.hasL() ? document : AttributeValue.fromL(members(document, natural, target));
            default -> document;
        };
    }

    /** The JSON array a set column reads as becomes a set of the column's kind again. */
    private static AttributeValue set(AttributeValue natural, ColumnType target) {
        AttributeValue given = natural.s() == null ? natural : JsonText.parse(natural.s());
        List<AttributeValue> members = members(given, natural, target);
        boolean base64 = target.kind() == ColumnType.Kind.BINARY_SET && natural.s() != null;
        AttributeValue set = AttributeValues.set(base64 ? decoded(members, natural, target) : members);
        return AttributeType.of(set) == TypeNames.storedAs(target) ? set : refuse(natural, target);
    }

    private static List<AttributeValue> members(AttributeValue value, AttributeValue given, ColumnType target) {
        return switch (AttributeType.of(value)) {
            case L -> value.l();
            case SS -> value.ss().stream().map(AttributeValue::fromS).toList();
            case NS -> value.ns().stream().map(AttributeValue::fromN).toList();
            case BS -> value.bs().stream().map(AttributeValue::fromB).toList();
            default -> throw mismatch(given, target, null);
        };
    }

    private static List<AttributeValue> decoded(List<AttributeValue> members, AttributeValue given, ColumnType target) {
        List<AttributeValue> binary = new ArrayList<>();
        for (AttributeValue member : members) {
            if (member.s() == null) {
                throw mismatch(given, target, null);
            }
            try {
                binary.add(AttributeValue.fromB(
                        SdkBytes.fromByteArray(Base64.getDecoder().decode(member.s()))));
            } catch (IllegalArgumentException notBase64) {
                throw mismatch(given, target, notBase64);
            }
        }
        return binary;
    }

    private static AttributeValue refuse(AttributeValue value, ColumnType target) {
        throw mismatch(value, target, null);
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
            case VARBINARY -> "; give bytes (setBytes) or a literal like X'01FF'";
            case BINARY_SET -> "; give byte[] members, or a JSON array of base64 strings";
            default -> "";
        };
    }
}
