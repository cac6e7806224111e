package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every path that answers a request exactly, and for every index that cannot, why. */
final class Candidates {
    private final ReadRequest request;
    private final Predicate where;
    private final List<Predicate> terms;
    private final List<KeyBox> boxes;
    private final WantedOrder order;
    private final Shapes shapes;
    private final List<Candidate> found = new ArrayList<>();
    private final Map<String, String> unusable = new TreeMap<>();

    private Candidates(ReadRequest request) {
        this.request = request;
        this.where = KeyTypes.rewrite(request.where(), request.table());
        this.terms = Conjunction.terms(where);
        this.boxes = KeyBoxes.of(where, request.table());
        this.order = new WantedOrder(request.order(), terms);
        this.shapes = new Shapes(request, order);
    }

    /** All ways to read the sources. */
    static Candidates of(ReadRequest request, List<Source> sources) {
        Candidates candidates = new Candidates(request);
        if (!candidates.isImpossible()) {
            sources.forEach(candidates::add);
        }
        return candidates;
    }

    /** The same, but sources behind one that gives a GetItem are not looked at: nothing is cheaper. */
    static Candidates likely(ReadRequest request, List<Source> sources) {
        Candidates candidates = new Candidates(request);
        if (!candidates.isImpossible()) {
            for (Source source : sources) {
                candidates.add(source);
                if (candidates.found.stream().anyMatch(c -> c.path() instanceof AccessPath.GetItem)) {
                    break;
                }
            }
        }
        return candidates;
    }

    /** Whether no item can satisfy the condition. */
    boolean isImpossible() {
        return boxes.isEmpty();
    }

    List<Candidate> all() {
        return found;
    }

    /** By index name, why it cannot answer. */
    Map<String, String> unusable() {
        return unusable;
    }

    /** Key attributes that the condition or the order names. */
    boolean concerns(Index index) {
        Set<String> named = Conjunction.attributes(terms);
        order.paths().forEach(p -> named.add(p.root()));
        return index.key().attributes().stream().anyMatch(a -> named.contains(a.name()));
    }

    boolean wantsOrder() {
        return !order.isNone();
    }

    private void add(Source source) {
        Index index = source.index();
        boolean named = request.index() != null;
        if (index != null) {
            String reason = named ? null : reasonAgainst(index);
            if (reason != null) {
                unusable.put(index.name(), reason);
                return;
            }
        }
        Optional<List<KeyPiece>> pieces =
                request.preferences().segment() == null ? KeyPieces.of(boxes, source.key()) : Optional.empty();
        if (pieces.isPresent()) {
            if (index == null && pieces.get().stream().allMatch(p -> p.isFullKey(source.key()))) {
                addByKey(source, pieces.get());
                addSpans(source, pieces.get());
            } else {
                addQuery(source, pieces.get());
                addSpans(source, pieces.get());
            }
        }
        addScan(source);
    }

    private @Nullable String reasonAgainst(Index index) {
        if (!index.usable()) {
            return "it is not ready";
        }
        if (request.preferences().consistent() && index.kind() == Index.Kind.GLOBAL) {
            return "global indexes cannot be read consistently";
        }
        for (KeyAttribute attribute : index.key().attributes()) {
            if (!request.table().key().contains(attribute.name()) && !impliesType(attribute)) {
                return "the condition does not imply that " + attribute.name() + " is " + noun(attribute.type());
            }
        }
        return null;
    }

    private boolean impliesType(KeyAttribute attribute) {
        return boxes.stream().allMatch(b -> b.of(attribute.name()).typed())
                || Predicates.impliesType(where, attribute.name(), attribute.type());
    }

    private static String noun(AttributeType type) {
        return switch (type) {
            case S -> "a string";
            case N -> "a number";
            default -> "binary";
        };
    }

