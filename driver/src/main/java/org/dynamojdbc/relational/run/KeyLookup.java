package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.dynamojdbc.relational.sql.LeafColumn;
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
    /** Reads that give the rows which decide what the side makes of a key's rows; none when all of them do. */
    private final List<LeafRead> firsts;

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
        Node node = side;
        while (node instanceof Computing) {
            node = node.inputs().get(0);
        }
        this.firsts = node instanceof Grouping groups ? groups.firsts(read, paths) : List.of();
    }

    /** A read of the rows of some keys. */
    private record Part(LeafRead read, Choice choice) {}

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

    /** The Query or GetItem of one key, where no Scan is allowed and keys lead to all rows needed; else null. */
    @Nullable
    Map<String, Object> details(Frame frame) {
        if (frame.settings().scanAllowed()) {
            return null;
        }
        Object[] key = new Object[paths.size()];
        for (int i = 0; i < key.length; i++) {
            AttributePath path = paths.get(i);
            LeafColumn column = read.leaf().columns().stream()
                    .filter(c -> c.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            key[i] = Datum.of(frame.outerValues().beside(column, "key of the join"));
        }
        Choice choice = chosen(predicate(List.<Object[]>of(key)), frame);
        return choice == null ? null : ReadDetails.of(choice, frame);
    }

    String text() {
        return "looks " + read.leaf().table().name() + " up by "
                + String.join(", ", paths.stream().map(AttributePath::toString).toList())
                + " when the keys are fewer than a full read is worth";
    }

    /** Cost of reading the table without keys; without end when only a Scan would do and none is allowed. */
    private double worth(Frame frame) {
        double units = unitsOfAll(frame);
        return units == Double.MAX_VALUE ? units : units + CallCost.ofPages(units);
    }

    private double unitsOfAll(Frame frame) {
        Choice all = chosen(Predicate.TRUE, frame);
        return all == null ? Double.MAX_VALUE : all.cost().readUnits();
    }

    /** Units and calls so far. */
    double spent(Frame frame) {
        Statistics statistics = frame.meter(read).statistics();
        return statistics.readUnits() + statistics.calls() * CallCost.UNITS_PER_CALL;
    }

    private static double leastPerKey(Frame frame) {
        return frame.settings().consistency() == Consistency.EVENTUAL ? 0.5 : 1;
    }

    /** Rows of the side: all of them, or those that the keys of {@code ahead} and the rest of {@code others} name. */
    Rows rows(List<Object[]> ahead, Rows others, Frame frame) {
        if (isKnown(frame)) {
            return side.open(frame);
        }
        Map<List<Object>, Object[]> keys = new LinkedHashMap<>();
        ahead.forEach(row -> add(row, keys, frame));
        double worth = worth(frame);
        // Where no Scan is allowed there is nothing to turn to: then only memory sets an end to the keys.
        long most = worth == Double.MAX_VALUE ? Long.MAX_VALUE : MOST_KEYS;
        while (keys.size() * leastPerKey(frame) < worth && keys.size() <= most) {
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
        if (isTooDear(keys.size(), frame)) {
            return null;
        }
        List<Part> parts = parts(new ArrayList<>(keys.values()), KEYS_PER_QUERY, frame);
        return parts == null ? null : restricted(new FoundRows(List.of(), begun(parts, frame)), frame);
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
        Object[] key = key(row, frame);
        if (key != null) {
            keys.putIfAbsent(Keys.of(key), key);
        }
    }

    /** What a row of the other side is looked up by, null when no row can equal it. */
    private Object @Nullable [] key(Object[] row, Frame frame) {
        Object[] key = new Object[otherKeys.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = otherKeys.get(i).value(row, frame);
            if (key[i] == null) {
                return null;
            }
            AttributeType type = types.get(i);
            // A constant would be converted to the key's type, a column of another type is not equal to it.
            if (type != null && AttributeType.of(Datum.toAttribute(key[i])) != type) {
                return null;
            }
        }
        return key;
    }

    /** Whether the side gives each row of its read as soon as that is there, so that a key's rows can be read a few at a time. */
    boolean streams() {
        return streams(side);
    }

    private boolean streams(Node node) {
        return node == read
                || (node instanceof Computing && streams(node.inputs().get(0)));
    }

    /** Whether every row that the read delivers is one of the side. */
    boolean isExact() {
        return side == read && read.isExact();
    }

    /** How many keys a lookup takes. */
    int size() {
        return paths.size();
    }

    /** Whether the rows of the side are in memory, or those of other keys are what is asked for. */
    boolean isKnown(Frame frame) {
        SharedReads.Member member = frame.member(read);
        return frame.isRestricted(read)
                || (side instanceof Once once && once.isComplete(frame))
                || (member != null && frame.shared(member.group()).isComplete());
    }

    /**
     * Reads rows of the other side ahead while looking up their keys may be cheaper than reading the side.
     *
     * @return whether all of them were read, and their keys are few enough
     */
    boolean areFew(List<Object[]> ahead, Rows others, Frame frame) {
        Map<List<Object>, Object[]> keys = new LinkedHashMap<>();
        ahead.forEach(row -> add(row, keys, frame));
        double worth = worth(frame);
        while (keys.size() * leastPerKey(frame) < worth && keys.size() <= MOST_KEYS) {
            Object[] row = others.next();
            if (row == null) {
                return true;
            }
            frame.hold();
            ahead.add(row);
            add(row, keys, frame);
        }
        return false;
    }

    /** How the rows of one key are read: nothing for a key that no row can equal, null when only a Scan would do. */
    @Nullable
    Choice choice(Object[] row, Frame frame) {
        Object[] key = key(row, frame);
        if (key == null) {
            AccessPath nothing = new AccessPath.Nothing(read.leaf().table(), "no item equals the key");
            return new Choice(nothing, new Choice.Cost(0, 0, 0), true, List.of());
        }
        Choice choice = chosen(predicate(List.<Object[]>of(key)), frame);
        return choice == null || scans(choice.path()) ? null : choice;
    }

    /** Whether the read takes several keys by one call. */
    static boolean isOneOfMany(Choice choice) {
        return isByKey(choice.path()) && !(choice.path() instanceof AccessPath.Nothing);
    }

    /**
     * Begins to read the rows of one key.
     *
     * @param likely how many of them are likely to be read
     */
    Rows open(Choice choice, long likely, Frame frame) {
        frame.restrict(read, read.open(choice, likely, frame));
        try {
            return side.open(frame);
        } finally {
            frame.restore(read);
        }
    }

    /**
     * Whether looking up more keys is dearer than reading the side as a whole.
     *
     * @param before what {@link #spent} told before the first of them
     */
    boolean isTooDear(double before, int lookedUp, int more, Frame frame) {
        return lookedUp > 0 && (spent(frame) - before) / lookedUp * more > worth(frame);
    }

    /** Whether that is so for somebody who asks for few rows and wants them soon: only units count. */
    boolean isTooDear(int more, Frame frame) {
        return frame.meter(read).readUnits() + more * leastPerKey(frame) > unitsOfAll(frame);
    }

    /** Null when the keys are no quick way to the rows. */
    private @Nullable Rows lookedUp(List<Object[]> keys, double worth, Frame frame) {
        List<Object[]> sampled = new ArrayList<>();
        int known = 0;
        for (int sample : SAMPLES) {
            int until = Math.min(keys.size(), known + sample);
            List<Part> parts = parts(keys.subList(known, until), KEYS_PER_QUERY, frame);
            if (parts == null) {
                return null;
            }
            if (parts.stream().allMatch(p -> isByKey(p.choice().path()))) {
                break;
            }
            double before = spent(frame);
            try (Rows rows = new FoundRows(List.of(), begun(parts, frame))) {
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
        List<Part> parts = parts(rest, known == 0 ? KEYS_PER_BATCH : KEYS_PER_QUERY, frame);
        if (parts == null) {
            return null;
        }
        double cost = parts.stream()
                .map(Part::choice)
                .mapToDouble(c -> c.cost().readUnits() + CallCost.of(c.path()))
                .sum();
        return known > 0 || cost <= worth ? new FoundRows(sampled, begun(parts, frame)) : null;
    }

    private List<Supplier<Rows>> begun(List<Part> parts, Frame frame) {
        return parts.stream()
                .<Supplier<Rows>>map(part -> () -> part.read() == read
                        ? read.open(part.choice(), frame)
                        : part.read().first(read, part.choice(), frame))
                .toList();
    }

    /** How the rows of some keys are read, so many keys together; null when a Scan would be needed. */
    private @Nullable List<Part> parts(List<Object[]> keys, int together, Frame frame) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += together) {
            List<Object[]> some = keys.subList(from, Math.min(keys.size(), from + together));
            Choice choice = chosen(predicate(some), frame);
            if (choice == null || scans(choice.path())) {
                return null;
            }
            List<Part> first = isByKey(choice.path()) ? List.of() : firstsOf(some, frame);
            if (first.isEmpty()) {
                parts.add(new Part(read, choice));
            } else {
                parts.addAll(first);
            }
        }
        return parts;
    }

    /** Reads of the first rows of each key; none when they are not delivered in the order that decides. */
    private List<Part> firstsOf(List<Object[]> keys, Frame frame) {
        List<Part> parts = new ArrayList<>();
        for (Object[] key : keys) {
            for (LeafRead first : firsts) {
                Choice choice = first.choose(frame, predicate(List.<Object[]>of(key)), false);
                if (scans(choice.path()) || !first.delivers(choice, frame)) {
                    return List.of();
                }
                parts.add(new Part(first, choice));
            }
        }
        return parts;
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
