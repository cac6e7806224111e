package org.dynamojdbc.tree;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value or condition as written. */
public sealed interface Expression {
    <R> R accept(ExpressionVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** NULL. */
    record NullLiteral(Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitNullLiteral(this);
        }
    }

    /** MISSING. */
    record MissingLiteral(Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitMissingLiteral(this);
        }
    }

    /** TRUE or FALSE. */
    record BooleanLiteral(boolean value, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitBooleanLiteral(this);
        }
    }

    /** An exact number. */
    record NumberLiteral(BigDecimal value, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitNumberLiteral(this);
        }
    }

    /** A string in single quotes. */
    record StringLiteral(String value, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitStringLiteral(this);
        }
    }

    /** X'..' or 0x..; lower-case hexadecimal digits, an even number of them. */
    record BinaryLiteral(String hex, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitBinaryLiteral(this);
        }
    }

    /** DATE, TIME or TIMESTAMP and its text. */
    record TemporalLiteral(TemporalKind kind, String text, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitTemporalLiteral(this);
        }
    }

    /** INTERVAL 'text' unit. */
    record IntervalLiteral(String text, String unit, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitIntervalLiteral(this);
        }
    }

    /** [a, b]. */
    record ListLiteral(List<Expression> items, Position position) implements Expression {
        public ListLiteral {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitListLiteral(this);
        }
    }

    /** &lt;&lt;a, b&gt;&gt;. */
    record SetLiteral(List<Expression> items, Position position) implements Expression {
        public SetLiteral {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitSetLiteral(this);
        }
    }

    /** {'name': value}. */
    record MapLiteral(List<MapEntry> entries, Position position) implements Expression {
        public MapLiteral {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitMapLiteral(this);
        }
    }

    /** A question mark; the first has index 0. */
    record Parameter(int index, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitParameter(this);
        }
    }

    /** A column, or a place in a document; the first step is always a name. */
    record PathExpression(List<Step> steps, Position position) implements Expression {
        public PathExpression {
            steps = List.copyOf(steps);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitPathExpression(this);
        }
    }

    /** left operator right. */
    record Comparison(Expression left, ComparisonOperator operator, Expression right, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitComparison(this);
        }
    }

    /** All terms. */
    record And(List<Expression> terms, Position position) implements Expression {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    /** Any term. */
    record Or(List<Expression> terms, Position position) implements Expression {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    /** NOT operand. */
    record Not(Expression operand, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    /** value [NOT] BETWEEN low AND high. */
    record Between(Expression value, Expression low, Expression high, boolean negated, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitBetween(this);
        }
    }

    /** value [NOT] IN (items). */
    record InList(Expression value, List<Expression> items, boolean negated, Position position) implements Expression {
        public InList {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitInList(this);
        }
    }

    /** value [NOT] IN (query). */
    record InQuery(Expression value, Query query, boolean negated, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitInQuery(this);
        }
    }

    /** value [NOT] LIKE pattern [ESCAPE escape]. */
    record Like(Expression value, Expression pattern, @Nullable Expression escape, boolean negated, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitLike(this);
        }
    }

    /** value IS [NOT] NULL, MISSING, TRUE, FALSE or UNKNOWN. */
    record IsTest(Expression value, IsKind kind, boolean negated, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitIsTest(this);
        }
    }

    /** left IS [NOT] DISTINCT FROM right; negated means IS NOT DISTINCT FROM. */
    record DistinctFrom(Expression left, Expression right, boolean negated, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitDistinctFrom(this);
        }
    }

    /** EXISTS (query). */
    record Exists(Query query, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitExists(this);
        }
    }

    /** value operator ANY or ALL (query). */
    record QuantifiedQuery(
            Expression value, ComparisonOperator operator, Quantifier quantifier, Query query, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitQuantifiedQuery(this);
        }
    }

    /** value operator ANY or ALL (array). */
    record QuantifiedArray(
            Expression value, ComparisonOperator operator, Quantifier quantifier, Expression array, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitQuantifiedArray(this);
        }
    }

    /** left operator right on numbers. */
    record Arithmetic(Expression left, ArithmeticOperator operator, Expression right, Position position)
            implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitArithmetic(this);
        }
    }

    /** left || right. */
    record Concatenation(Expression left, Expression right, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitConcatenation(this);
        }
    }

    /** -operand. */
    record Negative(Expression operand, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitNegative(this);
        }
    }

    /** CASE [operand] WHEN .. THEN .. [ELSE otherwise] END. */
    record Case(@Nullable Expression operand, List<When> whens, @Nullable Expression otherwise, Position position)
            implements Expression {
        public Case {
            whens = List.copyOf(whens);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCase(this);
        }
    }

    /** CAST(value AS type). */
    record Cast(Expression value, TypeName type, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCast(this);
        }
    }

    /** A function with everything SQL hangs on it. */
    record FunctionCall(
            String name,
            List<Expression> arguments,
            boolean distinct,
            boolean star,
            List<SortItem> orderBy,
            @Nullable Expression filter,
            @Nullable WindowSpecification over,
            Position position)
            implements Expression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitFunctionCall(this);
        }
    }

    /** (a, b). */
    record RowValue(List<Expression> items, Position position) implements Expression {
        public RowValue {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitRowValue(this);
        }
    }

    /** (query) as a value. */
    record ScalarQuery(Query query, Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitScalarQuery(this);
        }
    }

    /** CURRENT_DATE, CURRENT_TIME or CURRENT_TIMESTAMP. */
    record CurrentTime(TemporalKind kind, int digits, Position position) implements Expression {
        /** The digits of a nanosecond. */
        public static final int ALL_DIGITS = 9;

        /** With all digits. */
        public CurrentTime(TemporalKind kind, Position position) {
            this(kind, ALL_DIGITS, position);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCurrentTime(this);
        }
    }

    /** DEFAULT among the values of INSERT. */
    record Default(Position position) implements Expression {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitDefault(this);
        }
    }
}
