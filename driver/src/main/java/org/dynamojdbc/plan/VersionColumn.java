package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.MissingItem;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Optimistic locking by a column declared VERSION, with the meaning of PynamoDB's VersionAttribute: each write counts it
 * up, and a write that names the version it read fails with 40001 when the item has another by then.
 */
final class VersionColumn {
    private static final AttributeValue ONE = AttributeValue.fromN("1");
    private static final AttributeValue ZERO = AttributeValue.fromN("0");

    private final Table table;
    private final AttributePath path;

    private VersionColumn(Table table, String name) {
        this.table = table;
        this.path = AttributePath.of(name);
    }

    static Optional<VersionColumn> of(Table table, List<Column> known) {
        return known.stream()
                .filter(c -> c.writing().role() == Column.Role.VERSION)
                .findFirst()
                .map(c -> new VersionColumn(table, c.name()));
    }

    /** The condition of a write without {@code version = ?}, and that term as what the write expects. */
    record Checked(Predicate condition, List<Expectation> expectations) {}

    Checked check(Predicate condition) {
        List<Predicate> rest = new ArrayList<>();
        List<Expectation> expectations = new ArrayList<>();
        for (Predicate term : Predicates.conjuncts(condition)) {
            if (isVersionTest(term)) {
                expectations.add(expectation(term));
            } else {
                rest.add(term);
            }
        }
        return new Checked(rest.isEmpty() ? Predicate.TRUE : new Predicate.And(rest), expectations);
    }

    private boolean isVersionTest(Predicate term) {
        return term instanceof Predicate.Compare compare
                && compare.operator() == CompareOperator.EQ
                && ((isVersion(compare.left()) && compare.right() instanceof Operand.Constant)
                        || (isVersion(compare.right()) && compare.left() instanceof Operand.Constant));
    }

    private boolean isVersion(Operand operand) {
        return operand instanceof Operand.Attribute attribute
                && attribute.path().equals(path);
    }

    private Expectation expectation(Predicate term) {
        return new Expectation(
                term,
                SqlState.SERIALIZATION_FAILURE,
                "the item of " + table.name() + " has another " + path + " than the one this write was made from ("
                        + Predicates.text(term) + " does not hold); read it again and repeat",
                MissingItem.REFUSED);
    }

    /** The actions of an UPDATE with one that counts the version up, unless it sets the version itself. */
    List<Action> counted(List<Action> actions) {
        if (actions.stream().anyMatch(a -> a.path().root().equals(path.root()))) {
            return actions;
        }
        List<Action> all = new ArrayList<>(actions);
        all.add(new Action.Set(
                path,
                new SetValue.Plus(
                        new SetValue.IfNotExists(path, new SetValue.Constant(ZERO)), new SetValue.Constant(ONE))));
        return all;
    }

    /** A new item begins with version 1 unless it brings one. */
    void begin(Map<String, AttributeValue> item) {
        if (given(item) == null) {
            item.put(path.root(), ONE);
        }
    }

    /**
     * An item that replaces another: the version it brings is the one it was read with and is counted up; without one it
     * must be new, or have no version yet.
     */
    Expectation replace(Map<String, AttributeValue> item) {
        AttributeValue read = given(item);
        if (read == null) {
            item.put(path.root(), ONE);
            return expectation(new Predicate.IsMissing(path));
        }
        item.put(path.root(), AttributeValues.of(new BigDecimal(read.n()).add(BigDecimal.ONE)));
        return expectation(
                new Predicate.Compare(new Operand.Attribute(path), CompareOperator.EQ, new Operand.Constant(read)));
    }

    private @Nullable AttributeValue given(Map<String, AttributeValue> item) {
        AttributeValue value = item.get(path.root());
        return value == null || AttributeType.of(value) == AttributeType.NULL ? null : value;
    }
}
