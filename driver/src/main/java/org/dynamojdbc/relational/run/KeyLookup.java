package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.rewrite.CallCost;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the rows of one side of a join by the keys that the other side has, when that reads less than reading them all. The
 * keys choose what one table read of the side delivers; the operators above it do not notice. What a key costs is known for
 * whole keys of a table; for a partition or an index it is found out with the first few.
 */
final class KeyLookup {
    private static final int KEYS_PER_BATCH = 100;
    private static final int KEYS_PER_QUERY = 10;
    private static final int[] SAMPLES = {4, 20};
    private static final int MOST_KEYS = 50_000;

    private final Node side;
    private final LeafRead read;
    private final List<AttributePath> paths;
    private final List<Scalar> otherKeys;
    /** The types that the attributes have as keys of the table or of an index, null for others. */
    private final List<@Nullable AttributeType> types = new ArrayList<>();

    /**
     * @param side the side of the join
     * @param read the table read in it
     * @param paths attributes of the read that equal the other side's keys
     * @param otherKeys the keys, computed on the other side's rows
     */
    KeyLookup(Node side, LeafRead read, List<AttributePath> paths, List<Scalar> otherKeys) {
        this.side = side;
        this.read = read;
        this.paths = paths;
        this.otherKeys = otherKeys;
        paths.forEach(path -> types.add(keyType(path, read.leaf().table())));
    }

    private static @Nullable AttributeType keyType(AttributePath path, Table table) {
        if (!path.steps().isEmpty()) {
            return null;
        }
        Optional<KeyAttribute> key = table.key().attribute(path.root());
        for (Index index : table.indexes()) {
            key = key.isPresent() ? key : index.key().attribute(path.root());
        }
        return key.map(KeyAttribute::type).orElse(null);
    }

    LeafRead read() {
        return read;
    }

    String text() {
        return "looks " + read.leaf().table().name() + " up by "
                + String.join(", ", paths.stream().map(AttributePath::toString).toList())
                + " when the keys are fewer than a full read is worth";
    }

    /** Cost of reading the table without keys; without end when only a Scan would do and none is allowed. */
    private double worth(Frame frame) {
        double units = unitsOfAll(frame);
        return units + CallCost.ofPages(units);
    }

    private double unitsOfAll(Frame frame) {
        Choice all = chosen(Predicate.TRUE, frame);
        return all == null ? Double.MAX_VALUE : all.cost().readUnits();
    }

    private double spent(Frame frame) {
        Statistics statistics = frame.meter(read).statistics();
        return statistics.readUnits() + statistics.calls() * CallCost.UNITS_PER_CALL;
    }

    private static double leastPerKey(Frame frame) {
        return frame.settings().consistency() == Consistency.EVENTUAL ? 0.5 : 1;
    }

    /** Rows of the side: all of them, or those that the keys of {@code ahead} and the rest of {@code others} name. */
    Rows rows(List<Object[]> ahead, Rows others, Frame frame) {
        SharedReads.Member member = frame.member(read);
        if (frame.isRestricted(read)
                || (member != null && frame.shared(member.group()).isComplete())) {
            return side.open(frame);
        }
        Map<List<Object>, Object[]> keys = new LinkedHashMap<>();
        ahead.forEach(row -> add(row, keys, frame));
        double worth = worth(frame);
        while (keys.size() * leastPerKey(frame) < worth && keys.size() <= MOST_KEYS) {
            Object[] row = others.next();
            if (row == null) {
                Rows found = lookedUp(new ArrayList<>(keys.values()), worth, frame);
                return found == null ? side.open(frame) : restricted(found, frame);
            }
            frame.hold();
            ahead.add(row);
            add(row, keys, frame);
        }
        return side.open(frame);
    }

    /**
     * Rows of the side for the keys of some rows, while that costs less than reading all.
     *
     * @param known keys looked up before; the new ones are added
     * @return null when all rows are to be read instead
     */
    @Nullable
    Rows rows(List<Object[]> others, Collection<List<Object>> known, Frame frame) {
        if (frame.isRestricted(read)) {
            return null;
        }
        Map<List<Object>, Object[]> keys = new LinkedHashMap<>();
        others.forEach(row -> add(row, keys, frame));
        keys.keySet().removeAll(known);
        known.addAll(keys.keySet());
        if (keys.isEmpty()) {
            return () -> null;
        }
        // Whoever asks for few rows wants them soon: only units count.
        if (frame.meter(read).readUnits() + keys.size() * leastPerKey(frame) > unitsOfAll(frame)) {
            return null;
        }
        List<Choice> choices = choices(new ArrayList<>(keys.values()), KEYS_PER_QUERY, frame);
        return choices == null ? null : restricted(new FoundRows(read, List.of(), choices, frame), frame);
    }

    private Rows restricted(Rows found, Frame frame) {
        frame.restrict(read, found);
        Rows rows = side.open(frame);
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
                found.close();
                frame.restore(read);
            }
        };
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
            AttributeType type = types.get(i);
            // A constant would be converted to the key's type, a column of another type is not equal to it.
            if (type != null && AttributeType.of(Datum.toAttribute(key[i])) != type) {
                return;
            }
        }
        keys.putIfAbsent(Keys.of(key), key);
    }

    /** Null when the keys are no quick way to the rows. */
    private @Nullable Rows lookedUp(List<Object[]> keys, double worth, Frame frame) {
        List<Object[]> sampled = new ArrayList<>();
        int known = 0;
        for (int sample : SAMPLES) {
            int until = Math.min(keys.size(), known + sample);
            List<Choice> choices = choices(keys.subList(known, until), KEYS_PER_QUERY, frame);
            if (choices == null) {
                return null;
            }
            if (choices.stream().allMatch(c -> isByKey(c.path()))) {
                break;
            }
            double before = spent(frame);
            try (Rows rows = new FoundRows(read, List.of(), choices, frame)) {
                for (Object[] row = rows.next(); row != null; row = rows.next()) {
                    sampled.add(row);
                }
            }
            double each = (spent(frame) - before) / (until - known);
            known = until;
            if (each * (keys.size() - known) > worth) {
                return null;
            }
        }
        List<Object[]> rest = keys.subList(known, keys.size());
        List<Choice> choices = choices(rest, known == 0 ? KEYS_PER_BATCH : KEYS_PER_QUERY, frame);
        if (choices == null) {
            return null;
        }
        double cost = choices.stream()
                .mapToDouble(c -> c.cost().readUnits() + CallCost.of(c.path()))
                .sum();
        return known > 0 || cost <= worth ? new FoundRows(read, sampled, choices, frame) : null;
    }

    private @Nullable List<Choice> choices(List<Object[]> keys, int together, Frame frame) {
        List<Choice> choices = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += together) {
            List<Object[]> some = keys.subList(from, Math.min(keys.size(), from + together));
            Choice choice = chosen(predicate(some), frame);
            if (choice == null || scans(choice.path())) {
                return null;
            }
            choices.add(choice);
        }
        return choices;
    }

    private static boolean isByKey(AccessPath path) {
        return path instanceof AccessPath.GetItem
                || path instanceof AccessPath.BatchGetItem
                || path instanceof AccessPath.Nothing;
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
}
