package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What lies between two dates or times: days between two dates, else seconds with their fraction. A local time and a point
 * in time meet in the zone of the JVM, a date and a time of a day at its midnight.
 */
public final class TimeDifference {
    private static final int NANO_DIGITS = 9;

    private TimeDifference() {}

    /**
     * {@code to - from}, both as text; empty when one of them spells no date or time, or when one is a time of no day and the
     * other is not.
     */
    public static Optional<BigDecimal> between(String from, String to) {
        Object start = Temporals.parse(from).orElse(null);
        Object end = Temporals.parse(to).orElse(null);
        if (start == null || end == null) {
            return Optional.empty();
        }
        if (start instanceof LocalDate a && end instanceof LocalDate b) {
            return Optional.of(BigDecimal.valueOf(b.toEpochDay() - a.toEpochDay()));
        }
        if (start instanceof LocalTime a && end instanceof LocalTime b) {
            return Optional.of(seconds(Duration.between(a, b)));
        }
        ZoneId zone = ZoneId.systemDefault();
        if (start instanceof OffsetDateTime || end instanceof OffsetDateTime) {
            return Temporals.instant(start, zone)
                    .flatMap(a -> Temporals.instant(end, zone).map(b -> seconds(Duration.between(a, b))));
        }
        Optional<LocalDateTime> first = Temporals.timestamp(start, zone);
        return first.flatMap(a -> Temporals.timestamp(end, zone).map(b -> seconds(Duration.between(a, b))));
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
        BigDecimal plain = seconds.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
