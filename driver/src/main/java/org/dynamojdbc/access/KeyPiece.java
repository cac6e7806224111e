package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One Query's part of a key: values of the leading key attributes and at most a range of the next.
 *
 * @param points partition attributes first, then leading sort attributes
 * @param range what is sent for the attribute behind the points, null for nothing
 */
record KeyPiece(List<KeyValue> points, @Nullable Interval range) {
    KeyPiece {
        points = List.copyOf(points);
    }

    boolean isFullKey(KeySchema key) {
        return points.size() == key.attributes().size();
    }

    /** The values the piece reads of the key attribute at this place of the key. */
    Interval at(int place) {
        if (place < points.size()) {
            return Interval.point(points.get(place));
        }
        return place == points.size() && range != null ? range : Interval.FULL;
    }

    Map<String, AttributeValue> key(KeySchema schema) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        List<KeyAttribute> attributes = schema.attributes();
        for (int i = 0; i < points.size(); i++) {
            key.put(attributes.get(i).name(), sent(points.get(i)));
        }
        return key;
    }

    KeyCondition condition(KeySchema schema) {
        List<KeyCondition.Equality> equalities = new ArrayList<>();
        key(schema).forEach((name, value) -> equalities.add(new KeyCondition.Equality(name, value)));
        return new KeyCondition(
                equalities,
                range == null
                        ? null
                        : range(schema.attributes().get(points.size()).name(), range));
    }

    /**
     * For the pieces of each partition, in ascending order, one from the start of the first to the end of the last; it
     * holds all of them and what lies between.
     */
    static List<KeyPiece> spans(List<KeyPiece> pieces, KeySchema schema) {
        Map<List<KeyValue>, List<KeyPiece>> byPartition = new LinkedHashMap<>();
        for (KeyPiece piece : pieces) {
            byPartition
                    .computeIfAbsent(piece.partition(schema).points(), p -> new ArrayList<>())
                    .add(piece);
        }
        return byPartition.values().stream().map(KeyPiece::span).toList();
    }

    /** All of the partition that the piece lies in. */
    KeyPiece partition(KeySchema schema) {
        return new KeyPiece(points.subList(0, schema.partition().size()), null);
    }

    private static KeyPiece span(List<KeyPiece> members) {
        KeyPiece first = members.get(0);
        if (members.size() == 1) {
            return first;
        }
        int common = first.points().size();
        for (KeyPiece member : members) {
            common = first.commonPoints(member, common);
        }
        Interval span = first.at(common);
        for (KeyPiece member : members) {
            span = span.joined(member.at(common));
        }
        Interval asked = askable(span);
        return new KeyPiece(first.points().subList(0, common), asked.isFull() ? null : asked);
    }

    private int commonPoints(KeyPiece other, int most) {
        int common = 0;
        while (common < most
                && common < other.points.size()
                && points.get(common).equals(other.points.get(common))) {
            common++;
        }
        return common;
    }

    /** What a single condition can ask of a sort attribute: the smallest such interval around {@code wanted}. */
    static Interval askable(Interval wanted) {
        KeyValue low = wanted.low();
        KeyValue high = wanted.high();
        if (wanted.isPrefix() || high == null) {
            return wanted;
        }
        if (high.attributeValue() == null) {
            return new Interval(low, wanted.lowIncluded(), null, false);
        }
        return low == null ? wanted : Interval.between(low, high);
    }

    private static KeyCondition.@Nullable Range range(String attribute, Interval range) {
        KeyValue low = range.low();
        KeyValue high = range.high();
        if (low == null && high == null) {
            return null;
        }
        if (low == null) {
            return new KeyCondition.Range(
                    attribute,
                    range.highIncluded() ? KeyCondition.RangeOperator.LE : KeyCondition.RangeOperator.LT,
                    sent(Objects.requireNonNull(high)),
                    null);
        }
        if (range.isPrefix()) {
            return new KeyCondition.Range(attribute, KeyCondition.RangeOperator.BEGINS_WITH, sent(low), null);
        }
        if (high == null) {
            return new KeyCondition.Range(
                    attribute,
                    range.lowIncluded() ? KeyCondition.RangeOperator.GE : KeyCondition.RangeOperator.GT,
                    sent(low),
                    null);
        }
        return new KeyCondition.Range(attribute, KeyCondition.RangeOperator.BETWEEN, sent(low), sent(high));
    }

    private static AttributeValue sent(KeyValue value) {
        return Objects.requireNonNull(value.attributeValue());
    }
}
