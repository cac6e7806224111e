package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.relational.function.Times;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.TemporalKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** The constants of one statement as Calcite sees them: functions without arguments, equal values being one function. */
final class Literals {
    private final SqlTypes types;
    private final Map<Object, ConstantOperator> known = new HashMap<>();

    /** A value and its type; 1 and 1.0 are two values, so that each is shown as written. */
    private record Value(@Nullable Object value, RelDataType type) {}

    Literals(SqlTypes types) {
        this.types = types;
    }

    SqlNode of(@Nullable Object value, SqlTypeName type, SqlParserPos at) {
        RelDataType calciteType = types.of(type);
        return known.computeIfAbsent(
                        new Value(value, calciteType),
                        key -> ConstantOperator.literal(known.size(), value, calciteType))
                .createCall(at);
    }

    SqlNode nothing(SqlParserPos at) {
        return of(null, SqlTypeName.NULL, at);
    }

    SqlNode text(String value, SqlParserPos at) {
        return of(value, SqlTypeName.VARCHAR, at);
    }

    SqlNode number(BigDecimal value, SqlParserPos at) {
        return of(value, SqlTypeName.DECIMAL, at);
    }

    SqlNode binary(String hex, SqlParserPos at) {
        return of(SdkBytes.fromByteArray(HexFormat.of().parseHex(hex)), SqlTypeName.VARBINARY, at);
    }

    SqlNode parameter(int index, SqlParserPos at) {
        return ConstantOperator.parameter(index, types.of(SqlTypeName.ANY)).createCall(at);
    }

    /** The present time with some digits of its second's fraction. */
    SqlNode now(TemporalKind kind, int digits, SqlParserPos at) {
        return (switch (kind) {
                    case DATE -> ConstantOperator.now(
                            ConstantOperator.Source.NOW_DATE, digits, types.of(SqlTypeName.DATE));
                    case TIME -> ConstantOperator.now(
                            ConstantOperator.Source.NOW_TIME, digits, types.of(SqlTypeName.TIME));
                    case TIMESTAMP -> ConstantOperator.now(
                            ConstantOperator.Source.NOW_TIMESTAMP,
                            digits,
                            types.of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE));
                })
                .createCall(at);
    }

    SqlNode temporal(Expression.TemporalLiteral literal) {
        String text = literal.text().strip();
        SqlParserPos at = At.of(literal.position());
        try {
            return switch (literal.kind()) {
                case DATE -> of(Times.text(LocalDate.parse(text)), SqlTypeName.DATE, at);
                case TIME -> of(Times.text(LocalTime.parse(text)), SqlTypeName.TIME, at);
                case TIMESTAMP -> timestamp(text.replaceFirst(" +", "T"), at);
            };
        } catch (DateTimeParseException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "line " + literal.position() + " '" + literal.text() + "' is no " + literal.kind()
                            + "; write DATE '2024-01-31', TIME '13:05:00' or TIMESTAMP '2024-01-31 13:05:00'",
                    malformed);
        }
    }

    private SqlNode timestamp(String text, SqlParserPos at) {
        int date = text.indexOf('T');
        boolean zoned = text.endsWith("Z")
                || text.indexOf('+', Math.max(date, 0)) > 0
                || (date > 0 && text.indexOf('-', date) > 0);
        if (zoned) {
            return of(Times.text(OffsetDateTime.parse(text)), SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, at);
        }
        LocalDateTime timestamp = date < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
        return of(Times.text(timestamp), SqlTypeName.TIMESTAMP, at);
    }

    /** A document value and steps into it. */
    SqlNode steps(SqlNode value, List<Step> steps, SqlParserPos at) {
        SqlNode node = value;
        for (Step step : steps) {
            SqlNode name = step instanceof Step.Name field
                    ? text(field.text(), at)
                    : step instanceof Step.Key key
                            ? text(key.text(), at)
                            : number(BigDecimal.valueOf(((Step.Element) step).index()), at);
            node = FunctionTable.get("path_step").createCall(at, node, name);
        }
        return node;
    }
}
