package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Step;
import org.jspecify.annotations.Nullable;

/**
 * The names an expression can use: what FROM holds here, then what it holds around a sub-query. A name is first a qualifier,
 * then a known column here or around, then the attribute of the only table here.
 */
final class Scope {
    private final @Nullable Scope outer;
    private final Literals literals;
    private final List<Source> sources = new ArrayList<>();
    private final List<Merged> merged = new ArrayList<>();
    private @Nullable LiftedAggregates aggregates;

    /** A column that USING or NATURAL made of two. */
    record Merged(String label, SqlNode value) {}

    /** What a path turned out to be. */
    record Place(Source source, String column, List<Step> below) {}

    Scope(@Nullable Scope outer, Literals literals) {
        this.outer = outer;
        this.literals = literals;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    Literals literals() {
        return literals;
    }

    void add(Source source) {
        sources.add(source);
    }

    void merge(Merged column) {
        merged.add(column);
    }

    List<Source> sources() {
        return sources;
    }

    List<Merged> merged() {
        return merged;
    }

    /** From now on aggregates of this query may stand in its sub-queries. */
    void takeAggregates(LiftedAggregates taken) {
        aggregates = taken;
    }

    /** An aggregate where it is computed: here, or in the innermost query around whose columns alone it names. */
    SqlNode aggregate(SqlNode aggregate, Position position) {
        Set<String> named = new HashSet<>();
        aggregate.accept(new SqlBasicVisitor<Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier id) {
                named.add(id.names.get(0));
                return null;
            }
        });
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.sources.stream().anyMatch(s -> named.contains(s.relation()))) {
                return scope == this ? aggregate : scope.lift(aggregate, position);
            }
        }
        return aggregate;
    }

    private SqlNode lift(SqlNode aggregate, Position position) {
        if (aggregates == null) {
            throw At.failure(
                    SqlState.GROUPING_ERROR,
                    position,
                    "this aggregate names columns of the outer query alone and is computed there, but its sub-query"
                            + " stands where rows are not grouped yet; put the condition into HAVING");
        }
        return aggregates.lift(aggregate, position);
    }

    /** The source of a qualifier, here or around. */
    Optional<Source> source(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Optional<Source> found = scope.sourceHere(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Source> sourceHere(String name) {
        Optional<Source> exact = sources.stream().filter(s -> s.isCalled(name)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<Source> alike =
                sources.stream().filter(s -> s.isCalledIgnoringCase(name)).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** The source of {@code qualifier.*}, which must be here. */
    Source required(String qualifier, Position position) {
        return sourceHere(qualifier)
                .orElseThrow(() -> At.failure(
                        SqlState.UNDEFINED_TABLE,
                        position,
                        "'" + qualifier + "' is not in FROM" + Suggestions.didYouMean(qualifier, aliases())));
    }

    private List<String> aliases() {
        List<String> aliases = new ArrayList<>();
        for (Source source : sources) {
            if (source.alias() != null) {
                aliases.add(source.alias());
            }
        }
        return aliases;
    }

    SqlNode resolve(PathExpression path) {
        SqlParserPos at = At.of(path.position());
        String first = name(path.steps().get(0));
        List<Step> rest = path.steps().subList(1, path.steps().size());
        if (rest.isEmpty()
                || !(rest.get(0) instanceof Step.Name)
                || source(first).isEmpty()) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                for (Merged column : scope.merged) {
                    if (column.label().equals(first) || column.label().equalsIgnoreCase(first)) {
                        return literals.steps(column.value(), rest, at);
                    }
                }
                if (scope.hasKnown(first)) {
                    break;
                }
            }
        }
        Place place = place(path);
        return place.source().column(place.column(), place.below(), at);
    }

    private boolean hasKnown(String name) {
        return sources.stream().anyMatch(s -> !s.named(name, true).isEmpty());
    }

    /** The table attribute a path names, empty for anything else. */
    Optional<AttributePath> attribute(PathExpression path) {
        Place place = place(path);
        return place.source() instanceof Source.OfTable table
                ? Optional.of(table.path(place.column(), place.below()))
                : Optional.empty();
    }

    Place place(PathExpression path) {
        List<Step> steps = path.steps();
        String first = name(steps.get(0));
        if (steps.size() > 1 && steps.get(1) instanceof Step.Name second) {
            Optional<Source> qualified = source(first);
            if (qualified.isPresent()) {
                Optional<Place> place = qualified(qualified.get(), second.text(), steps, path.position());
                if (place.isPresent()) {
                    return place.get();
                }
            }
        }
        List<Step> below = steps.subList(1, steps.size());
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Optional<Place> known = scope.known(first, below, path.position());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return element(first, below)
                .or(() -> open(first, below, path.position()))
                .orElseThrow(() -> unknown(first, path.position()));
    }

    private static Optional<Place> qualified(Source source, String column, List<Step> steps, Position position) {
        List<String> named = source.named(column, false);
        if (named.size() > 1) {
            throw ambiguous(column, named, position);
        }
        if (named.size() == 1) {
            return Optional.of(new Place(source, named.get(0), steps.subList(2, steps.size())));
        }
        if (source.isOpen()) {
            return Optional.of(new Place(source, column, steps.subList(2, steps.size())));
        }
        if (source instanceof Source.OfQuery query && query.only().isPresent() && query.isElement()) {
            return Optional.of(new Place(source, query.known().get(0), steps.subList(1, steps.size())));
        }
        throw At.failure(
                SqlState.UNDEFINED_COLUMN,
                position,
                "column '" + column + "' not found in " + source.alias()
                        + Suggestions.didYouMean(column, source.known()));
    }

    private Optional<Place> known(String name, List<Step> below, Position position) {
        List<Place> found = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        boolean exact = sources.stream().anyMatch(s -> s.named(name, true).equals(List.of(name)));
        for (Source source : sources) {
            for (String column : source.named(name, true)) {
                if (!exact || column.equals(name)) {
                    found.add(new Place(source, column, below));
                    shown.add((source.alias() == null ? "" : source.alias() + ".") + column);
                }
            }
        }
        if (found.size() > 1) {
            throw ambiguous(name, shown, position);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** An alias of unnested elements that stands for the element itself. */
    private Optional<Place> element(String name, List<Step> below) {
        return source(name)
                .filter(s -> s instanceof Source.OfQuery query && query.isElement())
                .map(s -> new Place(s, s.known().get(0), below));
    }

    /** An attribute nobody declared, of the only table here, or of the only one whose items were seen to have it. */
    private Optional<Place> open(String name, List<Step> below, Position position) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Source> open = scope.sources.stream().filter(Source::isOpen).toList();
            if (open.size() == 1) {
                return Optional.of(new Place(open.get(0), sampledName(open.get(0), name), below));
            }
            if (open.size() > 1) {
                List<Source> seen =
                        open.stream().filter(s -> s.sampled().contains(name)).toList();
                if (seen.size() == 1) {
                    return Optional.of(new Place(seen.get(0), name, below));
                }
                throw At.failure(
                        seen.isEmpty() ? SqlState.UNDEFINED_COLUMN : SqlState.AMBIGUOUS_COLUMN,
                        position,
                        "column '" + name + "' could belong to "
                                + String.join(
                                        " or ",
                                        open.stream()
                                                .map(s -> String.valueOf(s.alias()))
                                                .toList())
                                + "; qualify it, as in " + open.get(0).alias() + "." + name);
            }
        }
        return Optional.empty();
    }

    /** As written: which attributes other items hold is not asked for. */
    private static String sampledName(Source source, String name) {
        return source.named(name, false).size() == 1 ? source.named(name, false).get(0) : name;
    }

    private SqlFailure unknown(String name, Position position) {
        List<String> all = new ArrayList<>();
        sources.forEach(s -> all.addAll(s.known()));
        return At.failure(
                SqlState.UNDEFINED_COLUMN,
                position,
                "column '" + name + "' not found" + Suggestions.didYouMean(name, all));
    }

    private static SqlFailure ambiguous(String name, List<String> candidates, Position position) {
        String advice = candidates.stream().distinct().count() == 1
                ? "several columns have this name; give each another one by AS"
                : "it is one of " + String.join(", ", candidates) + "; qualify it";
        return At.failure(SqlState.AMBIGUOUS_COLUMN, position, "column '" + name + "' is ambiguous: " + advice);
    }

    static String name(Step step) {
        return ((Step.Name) step).text();
    }
}
