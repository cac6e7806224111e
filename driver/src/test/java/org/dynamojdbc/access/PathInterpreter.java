package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads items in memory the way DynamoDB would, and refuses what DynamoDB would refuse. */
final class PathInterpreter implements AccessPathVisitor<List<PathInterpreter.Row>> {

    /** What a read returns of an item, and the item itself for the test to look at. */
    record Row(Map<String, AttributeValue> returned, Map<String, AttributeValue> item) {}

    private final Table table;
    private final List<Map<String, AttributeValue>> items;

    PathInterpreter(Table table, List<Map<String, AttributeValue>> items) {
        this.table = table;
        this.items = items;
    }

    /** Items of an index: those with all its key attributes in their types. */
    static boolean isIn(Map<String, AttributeValue> item, KeySchema key) {
        return key.attributes().stream().allMatch(a -> {
            AttributeValue value = item.get(a.name());
            return value != null && AttributeType.of(value) == a.type();
        });
    }

    @Override
    public List<Row> visitNothing(AccessPath.Nothing path) {
        return List.of();
    }

    @Override
    public List<Row> visitGetItem(AccessPath.GetItem path) {
        return byKeys(List.of(path.key()), path.shape());
    }

    @Override
    public List<Row> visitBatchGetItem(AccessPath.BatchGetItem path) {
        assertThat(path.keys()).doesNotHaveDuplicates();
        return byKeys(path.keys(), path.shape());
    }

    @Override
    public List<Row> visitQuery(AccessPath.Query path) {
        KeySchema key = path.index() == null ? table.key() : path.index().key();
        Predicates.paths(path.shape().filter())
                .forEach(p -> assertThat(key.contains(p.root())).isFalse());
        List<List<Row>> streams = new ArrayList<>();
        for (KeyCondition condition : path.conditions()) {
            checkCondition(condition, key);
            List<Map<String, AttributeValue>> found = new ArrayList<>(items.stream()
                    .filter(i -> isIn(i, key) && holds(condition, i))
                    .toList());
            Comparator<Map<String, AttributeValue>> order = bySort(key);
            found.sort(path.forward() ? order : order.reversed());
            streams.add(walk(found, path.index(), path.shape()));
        }
        List<Row> all = new ArrayList<>(streams.stream().flatMap(List::stream).toList());
        if (path.combination() == AccessPath.Combination.MERGED) {
            if (!path.shape().projection().isEmpty()) {
                all.forEach(
                        r -> key.sort().forEach(a -> assertThat(r.returned()).containsKey(a.name())));
            }
            Comparator<Row> order = Comparator.comparing(Row::item, bySort(key));
            all.sort(path.forward() ? order : order.reversed());
        }
        return all;
    }

    @Override
    public List<Row> visitScan(AccessPath.Scan path) {
        Index index = path.index();
        return walk(
                items.stream()
                        .filter(i -> index == null || isIn(i, index.key()))
                        .toList(),
                index,
                path.shape());
    }

