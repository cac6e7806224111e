package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A normalised predicate divided between DynamoDB and the driver: an item satisfies it exactly when DynamoDB finds
 * {@code pushed} true and {@code residual} is TRUE here.
 *
 * @param pushed what {@link RequestExpression#condition} can write within DynamoDB's limits, TRUE for no filter
 * @param residual what the driver must still test, TRUE for nothing
 */
public record FilterSplit(Predicate pushed, Predicate residual) {
    private static final int MAX_TEXT_BYTES = 4096;
    private static final int MAX_OPERATORS = 290;
    /** Names and values of a request may take 2 MB; the key condition and the projection need some. */
    private static final long MAX_SUBSTITUTION_BYTES = 1_500_000;
    /** Larger than the number of any placeholder a request's other expressions take first, in practice. */
    private static final int MEASURING_FROM = 1000;

    /** What DynamoDB can test of a predicate, and whether that is all of it. */
    private record Cover(Predicate pushed, boolean exact) {}

    /** A conjunct with its share. */
    private record Share(Predicate conjunct, Cover cover, double cost) {}

    /**
     * Divides a normalised predicate.
     *
     * @param pushable whether a filter may read that top-level attribute
     */
    public static FilterSplit of(Predicate nnf, java.util.function.Predicate<String> pushable) {
        if (nnf instanceof Predicate.Always always) {
            return new FilterSplit(Predicate.TRUE, always.truth() == Truth.TRUE ? Predicate.TRUE : Predicate.FALSE);
        }
        List<Share> shares = new ArrayList<>();
        for (Predicate conjunct : Predicates.conjuncts(nnf)) {
            Cover cover = cover(conjunct, pushable);
            if (cover != null) {
                shares.add(new Share(conjunct, cover, cost(cover.pushed())));
            }
        }
        while (!shares.isEmpty() && cost(pushed(shares)) > 1) {
            shares.remove(costliest(shares));
        }
        List<Predicate> residual = new ArrayList<>(Predicates.conjuncts(nnf));
        for (Share share : shares) {
            if (share.cover().exact()) {
                residual.remove(share.conjunct());
            }
        }
        return new FilterSplit(pushed(shares), Junctions.and(residual));
    }

    private static Predicate pushed(List<Share> shares) {
        return Junctions.and(shares.stream().map(s -> s.cover().pushed()).toList());
    }

    private static int costliest(List<Share> shares) {
        int costliest = 0;
        for (int i = 1; i < shares.size(); i++) {
            if (shares.get(i).cost() > shares.get(costliest).cost()) {
                costliest = i;
            }
        }
        return costliest;
    }

    /** The largest used part of any limit: above 1 DynamoDB rejects the expression. */
    private static double cost(Predicate pushed) {
        if (pushed.equals(Predicate.TRUE)) {
            return 0;
        }
        RequestExpression request = new RequestExpression(MEASURING_FROM);
        Fragment fragment = request.render(pushed);
        double text = (double) fragment.text().length() / MAX_TEXT_BYTES;
        double operators = (double) fragment.operators() / MAX_OPERATORS;
        double substitutions = (double) request.substitutionBytes() / MAX_SUBSTITUTION_BYTES;
        return Math.max(text, Math.max(operators, substitutions));
    }

    private static @Nullable Cover cover(Predicate predicate, java.util.function.Predicate<String> pushable) {
        if (predicate instanceof Predicate.And and) {
            return coverAnd(and, pushable);
        }
        if (predicate instanceof Predicate.Or or) {
            return coverOr(or, pushable);
        }
        if (!Predicates.attributes(predicate).stream().allMatch(pushable)) {
            return null;
        }
        if (renderable(predicate)) {
            return new Cover(predicate, true);
        }
        Predicate superset = Supersets.of(predicate);
        return superset != null && renderable(superset) ? new Cover(superset, false) : null;
    }

    private static @Nullable Cover coverAnd(Predicate.And and, java.util.function.Predicate<String> pushable) {
        List<Predicate> pushed = new ArrayList<>();
        boolean exact = true;
        for (Predicate term : and.terms()) {
            Cover cover = cover(term, pushable);
            if (cover != null) {
                pushed.add(cover.pushed());
            }
            exact = exact && cover != null && cover.exact();
        }
        return pushed.isEmpty() ? null : new Cover(Junctions.and(pushed), exact);
    }

    private static @Nullable Cover coverOr(Predicate.Or or, java.util.function.Predicate<String> pushable) {
        List<Predicate> pushed = new ArrayList<>();
        boolean exact = true;
        for (Predicate term : or.terms()) {
            Cover cover = cover(term, pushable);
            if (cover == null) {
                return null;
            }
            pushed.add(cover.pushed());
            exact = exact && cover.exact();
        }
        return new Cover(Junctions.or(pushed), exact);
    }

    private static boolean renderable(Predicate leaf) {
        try {
            new RequestExpression().render(leaf);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
