package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.row.AttributePath;

/** Makes a valid ProjectionExpression of wanted paths. */
final class Projections {
    /** Bytes that one name takes in the expression ({@code #n123} and a separator). */
    private static final int TOKEN_BYTES = 7;

    /** Below the 4096 bytes that DynamoDB takes. */
    private static final int MAX_BYTES = 4000;

    private Projections() {}

    /**
     * Paths without overlaps that hold all of the wanted ones, in their order; empty, meaning everything, when they are
     * too many for one expression. DynamoDB closes the gaps of a projected list, so that a path through a list element
     * becomes its top-level attribute.
     */
    static List<AttributePath> of(Collection<AttributePath> wanted) {
        Map<String, Set<AttributePath>> byRoot = new LinkedHashMap<>();
        for (AttributePath path : wanted) {
            byRoot.computeIfAbsent(path.root(), r -> new LinkedHashSet<>()).add(path);
        }
        List<AttributePath> projection = new ArrayList<>();
        byRoot.forEach((root, paths) -> projection.addAll(ofOneRoot(root, paths)));
        if (bytes(projection) <= MAX_BYTES) {
            return projection;
        }
        List<AttributePath> roots =
                byRoot.keySet().stream().map(AttributePath::of).toList();
        return bytes(roots) <= MAX_BYTES ? roots : List.of();
    }

    private static List<AttributePath> ofOneRoot(String root, Set<AttributePath> paths) {
        boolean whole = paths.stream()
                .anyMatch(p -> p.steps().isEmpty()
                        || p.steps().stream().anyMatch(s -> s instanceof AttributePath.Step.Element));
        return whole
                ? List.of(AttributePath.of(root))
                : paths.stream()
                        .filter(p -> paths.stream().noneMatch(q -> isBelow(p, q)))
                        .toList();
    }

    private static boolean isBelow(AttributePath path, AttributePath above) {
        int depth = above.steps().size();
        return path.steps().size() > depth && path.steps().subList(0, depth).equals(above.steps());
    }

    private static int bytes(List<AttributePath> projection) {
        return projection.stream()
                .mapToInt(p -> TOKEN_BYTES * (1 + p.steps().size()))
                .sum();
    }
}
