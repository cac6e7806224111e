package org.dynamojdbc.execute;

import java.util.List;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.predicate.Predicate;

/** The shape of what an access path delivers. */
final class Shapes implements AccessPathVisitor<ReadShape> {
    private static final Shapes SHAPES = new Shapes();
    private static final ReadShape NOTHING = new ReadShape(Predicate.TRUE, Predicate.TRUE, List.of(), false, false);

    private Shapes() {}

    static ReadShape of(AccessPath path) {
        return path.accept(SHAPES);
    }

    @Override
    public ReadShape visitNothing(AccessPath.Nothing path) {
        return NOTHING;
    }

    @Override
    public ReadShape visitGetItem(AccessPath.GetItem path) {
        return path.shape();
    }

    @Override
    public ReadShape visitBatchGetItem(AccessPath.BatchGetItem path) {
        return path.shape();
    }

    @Override
    public ReadShape visitQuery(AccessPath.Query path) {
        return path.shape();
    }

    @Override
    public ReadShape visitScan(AccessPath.Scan path) {
        return path.shape();
    }

    @Override
    public ReadShape visitIndexLookup(AccessPath.IndexLookup path) {
        return path.shape();
    }
}
