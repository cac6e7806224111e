package org.dynamojdbc.access;

import java.util.List;
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
}
