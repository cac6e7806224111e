package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeValues;

/** Functions of dates and times. */
final class TimeFunctions {
    private TimeFunctions() {}

    static void addTo(FunctionTable.Builder table) {
        table.add("extract", 2, 2, Returns.NUMBER, a -> Times.field(a[1], Datum.text(a[0], "extract"), "extract"));
        for (String part : List.of("year", "quarter", "month", "week", "day", "hour", "minute")) {
            table.add(part, 1, 1, Returns.INTEGER, a -> Times.field(a[0], part, part));
        }
        table.add("second", 1, 1, Returns.NUMBER, a -> Times.field(a[0], "second", "second"));
        table.add("dayofmonth", 1, 1, Returns.INTEGER, a -> Times.field(a[0], "day", "dayofmonth"));
        table.add("dayofweek", 1, 1, Returns.INTEGER, a -> Times.field(a[0], "dayofweek", "dayofweek"));
        table.add("dayofyear", 1, 1, Returns.INTEGER, a -> Times.field(a[0], "doy", "dayofyear"));
        table.add("monthname", 1, 1, Returns.TEXT, a -> Times.date(a[0], "monthname")
                .getMonth()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        table.add("dayname", 1, 1, Returns.TEXT, a -> Times.date(a[0], "dayname")
                .getDayOfWeek()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        table.add(
                "date_trunc",
                2,
                2,
                Returns.time(1),
                a -> Times.truncated(Datum.text(a[0], "date_trunc"), a[1], "date_trunc"));
        table.add(
                "timestampadd",
                3,
                3,
                Returns.time(2),
                a -> Times.moved(
                        a[2], Datum.text(a[0], "timestampadd"), Datum.number(a[1], "timestampadd"), "timestampadd"));
        table.add(
                "timestampdiff",
                3,
                3,
                Returns.WHOLE,
                a -> Times.between(Datum.text(a[0], "timestampdiff"), a[1], a[2], "timestampdiff"));
        table.alias("dateadd", "timestampadd");
        table.alias("datediff", "timestampdiff");
        ScalarFunction.Body moved =
                a -> Times.moved(a[0], Datum.text(a[2], "+"), Datum.number(a[1], "INTERVAL"), "+ INTERVAL");
        table.add("interval_add", 3, 3, Returns.MOVED, moved);
        table.add("interval_add_time", 3, 3, Returns.MOVED_IN_TIME, moved);
        table.add("last_day", 1, 1, Returns.DATE, a -> {
            LocalDate date = Times.date(a[0], "last_day");
            return Times.text(date.withDayOfMonth(date.lengthOfMonth()));
        });
        table.add("from_epoch", 1, 1, Returns.INSTANT, a -> instant(Datum.number(a[0], "from_epoch")));
        table.add("to_epoch", 1, 1, Returns.NUMBER, a -> Times.field(a[0], "epoch", "to_epoch"));
    }

    private static Object instant(BigDecimal seconds) {
        try {
            BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
            OffsetDateTime instant = java.time.Instant.ofEpochSecond(
                            parts[0].longValueExact(),
                            parts[1].movePointRight(9).longValue())
                    .atOffset(ZoneOffset.UTC);
            return AttributeValues.of(instant).s();
        } catch (java.time.DateTimeException | ArithmeticException outOfRange) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, "from_epoch cannot take " + Datum.shown(seconds), outOfRange);
        }
    }
}
