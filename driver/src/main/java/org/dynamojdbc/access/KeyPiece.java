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

    /** For the full keys of each partition, in ascending order, the piece from the first to the last. */
    static List<KeyPiece> spans(List<KeyPiece> keys, KeySchema schema) {
        int partition = schema.partition().size();
        if (schema.attributes().size() != partition + 1) {
            return keys;
        }
        Map<List<KeyValue>, List<KeyPiece>> byPartition = new LinkedHashMap<>();
        for (KeyPiece key : keys) {
            byPartition
                    .computeIfAbsent(key.points().subList(0, partition), p -> new ArrayList<>())
                    .add(key);
        }
        List<KeyPiece> spans = new ArrayList<>();
        byPartition.forEach((points, members) -> {
            KeyValue first = members.get(0).points().get(partition);
            KeyValue last = members.get(members.size() - 1).points().get(partition);
            spans.add(members.size() == 1 ? members.get(0) : new KeyPiece(points, Interval.between(first, last)));
        });
        return spans;
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
