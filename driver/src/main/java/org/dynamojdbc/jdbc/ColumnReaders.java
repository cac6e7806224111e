package org.dynamojdbc.jdbc;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.Documents;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds the values of a result's columns and reads them by the types of their columns. Columns are numbered from 0. */
final class ColumnReaders {
    private final OutputColumn[] columns;

    ColumnReaders(List<OutputColumn> columns) {
        this.columns = columns.toArray(OutputColumn[]::new);
    }

    /** The column's value in a row, null for SQL NULL and for a missing attribute. */
    @Nullable
    AttributeValue value(Map<String, AttributeValue> row, int column) {
        AttributePath path = columns[column].path();
        AttributeValue value;
        if (path == null) {
            value = columns[column].constant();
        } else {
            value = path.steps().isEmpty() ? row.get(path.root()) : path.in(row);
        }
        return value == null || AttributeType.of(value) == AttributeType.NULL ? null : value;
    }

    private ColumnType type(int column) {
        return columns[column].type();
    }

    @Nullable
    String string(AttributeValue value, int column) {
        return Conversions.string(value, type(column));
    }

    @Nullable
    Boolean truth(AttributeValue value, int column) {
        return Conversions.truth(value, type(column));
    }

    @Nullable
    Byte tiny(AttributeValue value, int column) {
        return Conversions.object(value, type(column), Byte.class);
    }

    @Nullable
    Short small(AttributeValue value, int column) {
        return Conversions.object(value, type(column), Short.class);
    }

    @Nullable
    Integer integer(AttributeValue value, int column) {
        return Conversions.object(value, type(column), Integer.class);
    }

    @Nullable
    Long big(AttributeValue value, int column) {
        return Conversions.object(value, type(column), Long.class);
    }

    @Nullable
    Float real(AttributeValue value, int column) {
        return Conversions.object(value, type(column), Float.class);
    }

    @Nullable
    Double approximate(AttributeValue value, int column) {
        return Conversions.real(value, type(column));
    }

    @Nullable
    BigDecimal decimal(AttributeValue value, int column) {
        return Conversions.decimal(value, type(column));
    }

    byte @Nullable [] bytes(AttributeValue value, int column) {
        return Conversions.bytes(value, type(column));
    }

    @Nullable
    Date date(AttributeValue value, int column, @Nullable Calendar calendar) {
        if (calendar == null) {
            return Conversions.object(value, type(column), Date.class);
        }
        ZoneId zone = calendar.getTimeZone().toZoneId();
        LocalDate date = Conversions.date(value, type(column), zone);
        return date == null
                ? null
                : new Date(date.atStartOfDay(zone).toInstant().toEpochMilli());
    }

    @Nullable
    Time time(AttributeValue value, int column, @Nullable Calendar calendar) {
        if (calendar == null) {
            return Conversions.object(value, type(column), Time.class);
        }
        ZoneId zone = calendar.getTimeZone().toZoneId();
        LocalTime time = Conversions.time(value, type(column), zone);
        return time == null
                ? null
                : new Time(time.atDate(LocalDate.EPOCH).atZone(zone).toInstant().toEpochMilli());
    }

    @Nullable
    Timestamp timestamp(AttributeValue value, int column, @Nullable Calendar calendar) {
        if (calendar == null) {
            return Conversions.object(value, type(column), Timestamp.class);
        }
        return Conversions.sqlTimestamp(
                value, type(column), calendar.getTimeZone().toZoneId());
    }

    @Nullable
    Object object(AttributeValue value, int column, Documents documents) {
        if (documents == Documents.OBJECTS) {
            ColumnType type = type(column);
            ColumnType shown = type.kind() == ColumnType.Kind.UNSAMPLED ? ColumnType.of(AttributeType.of(value)) : type;
            switch (documents.sqlType(shown)) {
                case Types.ARRAY:
                    return array(value, column);
                case Types.STRUCT:
                    return struct(value);
                default:
                    break;
            }
        }
        return Conversions.object(value, type(column));
    }

    @Nullable
    Object object(AttributeValue value, int column, Class<?> wanted) {
        return Conversions.object(value, type(column), wanted);
    }

    ListArray array(AttributeValue value, int column) {
        if (AttributeValues.toJava(value) instanceof Collection<?> elements) {
            return new ListArray(elementType(value), new ArrayList<>(elements));
        }
        throw new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "the value stored is of DynamoDB type " + AttributeType.of(value)
                        + " and neither a list nor a set; read it with getObject");
    }

    MapStruct struct(AttributeValue value) {
        if (AttributeType.of(value) == AttributeType.M) {
            return MapStruct.read(value.m());
        }
        throw new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "the value stored is of DynamoDB type " + AttributeType.of(value)
                        + " and no map; read it with getObject");
    }

    private static String elementType(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case NS -> "NUMERIC";
            case BS -> "VARBINARY";
            case L -> value.l().stream().allMatch(element -> element.n() != null) ? "NUMERIC" : "VARCHAR";
            default -> "VARCHAR";
        };
    }
}
