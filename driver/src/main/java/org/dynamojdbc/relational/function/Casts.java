package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Arithmetic;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.JdbcTypes;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * CAST(x AS type). What does not fit is refused: 22018 for a wrong form, 22003 out of range. Between local times and points
 * in time stands the zone of the JVM, as where they are compared, stored and read.
 */
public final class Casts {
    private static final ColumnType NATURAL = ColumnType.of(ColumnType.Kind.UNSAMPLED);

    private Casts() {}

    /** The function that casts to a type. */
    public static ScalarFunction to(ColumnType target) {
        SqlReturnTypeInference returns = binding -> Returns.types(binding).of(target);
        ScalarFunction cast = new ScalarFunction(
                "cast_" + target.kind() + "_" + target.precision() + "_" + target.scale(),
                1,
                1,
                false,
                returns,
                a -> cast(a[0], target));
        return switch (target.kind()) {
            case VARCHAR, CHAR -> cast.ofShownTimes();
            default -> cast;
        };
    }

    private static @Nullable Object cast(Object value, ColumnType target) {
        return switch (target.kind()) {
            case VARCHAR, CHAR -> cut(TextFunctions.string(value), target);
            case NUMERIC -> number(value, target);
            case DECIMAL -> decimal(number(value, target), target);
            case SMALLINT -> whole(value, target, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> whole(value, target, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(value, target, Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL -> Arithmetic.real(
                    Double.parseDouble(Float.toString(number(value, target).floatValue())), "CAST");
            case DOUBLE -> Arithmetic.real(number(value, target).doubleValue(), "CAST");
            case BOOLEAN -> Conversions.truth(Datum.toAttribute(value), NATURAL);
            case DATE -> Times.text(Times.date(value, "CAST"));
            case TIME -> Times.text(time(Times.parse(value, "CAST"), value));
            case TIMESTAMP -> Times.text(Times.timestamp(value, "CAST"));
            case TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS -> Times.text(instant(Times.parse(value, "CAST"), value));
            case JSON, MAP, LIST -> Datum.of(
                    value instanceof String text ? JsonText.parse(text) : Datum.toAttribute(value));
            case UNSAMPLED, ANY -> value;
            default -> Datum.of(AttributeValues.of(AttributeValues.toJava(Datum.toAttribute(value)), target));
        };
    }

    private static Object time(Temporal temporal, Object value) {
        if (temporal instanceof LocalTime time) {
            return time;
        }
        if (temporal instanceof LocalDate) {
            throw Datum.wrong(value, "a time", "CAST");
        }
        return Times.timestamp(value, "CAST").toLocalTime();
    }

    private static OffsetDateTime instant(Temporal temporal, Object value) {
        return temporal instanceof OffsetDateTime instant
                ? instant
                : Times.timestamp(value, "CAST").atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }

    private static String cut(String text, ColumnType target) {
        int length = target.precision();
        return length > 0 && text.codePointCount(0, text.length()) > length
                ? text.substring(0, text.offsetByCodePoints(0, length))
                : text;
    }

    private static BigDecimal number(Object value, ColumnType target) {
        AttributeValue attribute = Datum.toAttribute(value);
        AttributeType type = AttributeType.of(attribute);
        if (type != AttributeType.N && type != AttributeType.S && type != AttributeType.BOOL) {
            throw Datum.wrong(value, "a number or its text", "CAST AS " + JdbcTypes.typeName(target));
        }
        BigDecimal number = Conversions.decimal(attribute, NATURAL);
        if (number == null) {
            throw new IllegalStateException("a value that is not null is a number or refused");
        }
        return number;
    }

    private static BigDecimal decimal(BigDecimal number, ColumnType target) {
        BigDecimal scaled = number.setScale(target.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() - scaled.scale() > target.precision() - target.scale() && scaled.signum() != 0) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    Datum.shown(number) + " does not fit DECIMAL(" + target.precision() + ", " + target.scale() + ")");
        }
        return scaled;
    }

    /** Rounds, as PostgreSQL does. */
    private static BigDecimal whole(Object value, ColumnType target, long least, long most) {
        BigDecimal number = number(value, target).setScale(0, RoundingMode.HALF_UP);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, Datum.shown(value) + " does not fit " + JdbcTypes.typeName(target));
        }
        return number;
    }
}
