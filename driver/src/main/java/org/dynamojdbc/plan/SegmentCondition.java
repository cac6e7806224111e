package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.access.AccessPath.Segment;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Expression;
import org.jspecify.annotations.Nullable;

/**
 * {@code segment(i, n)} among the conditions joined by AND: which part of a scan this statement reads. It is not a
 * property of an item, so it can stand nowhere else.
 *
 * @param rest the other conditions, null for none
 */
record SegmentCondition(@Nullable Segment segment, @Nullable Expression rest) {
    static SegmentCondition split(@Nullable Expression where, Constants constants) {
        if (where instanceof Expression.FunctionCall call && isSegment(call)) {
            return new SegmentCondition(segment(call, constants), null);
        }
        if (!(where instanceof Expression.And and)) {
            return new SegmentCondition(null, where);
        }
        Segment segment = null;
        List<Expression> rest = new ArrayList<>();
        for (Expression term : and.terms()) {
            SegmentCondition inner = split(term, constants);
            if (inner.segment() != null && segment != null) {
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR, At.of(term.position()) + "segment(i, n) can stand once in WHERE");
            }
            segment = inner.segment() == null ? segment : inner.segment();
            if (inner.rest() != null) {
                rest.add(inner.rest());
            }
        }
        if (segment == null) {
            return new SegmentCondition(null, where);
        }
        return new SegmentCondition(
                segment,
                rest.isEmpty() ? null : rest.size() == 1 ? rest.get(0) : new Expression.And(rest, and.position()));
    }

    private static boolean isSegment(Expression.FunctionCall call) {
        return call.name().equalsIgnoreCase("segment");
    }

    private static Segment segment(Expression.FunctionCall call, Constants constants) {
        if (call.arguments().size() == 2) {
            Optional<Segment> segment = Segment.of(
                    constants.required(call.arguments().get(0), "segment"),
                    constants.required(call.arguments().get(1), "segment"));
            if (segment.isPresent()) {
                return segment.get();
            }
        }
        throw new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                At.of(call.position())
                        + "segment(i, n) takes a segment number i from 0 to n - 1 and a total n of at most "
                        + Segment.MOST);
    }
}
