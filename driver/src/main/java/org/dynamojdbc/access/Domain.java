package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of key values of one type, as intervals that are ordered, disjoint and apart from each other.
 */
record Domain(List<Interval> intervals) {
    static final Domain FULL = new Domain(List.of(Interval.FULL));
    static final Domain EMPTY = new Domain(List.of());

    Domain {
        intervals = List.copyOf(intervals);
    }

    static Domain of(Interval interval) {
        return of(List.of(interval));
    }

    static Domain points(Collection<KeyValue> values) {
        return of(values.stream().map(Interval::point).toList());
    }

    /** The union of any intervals. */
    static Domain of(Collection<Interval> any) {
        List<Interval> sorted = new ArrayList<>(any);
        sorted.removeIf(Interval::isEmpty);
        sorted.sort(Interval::compareLow);
        List<Interval> apart = new ArrayList<>(sorted.size());
        for (Interval next : sorted) {
            int last = apart.size() - 1;
            if (last >= 0 && apart.get(last).touches(next)) {
                apart.set(last, apart.get(last).joined(next));
            } else {
                apart.add(next);
            }
        }
        return new Domain(apart);
    }

    /** Every value but these. */
    static Domain except(Collection<KeyValue> values) {
        List<Interval> gaps = new ArrayList<>();
        KeyValue previous = null;
        for (KeyValue value : new TreeSet<>(values)) {
            gaps.add(new Interval(previous, false, value, false));
            previous = value;
        }
        gaps.add(new Interval(previous, false, null, false));
        return Domain.of(gaps);
    }

    boolean isEmpty() {
        return intervals.isEmpty();
    }

    boolean isFull() {
        return intervals.size() == 1 && intervals.get(0).isFull();
    }

    /** Whether these are single values only (at least one). */
    boolean isPoints() {
        return !intervals.isEmpty() && intervals.stream().allMatch(Interval::isPoint);
    }

    Domain intersect(Domain other) {
        List<Interval> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < intervals.size() && theirs < other.intervals.size()) {
            Interval a = intervals.get(mine);
            Interval b = other.intervals.get(theirs);
            Interval both = a.intersect(b);
            if (!both.isEmpty()) {
                common.add(both);
            }
            if (Interval.compareHigh(a, b) <= 0) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new Domain(common);
    }

    /** Whether all values of the interval are in this set. */
    boolean contains(Interval interval) {
        int low = 0;
        int high = intervals.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Interval.compareLow(intervals.get(middle), interval) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return !intervals.isEmpty() && intervals.get(low).contains(interval);
    }

    /** The same set among values that keys can have: none is empty, so a bound at the empty value is no bound. */
    Domain withoutEmptyValue() {
        List<Interval> kept = new ArrayList<>();
        for (Interval interval : intervals) {
            KeyValue low = interval.low();
            KeyValue high = interval.high();
            if (high != null && high.isEmpty()) {
                continue;
            }
            kept.add(
                    low != null && low.isEmpty() ? new Interval(null, false, high, interval.highIncluded()) : interval);
        }
        return Domain.of(kept);
    }

    /**
     * A set that DynamoDB takes as key conditions and that holds every key of this one: constants that no key can equal
     * are left out, bounds that cannot be sent become no bound.
     */
    Domain asKeys(int maxBytes) {
        List<Interval> kept = new ArrayList<>();
        for (Interval interval : withoutEmptyValue().intervals) {
            if (!interval.isPoint() || sendable(interval.low(), maxBytes) != null) {
                KeyValue low = sendable(interval.low(), maxBytes);
                KeyValue high =
                        interval.isPrefix() && low != null ? interval.high() : sendable(interval.high(), maxBytes);
                kept.add(new Interval(low, interval.lowIncluded(), high, interval.highIncluded()));
            }
        }
        return Domain.of(kept);
    }

    private static @Nullable KeyValue sendable(@Nullable KeyValue value, int maxBytes) {
        return value != null && value.isStorable(maxBytes) ? value : null;
    }

    /** Fewer intervals that hold this set: those with one value between them become one. */
    Domain withoutHoles() {
        List<Interval> joined = new ArrayList<>();
        for (Interval next : intervals) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).missesOnePointBefore(next)) {
                joined.set(last, joined.get(last).joined(next));
            } else {
                joined.add(next);
            }
        }
        return new Domain(joined);
    }
}
