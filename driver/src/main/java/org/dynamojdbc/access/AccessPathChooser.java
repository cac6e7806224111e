package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how to read: of all paths that answer exactly, the one with the fewest estimated read units, among those that
 * deliver the wanted order when any does.
 */
public final class AccessPathChooser {
    private static final Comparator<Candidate> CHEAPEST = Comparator.<Candidate>comparingDouble(c ->
                    c.path() instanceof AccessPath.GetItem ? 0 : compared(c).readUnits())
            .thenComparingInt(Candidate::rank)
            .thenComparing(c -> c.source().index() != null)
            .thenComparingDouble(c -> compared(c).items())
            .thenComparingDouble(c -> compared(c).calls())
            .thenComparing(Candidate::indexName);

    private final ReadRequest request;
    private final Table table;
    private final @Nullable Index named;
    private final @Nullable Index forced;

    private AccessPathChooser(ReadRequest request) {
        this.request = request;
        this.table = request.table();
        this.named = request.index() == null ? null : index(request.index());
        String hint = request.preferences().forcedIndex();
        this.forced = hint == null || hint.isEmpty() ? null : index(hint);
    }

    /**
     * The cheapest path that answers the request.
     *
     * @throws SqlFailure 42704 for an index that does not exist, 42809 for a forced index that cannot answer, 42703 for
     *     an attribute that the named index lacks, 55000 for a named index that is not ready, 53400 when only a Scan
     *     would do and none is allowed
     */
    public static Choice choose(ReadRequest request) {
        return new AccessPathChooser(request).choose();
    }

    /** Every path that answers the request, forbidden Scans left out. */
    static List<Candidate> candidates(ReadRequest request) {
        AccessPathChooser chooser = new AccessPathChooser(request);
        return chooser.allowed(Candidates.of(request, chooser.sources()));
    }

    /** Whether the condition of a Scan would allow Queries of what it scans: they were not cheaper then. */
    public static boolean couldQuery(AccessPath.Scan scan) {
        Predicate where =
                new Predicate.And(List.of(scan.shape().filter(), scan.shape().residual()));
        ReadPreferences any = new ReadPreferences(false, null, true, null);
        ReadRequest request = new ReadRequest(scan.table(), null, where, null, List.of(), -1, false, any);
        return Candidates.of(request, List.of(new Source(scan.table(), scan.index()))).all().stream()
                .anyMatch(c -> !c.scans());
    }

    private Choice choose() {
        checkNamed();
        AccessPath byKey = FullKey.of(request);
        if (byKey != null) {
            return new Choice(byKey, ReadCosts.estimate(byKey, -1), true, List.of());
        }
        Candidates candidates = Candidates.likely(request, sources());
        if (candidates.isImpossible()) {
            AccessPath nothing = new AccessPath.Nothing(table, "no item can satisfy the condition");
            return new Choice(nothing, ReadCosts.estimate(nothing, -1), true, List.of());
        }
        List<Candidate> allowed = allowed(candidates);
        if (allowed.isEmpty()) {
            throw refusal(candidates);
        }
        List<Candidate> ordered = allowed.stream().filter(Candidate::ordered).toList();
        Candidate best =
                (ordered.isEmpty() ? allowed : ordered).stream().min(CHEAPEST).orElseThrow();
        return new Choice(
                best.path(),
                ReadCosts.estimate(best.path(), best.bound()),
                best.ordered(),
                rejected(candidates, allowed, best));
    }

    private static Choice.Cost compared(Candidate candidate) {
        return ReadCosts.compare(candidate.path(), candidate.bound());
    }

    private List<Source> sources() {
        if (named != null) {
            return List.of(new Source(table, named));
        }
        if (forced != null) {
            return List.of(new Source(table, forced));
        }
        List<Source> sources = new ArrayList<>();
        sources.add(new Source(table, null));
        if (request.preferences().forcedIndex() == null && request.preferences().segment() == null) {
            table.indexes().forEach(i -> sources.add(new Source(table, i)));
        }
        return sources;
    }

    private List<Candidate> allowed(Candidates candidates) {
        return request.preferences().scanAllowed()
                ? candidates.all()
                : candidates.all().stream().filter(c -> !c.scans()).toList();
    }

    private Index index(String name) {
        return index(table, name);
    }

    /**
     * The index that a hint or FROM names.
     *
     * @throws SqlFailure 42704 when there is none
     */
    public static Index index(Table table, String name) {
        Optional<Index> exact = table.index(name);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Index> alike = table.indexes().stream()
                .filter(i -> i.name().equalsIgnoreCase(name))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new SqlFailure(
                SqlState.UNDEFINED_OBJECT,
                "table " + table.name() + " has no index " + name + "; "
                        + (table.indexes().isEmpty()
                                ? "it has none"
                                : "it has "
                                        + table.indexes().stream()
                                                .map(Index::name)
                                                .collect(Collectors.joining(", "))));
    }

