package org.dynamojdbc.type;

import java.time.OffsetDateTime;

/** Digits of a second's fraction. */
public final class FractionDigits {
    private static final int NANOSECOND = 9;

    private FractionDigits() {}

    /**
     * The moment without what lies behind its first digits of a second.
     *
     * @param digits 0 to 9
     */
    public static OffsetDateTime cut(OffsetDateTime moment, int digits) {
        int unit = 1;
        for (int i = digits; i < NANOSECOND; i++) {
            unit *= 10;
        }
        return moment.withNano(moment.getNano() / unit * unit);
    }
}
