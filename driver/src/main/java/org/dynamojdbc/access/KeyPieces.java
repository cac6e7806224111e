package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;

/**
 * Cuts boxes into disjoint pieces that Queries on one key schema can ask for, in ascending order of the whole key. The
 * pieces hold every item of the boxes.
 */
final class KeyPieces {
    /** Keys or Queries of one read; beyond, the condition is not followed into the sort key, then not at all. */
    static final int MAX_PIECES = 5_000;

    static final int MAX_PARTITION_BYTES = 2048;
    static final int MAX_SORT_BYTES = 1024;

    private final List<KeyAttribute> attributes;
    private final int partitionAttributes;
    private final int depth;

    private KeyPieces(KeySchema key, int depth) {
        this.attributes = key.attributes();
        this.partitionAttributes = key.partition().size();
        this.depth = depth;
    }

    /** Empty when the partition is not given by equality, or by too many values. */
    static Optional<List<KeyPiece>> of(List<KeyBox> boxes, KeySchema key) {
        Optional<List<KeyPiece>> all = new KeyPieces(key, key.attributes().size()).cut(boxes);
        return all.isPresent() ? all : new KeyPieces(key, key.partition().size()).cut(boxes);
    }

    private Optional<List<KeyPiece>> cut(List<KeyBox> boxes) {
        List<KeyPiece> pieces = new ArrayList<>();
        boolean possible = cut(boxes, List.of(), pieces);
        return possible && !pieces.isEmpty() ? Optional.of(pieces) : Optional.empty();
    }

    private boolean cut(List<KeyBox> boxes, List<KeyValue> points, List<KeyPiece> pieces) {
        int place = points.size();
        if (place == depth) {
            return add(new KeyPiece(points, null), pieces);
        }
        boolean partition = place < partitionAttributes;
        TreeMap<KeyValue, List<KeyBox>> single = new TreeMap<>();
        List<Interval> ranges = new ArrayList<>();
        for (KeyBox box : boxes) {
            Domain domain = keys(box, place);
            if (partition && !domain.isPoints() && !domain.isEmpty()) {
                return false;
            }
            for (Interval interval : domain.intervals()) {
                KeyValue low = interval.low();
                if (low != null && interval.isPoint()) {
                    single.computeIfAbsent(low, v -> new ArrayList<>()).add(box);
                } else {
                    ranges.add(interval);
                }
            }
            if (single.size() > MAX_PIECES) {
                return false;
            }
        }
        return ranges.isEmpty() ? cutPoints(single, points, pieces) : cutRanges(single, ranges, points, pieces);
    }

    private boolean cutPoints(Map<KeyValue, List<KeyBox>> single, List<KeyValue> points, List<KeyPiece> pieces) {
        for (Map.Entry<KeyValue, List<KeyBox>> entry : single.entrySet()) {
            if (!cut(entry.getValue(), with(points, entry.getKey()), pieces)) {
                return false;
            }
        }
        return true;
    }

    /** Ranges swallow the points inside them, so that no row is read twice. */
    private boolean cutRanges(
            NavigableMap<KeyValue, List<KeyBox>> single,
            List<Interval> ranges,
            List<KeyValue> points,
            List<KeyPiece> pieces) {
        Domain swallowed = askable(Domain.of(ranges).withoutHoles());
        TreeMap<KeyValue, List<KeyBox>> apart = new TreeMap<>(single);
        apart.keySet().removeIf(value -> swallowed.contains(Interval.point(value)));
        for (Interval range : swallowed.intervals()) {
            KeyValue low = range.low();
            if (low != null) {
                if (!cutPoints(apart.headMap(low), points, pieces)) {
                    return false;
                }
                apart.headMap(low).clear();
            }
            if (!add(new KeyPiece(points, range.isFull() ? null : range), pieces)) {
                return false;
            }
        }
        return cutPoints(apart, points, pieces);
    }

    /** Closing an interval may make it touch the next, and joining two may open one, so until nothing changes. */
    private static Domain askable(Domain domain) {
        Domain asked = domain;
        Domain before;
        do {
            before = asked;
            asked = Domain.of(before.intervals().stream().map(KeyPiece::askable).toList());
        } while (!asked.equals(before));
        return asked;
    }

    private static boolean add(KeyPiece piece, List<KeyPiece> pieces) {
        pieces.add(piece);
        return pieces.size() <= MAX_PIECES;
    }

    private Domain keys(KeyBox box, int place) {
        return box.of(attributes.get(place).name())
                .domain()
                .asKeys(place < partitionAttributes ? MAX_PARTITION_BYTES : MAX_SORT_BYTES);
    }

    private static List<KeyValue> with(List<KeyValue> points, KeyValue next) {
        List<KeyValue> longer = new ArrayList<>(points);
        longer.add(next);
        return longer;
    }
}