    private void checkNamed() {
        if (named == null) {
            return;
        }
        String hint = request.preferences().forcedIndex();
        if (hint != null && !named.equals(forced)) {
            throw new SqlFailure(
                    SqlState.WRONG_OBJECT,
                    "the statement reads from index " + named.name() + " of " + table.name() + ", but a hint asks for "
                            + (hint.isEmpty() ? "the table" : "index " + hint) + "; drop one of the two");
        }
        if (!named.usable()) {
            throw new SqlFailure(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "index " + named.name() + " of " + table.name()
                            + " cannot be read: it is being made or dropped; wait until it is active");
        }
        if (named.kind() == Index.Kind.GLOBAL) {
            refuseConsistent(named);
            checkProjected(new Source(table, named));
        }
    }

    private void refuseConsistent(Index index) {
        if (request.preferences().consistent()) {
            throw new SqlFailure(
                    SqlState.WRONG_OBJECT,
                    "the statement reads from index " + index.name() + " of " + table.name()
                            + ", and global indexes cannot be read consistently; read from the table, or without"
                            + " CONSISTENT and consistentRead");
        }
    }

    private void checkProjected(Source source) {
        Set<String> roots = new LinkedHashSet<>();
        List<AttributePath> needed = request.needed();
        if (needed != null && !request.countOnly()) {
            needed.forEach(p -> roots.add(p.root()));
        }
        roots.addAll(Conjunction.attributes(List.<Predicate>of(request.where())));
        request.order().forEach(o -> roots.add(o.path().root()));
        Optional<String> missing = source.unprojected(roots);
        if (missing.isPresent()) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_COLUMN,
                    "index " + source.indexName() + " of " + table.name() + " does not project " + missing.get()
                            + "; read from \"" + table.name() + "\" instead, or project it into the index");
        }
    }

    private SqlFailure refusal(Candidates candidates) {
        if (forced != null && candidates.unusable().containsKey(forced.name())) {
            return new SqlFailure(
                    SqlState.WRONG_OBJECT,
                    "index " + forced.name() + " of " + table.name() + " cannot answer the statement: "
                            + candidates.unusable().get(forced.name()) + "; drop the hint or change the condition");
        }
        return new SqlFailure(
                SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                "the statement needs a Scan of " + table.name() + ", which NO_SCAN or scan=deny refuses; give "
                        + keysThatAvoidScans());
    }

    private String keysThatAvoidScans() {
        return sources().stream()
                .filter(s -> s.index() == null || s.index().usable())
                .map(s -> s.key().partition().stream().map(KeyAttribute::name).collect(Collectors.joining(" and "))
                        + (s.index() == null ? "" : " (" + s.label() + ")"))
                .collect(Collectors.joining(", or ", "a value with = for ", ""));
    }

    private List<String> rejected(Candidates candidates, List<Candidate> allowed, Candidate best) {
        List<String> sentences = new ArrayList<>();
        if (!best.ordered()) {
            sentences.add("no path delivers the order: it must follow the sort key of the table or of an index whose"
                    + " partition key is given with =");
        }
        if (best.rank() == 0) {
            return sentences;
        }
        for (Index index : table.indexes()) {
            if (index.equals(best.source().index()) || !candidates.concerns(index) || !isOffered(index)) {
                continue;
            }
            String reason = candidates.unusable().get(index.name());
            if (reason == null) {
                reason = allowed.stream()
                        .filter(c -> index.equals(c.source().index()))
                        .min(CHEAPEST)
                        .map(c -> reason(c, best))
                        .orElse("it would be scanned");
            }
            sentences.add("index " + index.name() + " not used: " + reason);
        }
        return sentences;
    }

    private boolean isOffered(Index index) {
        return sources().stream().anyMatch(s -> index.equals(s.index()));
    }

    private static String reason(Candidate candidate, Candidate best) {
        if (best.ordered() && !candidate.ordered()) {
            return "it does not deliver the order";
        }
        String lookup =
                candidate.path() instanceof AccessPath.IndexLookup ? "it does not project all that is needed, " : "";
        double other = ReadCosts.estimate(candidate.path(), candidate.bound()).readUnits();
        double chosen = ReadCosts.estimate(best.path(), best.bound()).readUnits();
        if (other > chosen) {
            return String.format(Locale.ROOT, "%sabout %.1f units instead of %.1f", lookup, other, chosen);
        }
        // The choice is made for a table of some size, so that a plan does not turn when a new table grows.
        double times = compared(candidate).readUnits() / compared(best).readUnits();
        return lookup
                + (times > 1
                        ? String.format(Locale.ROOT, "it would read %.1f times as much when the table grows", times)
                        : "it reads no less");
    }
}
