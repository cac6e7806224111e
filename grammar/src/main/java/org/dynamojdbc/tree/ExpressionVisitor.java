package org.dynamojdbc.tree;

/** One method per kind of {@link Expression}. */
public interface ExpressionVisitor<R> {
    R visitNullLiteral(Expression.NullLiteral node);

    R visitMissingLiteral(Expression.MissingLiteral node);

    R visitBooleanLiteral(Expression.BooleanLiteral node);

    R visitNumberLiteral(Expression.NumberLiteral node);

    R visitStringLiteral(Expression.StringLiteral node);

    R visitBinaryLiteral(Expression.BinaryLiteral node);

    R visitTemporalLiteral(Expression.TemporalLiteral node);

    R visitIntervalLiteral(Expression.IntervalLiteral node);

    R visitListLiteral(Expression.ListLiteral node);

    R visitSetLiteral(Expression.SetLiteral node);

    R visitMapLiteral(Expression.MapLiteral node);

    R visitParameter(Expression.Parameter node);

    R visitPathExpression(Expression.PathExpression node);

    R visitComparison(Expression.Comparison node);

    R visitAnd(Expression.And node);

    R visitOr(Expression.Or node);

    R visitNot(Expression.Not node);

    R visitBetween(Expression.Between node);

    R visitInList(Expression.InList node);

    R visitInQuery(Expression.InQuery node);

    R visitLike(Expression.Like node);

    R visitIsTest(Expression.IsTest node);

    R visitDistinctFrom(Expression.DistinctFrom node);

    R visitExists(Expression.Exists node);

    R visitQuantifiedQuery(Expression.QuantifiedQuery node);

    R visitQuantifiedArray(Expression.QuantifiedArray node);

    R visitArithmetic(Expression.Arithmetic node);

    R visitConcatenation(Expression.Concatenation node);

    R visitNegative(Expression.Negative node);

    R visitCase(Expression.Case node);

    R visitCast(Expression.Cast node);

    R visitFunctionCall(Expression.FunctionCall node);

    R visitRowValue(Expression.RowValue node);

    R visitScalarQuery(Expression.ScalarQuery node);

    R visitCurrentTime(Expression.CurrentTime node);

    R visitDefault(Expression.Default node);
}
