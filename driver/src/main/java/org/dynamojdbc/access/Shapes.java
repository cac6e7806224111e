package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;

/** Divides what is left of the condition between DynamoDB and the driver, and projects what both need. */
final class Shapes {
    private final ReadRequest request;
    private final WantedOrder order;

    Shapes(ReadRequest request, WantedOrder order) {
        this.request = request;
        this.order = order;
    }

    /** A Query's or Scan's shape; {@code unfiltered} attributes may not stand in its filter. */
    ReadShape walk(Source source, List<Predicate> open, Set<String> unfiltered, Set<String> kept, boolean ordered) {
        FilterSplit split =
                FilterSplit.of(Conjunction.and(open), root -> source.projects(root) && !unfiltered.contains(root));
        boolean countOnly = request.countOnly() && split.residual().equals(Predicate.TRUE);
        return new ReadShape(
                split.pushed(),
                split.residual(),
                countOnly || source.holdsKeysOnly() ? List.of() : projection(split.residual(), kept, ordered),
                request.preferences().consistent() && !source.isGlobal(),
                countOnly);
    }

    /** The shape of reads by full key, which have no filter. */
    ReadShape byKey(Source source, List<Predicate> open, boolean ordered) {
        Predicate residual = Conjunction.and(open);
        return new ReadShape(
                Predicate.TRUE,
                residual,
                projection(residual, source.tableKeys(), ordered),
                request.preferences().consistent(),
                false);
    }

    /** The shape of the walk that finds keys in an index: it tests what the index holds. */
    ReadShape keys(Source source, List<Predicate> open, Set<String> unfiltered, Set<String> kept) {
        List<Predicate> testable = open.stream()
                .filter(t ->
                        source.unprojected(Conjunction.attributes(List.of(t))).isEmpty())
                .toList();
        FilterSplit split = FilterSplit.of(Conjunction.and(testable), root -> !unfiltered.contains(root));
        Set<AttributePath> paths = new LinkedHashSet<>();
        source.tableKeys().forEach(k -> paths.add(AttributePath.of(k)));
        kept.forEach(k -> paths.add(AttributePath.of(k)));
        paths.addAll(Predicates.paths(split.residual()));
        return new ReadShape(
                split.pushed(),
                split.residual(),
                source.holdsKeysOnly() ? List.of() : Projections.of(paths),
                request.preferences().consistent() && !source.isGlobal(),
                false);
    }

    /** Top-level attributes that must be there to answer from this source alone; null for all of the item. */
    @Nullable
    Set<String> required(List<Predicate> open, boolean ordered) {
        Collection<AttributePath> output = output();
        if (output == null) {
            return null;
        }
        Set<String> roots = new LinkedHashSet<>(Conjunction.attributes(open));
        output.forEach(p -> roots.add(p.root()));
        if (!ordered) {
            order.paths().forEach(p -> roots.add(p.root()));
        }
        return roots;
    }

    private @Nullable Collection<AttributePath> output() {
        return request.countOnly() ? List.of() : request.needed();
    }

    private List<AttributePath> projection(Predicate residual, Set<String> kept, boolean ordered) {
        Collection<AttributePath> output = output();
        if (output == null) {
            return List.of();
        }
        List<AttributePath> paths = new ArrayList<>(output);
        paths.addAll(Predicates.paths(residual));
        if (!ordered) {
            paths.addAll(order.paths());
        }
        kept.forEach(k -> paths.add(AttributePath.of(k)));
        if (paths.isEmpty()) {
            paths.add(AttributePath.of(request.table().key().partition().get(0).name()));
        }
        return Projections.of(paths);
    }
}