    private void addByKey(Source source, List<KeyPiece> keys) {
        List<Predicate> open = open(source, keys);
        if (keys.size() == 1) {
            Map<String, AttributeValue> key = keys.get(0).key(source.key());
            add(new AccessPath.GetItem(source.table(), key, shapes.byKey(source, open, true)), source, true, open);
            return;
        }
        List<KeyPiece> inOrder = order.keysInOrder(source, keys);
        boolean ordered = inOrder != null;
        List<Map<String, AttributeValue>> delivered = (inOrder == null ? keys : inOrder)
                .stream().map(k -> k.key(source.key())).toList();
        boolean sorted = ordered && wantsOrder();
        ReadShape shape = shapes.byKey(source, open, ordered);
        add(new AccessPath.BatchGetItem(source.table(), delivered, sorted, shape), source, ordered, open);
    }

    /**
     * Many keys or ranges of a small partition cost less as one Query from the first to the last; only when by the estimate
     * even the whole partition would.
     */
    private void addSpans(Source source, List<KeyPiece> pieces) {
        List<KeyPiece> spans = KeyPiece.spans(pieces, source.key());
        if (spans.size() == pieces.size()) {
            return;
        }
        Candidate apart = found.get(found.size() - 1);
        addQuery(source, spans.stream().map(s -> s.partition(source.key())).toList());
        Candidate whole = found.remove(found.size() - 1);
        if (ReadCosts.compare(whole.path(), -1).readUnits()
                <= ReadCosts.compare(apart.path(), apart.bound()).readUnits()) {
            addQuery(source, spans);
        }
    }

    private void addQuery(Source source, List<KeyPiece> pieces) {
        List<Predicate> open = open(source, pieces);
        WantedOrder.Delivery inOrder = order.deliver(source, pieces);
        boolean ordered = inOrder != null;
        WantedOrder.Delivery delivery =
                inOrder == null ? new WantedOrder.Delivery(pieces, true, AccessPath.Combination.CONCATENATED) : inOrder;
        Set<String> merged = delivery.combination() == AccessPath.Combination.MERGED
                ? Source.names(source.key().sort())
                : Set.of();
        List<KeyCondition> conditions =
                delivery.pieces().stream().map(p -> p.condition(source.key())).toList();
        addWalk(
                source,
                open,
                Source.names(source.key().attributes()),
                merged,
                ordered,
                shape -> new AccessPath.Query(
                        source.table(), source.index(), conditions, delivery.forward(), delivery.combination(), shape));
    }

    private void addScan(Source source) {
        List<Predicate> open = open(source, List.of(new KeyPiece(List.of(), null)));
        addWalk(
                source,
                open,
                Set.of(),
                Set.of(),
                order.isNone(),
                shape -> new AccessPath.Scan(
                        source.table(), source.index(), request.preferences().segment(), shape));
    }

    /** Makes the path of a Query or Scan of its shape. */
    private interface Walk {
        AccessPath of(ReadShape shape);
    }

    private void addWalk(
            Source source, List<Predicate> open, Set<String> unfiltered, Set<String> kept, boolean ordered, Walk walk) {
        if (covers(source, shapes.required(open, ordered), open)) {
            add(walk.of(shapes.walk(source, open, unfiltered, kept, ordered)), source, ordered, open);
        } else {
            AccessPath keys = walk.of(shapes.keys(source, open, unfiltered, kept));
            add(new AccessPath.IndexLookup(keys, shapes.byKey(source, terms, ordered)), source, ordered, open);
        }
    }

    /** All of an item means what the index holds of it when the statement names the index. */
    private boolean covers(Source source, @Nullable Set<String> required, List<Predicate> open) {
        if (required != null) {
            return source.unprojected(required).isEmpty();
        }
        return request.index() == null
                ? source.projectsAll()
                : source.unprojected(Conjunction.attributes(open)).isEmpty();
    }

    private List<Predicate> open(Source source, List<KeyPiece> pieces) {
        return new Implication(source.key().attributes()).open(terms, pieces);
    }

    private void add(AccessPath path, Source source, boolean ordered, List<Predicate> open) {
        boolean bounded = open.isEmpty() && ordered;
        found.add(new Candidate(path, source, ordered, bounded ? request.limit() : -1));
    }
}
