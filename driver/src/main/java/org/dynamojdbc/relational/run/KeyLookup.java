package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the rows of a table read by the keys that the other side of a join has, when that reads less than reading them all:
 * the other side is read ahead until its keys are complete or too many.
 */
final class KeyLookup {
    private static final int KEYS_PER_READ = 100;
    private static final int MOST_KEYS = 20_000;

    private final LeafRead read;
    private final List<AttributePath> paths;
    private final List<Scalar> otherKeys;

    /**
     * @param paths attributes of the read that equal the other side's keys
     * @param otherKeys the keys, computed on the other side's rows
     */
    KeyLookup(LeafRead read, List<AttributePath> paths, List<Scalar> otherKeys) {
        this.read = read;
        this.paths = paths;
        this.otherKeys = otherKeys;
    }

    String text() {
        return "looks " + read.leaf().table().name() + " up by "
                + String.join(", ", paths.stream().map(AttributePath::toString).toList())
                + " when the keys are fewer than a full read is worth";
    }

    /** Rows of the read: all of them, or those that the keys of {@code ahead} and the rest of {@code others} name. */
    Rows rows(List<Object[]> ahead, Rows others, Frame frame) {
        Choice all = chosen(Predicate.TRUE, frame);
        Map<List<Object>, Object[]> keys = new LinkedHashMap<>();
        ahead.forEach(row -> add(row, keys, frame));
        double unitsPerKey = frame.settings().consistency() == Consistency.EVENTUAL ? 0.5 : 1;
        double worth = all == null ? Double.MAX_VALUE : all.cost().readUnits();
        while (keys.size() * unitsPerKey < worth && keys.size() <= MOST_KEYS) {
            Object[] row = others.next();
            if (row == null) {
                Rows found = lookedUp(new ArrayList<>(keys.values()), worth, frame);
                return found == null ? read.open(frame) : found;
            }
            frame.hold();
            ahead.add(row);
            add(row, keys, frame);
        }
        return read.open(frame);
    }

    /** Null when only a Scan would do and none is allowed. */
    private @Nullable Choice chosen(Predicate further, Frame frame) {
        try {
            return read.choose(frame, further, false);
        } catch (SqlFailure refused) {
            if (refused.state() == SqlState.CONFIGURATION_LIMIT_EXCEEDED) {
                return null;
            }
            throw refused;
        }
    }

    private void add(Object[] row, Map<List<Object>, Object[]> keys, Frame frame) {
        Object[] key = new Object[otherKeys.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = otherKeys.get(i).value(row, frame);
            if (key[i] == null) {
                return;
            }
        }
        keys.putIfAbsent(Keys.of(key), key);
    }

    /** Null when the keys are no quick way to the rows. */
    private @Nullable Rows lookedUp(List<Object[]> keys, double worth, Frame frame) {
        List<Choice> choices = new ArrayList<>();
        double units = 0;
        for (int from = 0; from < keys.size(); from += KEYS_PER_READ) {
            List<Object[]> some = keys.subList(from, Math.min(keys.size(), from + KEYS_PER_READ));
            Choice choice = chosen(predicate(some), frame);
            if (choice == null || scans(choice.path())) {
                return null;
            }
            units += choice.cost().readUnits();
            if (units > worth) {
                return null;
            }
            choices.add(choice);
        }
        return new FoundRows(choices, frame);
    }

    private static boolean scans(AccessPath path) {
        return path instanceof AccessPath.Scan
                || (path instanceof AccessPath.IndexLookup lookup && scans(lookup.keys()));
    }

    private Predicate predicate(List<Object[]> keys) {
        if (paths.size() == 1) {
            List<AttributeValue> values =
                    keys.stream().map(k -> Datum.toAttribute(k[0])).toList();
            return new Predicate.In(new Operand.Attribute(paths.get(0)), values);
        }
        List<Predicate> alternatives = new ArrayList<>();
        for (Object[] key : keys) {
            List<Predicate> terms = new ArrayList<>();
            for (int i = 0; i < key.length; i++) {
                terms.add(new Predicate.Compare(
                        new Operand.Attribute(paths.get(i)),
                        CompareOperator.EQ,
                        new Operand.Constant(Datum.toAttribute(key[i]))));
            }
            alternatives.add(new Predicate.And(terms));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new Predicate.Or(alternatives);
    }

    /** The rows of one read after the other. */
    private final class FoundRows implements Rows {
        private final List<Choice> choices;
        private final Frame frame;
        private int at;
        private @Nullable Rows current;

        FoundRows(List<Choice> choices, Frame frame) {
            this.choices = choices;
            this.frame = frame;
        }

        @Override
        public Object @Nullable [] next() {
            while (true) {
                if (current == null) {
                    if (at == choices.size()) {
                        return null;
                    }
                    current = read.open(choices.get(at++), frame);
                }
                Object[] row = current.next();
                if (row != null) {
                    return row;
                }
                current.close();
                current = null;
            }
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
            }
        }
    }
}
