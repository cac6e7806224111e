package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code segment(i, n)} in WHERE: the table is read in one segment only.
 *
 * @param number the segment, a number or a parameter
 * @param total how many there are
 */
public record SegmentTerm(Expression number, Expression total, Position position) {
    /** A WHERE and the segment taken out of it. */
    record Split(@Nullable SegmentTerm segment, @Nullable Expression rest) {}

    static boolean isSegment(Expression expression) {
        return expression instanceof Expression.FunctionCall call && call.name().equalsIgnoreCase("segment");
    }

    static Split split(@Nullable Expression where) {
        if (where != null && isSegment(where)) {
            return new Split(of((Expression.FunctionCall) where), null);
        }
        if (!(where instanceof Expression.And and) || and.terms().stream().noneMatch(SegmentTerm::isSegment)) {
            return new Split(null, where);
        }
        SegmentTerm segment = null;
        List<Expression> rest = new ArrayList<>();
        for (Expression term : and.terms()) {
            if (!isSegment(term)) {
                rest.add(term);
            } else if (segment != null) {
                throw At.failure(SqlState.SYNTAX_ERROR, term.position(), "segment(i, n) can stand once in WHERE");
            } else {
                segment = of((Expression.FunctionCall) term);
            }
        }
        return new Split(
                segment,
                rest.isEmpty() ? null : rest.size() == 1 ? rest.get(0) : new Expression.And(rest, and.position()));
    }

    private static SegmentTerm of(Expression.FunctionCall call) {
        boolean constant = call.arguments().stream()
                .allMatch(a -> a instanceof Expression.NumberLiteral || a instanceof Expression.Parameter);
        if (call.arguments().size() != 2 || !constant) {
            throw refusal(call.position());
        }
        return new SegmentTerm(call.arguments().get(0), call.arguments().get(1), call.position());
    }

    static SqlFailure misplaced(Position position) {
        return At.failure(
                SqlState.FEATURE_NOT_SUPPORTED,
                position,
                "segment(i, n) restricts the read of the only table in FROM: it stands in WHERE, alone or joined by"
                        + " AND");
    }

    private static SqlFailure refusal(Position position) {
        return At.failure(
                SqlState.INVALID_PARAMETER_VALUE,
                position,
                "segment(i, n) takes a segment number i from 0 to n - 1 and a total n of at most "
                        + AccessPath.Segment.MOST);
    }

    /**
     * The segment meant.
     *
     * @throws SqlFailure 22023 when there is none such
     */
    public AccessPath.Segment of(List<AttributeValue> parameters) {
        return value(number, parameters)
                .flatMap(n -> value(total, parameters).flatMap(t -> AccessPath.Segment.of(n, t)))
                .orElseThrow(() -> refusal(position));
    }

    private static Optional<AttributeValue> value(Expression expression, List<AttributeValue> parameters) {
        return expression instanceof Expression.NumberLiteral literal
                ? Optional.of(AttributeValue.fromN(literal.value().toPlainString()))
                : Optional.of(parameters.get(((Expression.Parameter) expression).index()));
    }
}
