package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ReadPreferences;
import org.dynamojdbc.access.ReadRequest;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that an UPDATE or DELETE is about: known by their keys, or to be read. */
sealed interface WriteTargets {

    /** What each item must fulfil at the moment it is written. */
    Predicate condition();

    /** Items that WHERE names by their full keys. */
    record Keys(List<Map<String, AttributeValue>> keys, Predicate condition) implements WriteTargets {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** Items whose keys have to be read. */
    record Matching(Choice choice, Predicate condition) implements WriteTargets {}

    /**
     * The places of an item that a write looks at.
     *
     * @param computed what the driver computes new values from: it has to be read
     * @param checked what else is looked at once an item was read
     * @param expectations what is checked beside WHERE
     */
    record Inputs(Set<AttributePath> computed, Set<AttributePath> checked, List<Expectation> expectations) {
        public Inputs {
            computed = Set.copyOf(computed);
            checked = Set.copyOf(checked);
            expectations = List.copyOf(expectations);
        }

        /** Whether there is more to check than DynamoDB can. */
        private boolean areRead(Predicate where) {
            List<Predicate> terms = new ArrayList<>(List.of(where));
            expectations.forEach(e -> terms.add(e.predicate()));
            Predicate normal = Normalizer.toNegationNormalForm(new Predicate.And(terms));
            return !computed.isEmpty()
                    || !FilterSplit.of(normal, attribute -> true).residual().equals(Predicate.TRUE);
        }
    }

    /**
     * Finds out what WHERE tells.
     *
     * @param segment {@code segment(i, n)}, null when absent
     */
    static WriteTargets of(
            Table table,
            Predicate where,
            Inputs inputs,
            Hints hints,
            AccessPath.@Nullable Segment segment,
            PlannerOptions options) {
        Predicate condition = withoutKeys(table, where);
        Set<AttributePath> needed = new LinkedHashSet<>();
        table.key().attributes().forEach(a -> needed.add(AttributePath.of(a.name())));
        if (inputs.areRead(condition)) {
            needed.addAll(inputs.computed());
            needed.addAll(inputs.checked());
            needed.addAll(Predicates.paths(condition));
        }
        Choice choice = choose(table, where, needed, hints, segment, options.consistentRead(), options);
        if (!readsGlobalIndex(choice.path())) {
            // A key that an eventually consistent read misses would be a row that the statement misses.
            choice = choose(table, where, needed, hints, segment, true, options);
        }
        AccessPath path = choice.path();
        if (path instanceof AccessPath.Nothing) {
            return new Keys(List.of(), Predicate.TRUE);
        }
        if (path instanceof AccessPath.GetItem item) {
            return new Keys(List.of(item.key()), item.shape().residual());
        }
        if (path instanceof AccessPath.BatchGetItem items) {
            return new Keys(items.keys(), items.shape().residual());
        }
        return new Matching(choice, condition);
    }

    private static Choice choose(
            Table table,
            Predicate where,
            Set<AttributePath> needed,
            Hints hints,
            AccessPath.@Nullable Segment segment,
            boolean consistent,
            PlannerOptions options) {
        return AccessPathChooser.choose(new ReadRequest(
                table,
                null,
                where,
                List.copyOf(needed),
                List.of(),
                -1,
                false,
                new ReadPreferences(
                        consistent || hints.consistent(),
                        hints.index(),
                        options.scan() != ScanPolicy.DENY && !hints.noScan(),
                        segment)));
    }

    /** The terms of WHERE that a write could find changed: those about the key cannot. */
    static Predicate withoutKeys(Table table, Predicate where) {
        List<String> keys =
                table.key().attributes().stream().map(KeyAttribute::name).toList();
        List<Predicate> kept = new ArrayList<>();
        for (Predicate term : Predicates.conjuncts(Normalizer.toNegationNormalForm(where))) {
            Set<String> read = Predicates.attributes(term);
            if (read.isEmpty() || !keys.containsAll(read)) {
                kept.add(term);
            }
        }
        return kept.isEmpty() ? Predicate.TRUE : kept.size() == 1 ? kept.get(0) : new Predicate.And(kept);
    }

    private static boolean readsGlobalIndex(AccessPath path) {
        Index index = index(path);
        return index != null && index.kind() != Index.Kind.LOCAL;
    }

    /** The index a path reads through, null for none. */
    static @Nullable Index index(AccessPath path) {
        if (path instanceof AccessPath.Query query) {
            return query.index();
        }
        if (path instanceof AccessPath.Scan scan) {
            return scan.index();
        }
        return path instanceof AccessPath.IndexLookup lookup ? index(lookup.keys()) : null;
    }
}