    @Override
    public List<Row> visitIndexLookup(AccessPath.IndexLookup path) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (Row row : path.keys().accept(this)) {
            Map<String, AttributeValue> key = new HashMap<>();
            for (KeyAttribute attribute : table.key().attributes()) {
                AttributeValue value = row.returned().get(attribute.name());
                assertThat(value).isNotNull();
                key.put(attribute.name(), value);
            }
            keys.add(key);
        }
        return byKeys(keys, path.shape());
    }

    private List<Row> byKeys(List<Map<String, AttributeValue>> keys, ReadShape shape) {
        assertThat(shape.filter()).isEqualTo(Predicate.TRUE);
        assertThat(shape.countOnly()).isFalse();
        List<Row> rows = new ArrayList<>();
        for (Map<String, AttributeValue> key : keys) {
            assertThat(key.keySet()).isEqualTo(Source.names(table.key().attributes()));
            for (Map<String, AttributeValue> item : items) {
                if (key.entrySet().stream().allMatch(e -> compare(e.getValue(), item.get(e.getKey())) == 0)) {
                    add(item, item, shape, rows);
                }
            }
        }
        return rows;
    }

    private List<Row> walk(List<Map<String, AttributeValue>> walked, @Nullable Index index, ReadShape shape) {
        Source source = new Source(table, index);
        assertThat(source.unprojected(Conjunction.attributes(List.of(shape.filter()))))
                .isEmpty();
        assertThat(source.unprojected(
                        shape.projection().stream().map(AttributePath::root).toList()))
                .isEmpty();
        assertThat(shape.consistent() && source.isGlobal()).isFalse();
        List<Row> rows = new ArrayList<>();
        for (Map<String, AttributeValue> item : walked) {
            Map<String, AttributeValue> entry = new HashMap<>(item);
            entry.keySet().removeIf(a -> !source.projects(a));
            if (Evaluator.evaluate(shape.filter(), entry) == Truth.TRUE) {
                if (shape.countOnly()) {
                    assertThat(shape.residual()).isEqualTo(Predicate.TRUE);
                    rows.add(new Row(Map.of(), item));
                } else {
                    add(item, entry, shape, rows);
                }
            }
        }
        return rows;
    }

    private static void add(
            Map<String, AttributeValue> item, Map<String, AttributeValue> entry, ReadShape shape, List<Row> rows) {
        Map<String, AttributeValue> returned = new HashMap<>(entry);
        if (!shape.projection().isEmpty()) {
            Set<String> roots = new HashSet<>();
            shape.projection().forEach(p -> assertThat(roots.add(p.root())).isTrue());
            returned.keySet().retainAll(roots);
        }
        if (Evaluator.evaluate(shape.residual(), returned) == Truth.TRUE) {
            rows.add(new Row(returned, item));
        }
    }

    private static void checkCondition(KeyCondition condition, KeySchema key) {
        List<KeyAttribute> attributes = key.attributes();
        assertThat(condition.equalities().size()).isBetween(key.partition().size(), attributes.size());
        int place = 0;
        for (KeyCondition.Equality equality : condition.equalities()) {
            checkConstant(attributes.get(place++), equality.attribute(), equality.value());
        }
        KeyCondition.Range range = condition.range();
        if (range != null) {
            checkConstant(attributes.get(place), range.attribute(), range.low());
            AttributeValue high = range.high();
            assertThat(high != null).isEqualTo(range.operator() == KeyCondition.RangeOperator.BETWEEN);
            if (high != null) {
                checkConstant(attributes.get(place), range.attribute(), high);
                assertThat(compare(range.low(), high)).isLessThanOrEqualTo(0);
            }
            if (range.operator() == KeyCondition.RangeOperator.BEGINS_WITH) {
                assertThat(AttributeType.of(range.low())).isNotEqualTo(AttributeType.N);
            }
        }
    }

    private static void checkConstant(KeyAttribute expected, String attribute, AttributeValue value) {
        assertThat(attribute).isEqualTo(expected.name());
        assertThat(AttributeType.of(value)).isEqualTo(expected.type());
        assertThat(value.s()).isNotEqualTo("");
    }

    private static boolean holds(KeyCondition condition, Map<String, AttributeValue> item) {
        KeyCondition.Range range = condition.range();
        return condition.equalities().stream().allMatch(e -> compare(item.get(e.attribute()), e.value()) == 0)
                && (range == null || holds(range, item.get(range.attribute())));
    }

    private static boolean holds(KeyCondition.Range range, @Nullable AttributeValue value) {
        int order = compare(value, range.low());
        return switch (range.operator()) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case BETWEEN -> order >= 0 && compare(value, range.high()) <= 0;
            case BEGINS_WITH -> value != null
                    && value.s().startsWith(range.low().s());
        };
    }

    private static Comparator<Map<String, AttributeValue>> bySort(KeySchema key) {
        return (a, b) -> {
            for (KeyAttribute attribute : key.sort()) {
                int order = compare(a.get(attribute.name()), b.get(attribute.name()));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    static int compare(@Nullable AttributeValue a, @Nullable AttributeValue b) {
        if (a == null || b == null || AttributeType.of(a) != AttributeType.of(b)) {
            throw new AssertionError("keys of different types are compared: " + a + ", " + b);
        }
        return a.n() != null
                ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
                : Arrays.compareUnsigned(
                        a.s().getBytes(StandardCharsets.UTF_8), b.s().getBytes(StandardCharsets.UTF_8));
    }
}
