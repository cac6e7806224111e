package org.dynamojdbc.access;

import org.jspecify.annotations.Nullable;

/**
 * Key values between two bounds.
 *
 * @param low null for no lower bound
 * @param high null for no upper bound
 */
record Interval(@Nullable KeyValue low, boolean lowIncluded, @Nullable KeyValue high, boolean highIncluded) {
    static final Interval FULL = new Interval(null, false, null, false);

    static Interval point(KeyValue value) {
        return new Interval(value, true, value, true);
    }

    static Interval above(KeyValue low) {
        return new Interval(low, false, null, false);
    }

    static Interval from(KeyValue low) {
        return new Interval(low, true, null, false);
    }

    static Interval below(KeyValue high) {
        return new Interval(null, false, high, false);
    }

    static Interval upTo(KeyValue high) {
        return new Interval(null, false, high, true);
    }

    static Interval between(KeyValue low, KeyValue high) {
        return new Interval(low, true, high, true);
    }

    static Interval startingWith(KeyValue prefix) {
        return new Interval(prefix, true, prefix.afterPrefix(), false);
    }

    boolean isFull() {
        return low == null && high == null;
    }

    boolean isPoint() {
        return low != null && high != null && lowIncluded && highIncluded && low.equals(high);
    }

    boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int order = low.compareTo(high);
        return order > 0 || (order == 0 && !(lowIncluded && highIncluded));
    }

    /** Whether these are exactly the values that start with {@code low}. */
    boolean isPrefix() {
        return low != null && high != null && lowIncluded && !highIncluded && high.equals(low.afterPrefix());
    }

    Interval intersect(Interval other) {
        Interval lower = compareLow(this, other) >= 0 ? this : other;
        Interval upper = compareHigh(this, other) <= 0 ? this : other;
        return new Interval(lower.low, lower.lowIncluded, upper.high, upper.highIncluded);
    }

    boolean contains(Interval other) {
        return compareLow(this, other) <= 0 && compareHigh(this, other) >= 0;
    }

    /** Whether {@code next}, which starts no lower, leaves no value between itself and this. */
    boolean touches(Interval next) {
        if (high == null || next.low == null) {
            return true;
        }
        int order = next.low.compareTo(high);
        return order < 0 || (order == 0 && (highIncluded || next.lowIncluded));
    }

    /** Whether exactly one value lies between this and {@code next}, which starts higher. */
    boolean missesOnePointBefore(Interval next) {
        return high != null && high.equals(next.low) && !highIncluded && !next.lowIncluded;
    }

    /** Everything from the start of this to the end of whichever ends later. */
    Interval joined(Interval next) {
        Interval upper = compareHigh(this, next) >= 0 ? this : next;
        return new Interval(low, lowIncluded, upper.high, upper.highIncluded);
    }

    static int compareLow(Interval a, Interval b) {
        KeyValue one = a.low;
        KeyValue other = b.low;
        if (one == null) {
            return other == null ? 0 : -1;
        }
        if (other == null) {
            return 1;
        }
        int order = one.compareTo(other);
        return order != 0 ? order : Boolean.compare(b.lowIncluded, a.lowIncluded);
    }

    static int compareHigh(Interval a, Interval b) {
        KeyValue one = a.high;
        KeyValue other = b.high;
        if (one == null) {
            return other == null ? 0 : 1;
        }
        if (other == null) {
            return -1;
        }
        int order = one.compareTo(other);
        return order != 0 ? order : Boolean.compare(a.highIncluded, b.highIncluded);
    }
}
