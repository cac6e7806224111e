package org.dynamojdbc.access;

import java.util.List;
import java.util.Optional;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;

/**
 * What every read has in common.
 *
 * @param filter in negation normal form, sent as FilterExpression; {@link Predicate#TRUE} for none. Always TRUE for
 *     GetItem and BatchGetItem, which have no filter
 * @param residual evaluated by the driver on each returned item; {@link Predicate#TRUE} for none
 * @param projection non-overlapping paths to fetch, top-level attributes only when the residual or the output needs
 *     list positions; empty means all attributes
 * @param consistent strongly consistent read
 * @param countOnly Select=COUNT: no items come back; only without a residual
 */
public record ReadShape(
        Predicate filter, Predicate residual, List<AttributePath> projection, boolean consistent, boolean countOnly) {
    public ReadShape {
        projection = List.copyOf(projection);
    }

    /** The shape of a path, empty where nothing is read; of a look-up, that of the items. */
    public static Optional<ReadShape> of(AccessPath path) {
        return path.accept(OF_PATH);
    }

    private static final AccessPathVisitor<Optional<ReadShape>> OF_PATH = new AccessPathVisitor<>() {
        @Override
        public Optional<ReadShape> visitNothing(AccessPath.Nothing path) {
            return Optional.empty();
        }

        @Override
        public Optional<ReadShape> visitGetItem(AccessPath.GetItem path) {
            return Optional.of(path.shape());
        }

        @Override
        public Optional<ReadShape> visitBatchGetItem(AccessPath.BatchGetItem path) {
            return Optional.of(path.shape());
        }

        @Override
        public Optional<ReadShape> visitQuery(AccessPath.Query path) {
            return Optional.of(path.shape());
        }

        @Override
        public Optional<ReadShape> visitScan(AccessPath.Scan path) {
            return Optional.of(path.shape());
        }

        @Override
        public Optional<ReadShape> visitIndexLookup(AccessPath.IndexLookup path) {
            return Optional.of(path.shape());
        }
    };
}
