package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.predicate.Predicate;

/**
 * The same path with every filter evaluated in the driver: the rows must not change. Key conditions stay, for they choose
 * what is read; all attributes are fetched, because the filter needs them now.
 */
final class LocalFilters implements AccessPathVisitor<AccessPath> {

    private static ReadShape local(ReadShape shape) {
        if (shape.filter().equals(Predicate.TRUE)) {
            return shape;
        }
        Predicate residual = shape.residual().equals(Predicate.TRUE)
                ? shape.filter()
                : new Predicate.And(List.of(shape.filter(), shape.residual()));
        return new ReadShape(Predicate.TRUE, residual, List.of(), shape.consistent(), false);
    }

    @Override
    public AccessPath visitNothing(AccessPath.Nothing path) {
        return path;
    }

    @Override
    public AccessPath visitGetItem(AccessPath.GetItem path) {
        return path;
    }

    @Override
    public AccessPath visitBatchGetItem(AccessPath.BatchGetItem path) {
        return path;
    }

    @Override
    public AccessPath visitQuery(AccessPath.Query path) {
        return new AccessPath.Query(
                path.table(), path.index(), path.conditions(), path.forward(), path.combination(), local(path.shape()));
    }

    @Override
    public AccessPath visitScan(AccessPath.Scan path) {
        return new AccessPath.Scan(path.table(), path.index(), path.segment(), local(path.shape()));
    }

    @Override
    public AccessPath visitIndexLookup(AccessPath.IndexLookup path) {
        return new AccessPath.IndexLookup(path.keys().accept(this), path.shape());
    }
}
