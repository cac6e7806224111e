package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.IsKind;
import org.dynamojdbc.tree.Position;

/** Conditions become Calcite's tree: comparisons, tests, and what joins them. */
final class ConditionTranslator {
    private final ExpressionTranslator expressions;
    private final Comparands comparands;
    private final SubQueryTranslator subQueries;

    ConditionTranslator(ExpressionTranslator expressions, Comparands comparands, SubQueryTranslator subQueries) {
        this.expressions = expressions;
        this.comparands = comparands;
        this.subQueries = subQueries;
    }

    /** An expression where a condition stands: whatever is not surely boolean counts as unknown unless it is one. */
    SqlNode condition(Expression expression) {
        SqlNode node = expressions.translate(expression);
        boolean truth = expression instanceof Expression.Comparison
                || expression instanceof Expression.And
                || expression instanceof Expression.Or
                || expression instanceof Expression.Not
                || expression instanceof Expression.Between
                || expression instanceof Expression.InList
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Like
                || expression instanceof Expression.IsTest
                || expression instanceof Expression.DistinctFrom
                || expression instanceof Expression.Exists
                || expression instanceof Expression.QuantifiedQuery
                || expression instanceof Expression.QuantifiedArray
                || expression instanceof Expression.BooleanLiteral;
        return truth ? node : FunctionTable.get("truth").createCall(node.getParserPosition(), node);
    }

    static SqlOperator operator(ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> Operators.EQUAL;
            case NE -> Operators.NOT_EQUAL;
            case LT -> Operators.LESS;
            case LE -> Operators.LESS_OR_EQUAL;
            case GT -> Operators.GREATER;
            case GE -> Operators.GREATER_OR_EQUAL;
        };
    }

    SqlNode comparison(Expression.Comparison node) {
        if (node.left() instanceof Expression.RowValue left && node.right() instanceof Expression.RowValue right) {
            return rows(left.items(), node.operator(), right.items(), node.position());
        }
        return compare(node.left(), node.operator(), node.right(), node.position());
    }

    /** (a, b) = (1, 2) is a = 1 AND b = 2; order comparisons go by the first unequal element. */
    private SqlNode rows(
            List<Expression> left, ComparisonOperator operator, List<Expression> right, Position position) {
        if (left.size() != right.size()) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    position,
                    "the rows compared have " + left.size() + " and " + right.size() + " values");
        }
        if (operator == ComparisonOperator.EQ || operator == ComparisonOperator.NE) {
            List<SqlNode> terms = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                terms.add(compare(left.get(i), ComparisonOperator.EQ, right.get(i), position));
            }
            SqlNode equal = joined(SqlStdOperatorTable.AND, terms, position);
            return operator == ComparisonOperator.EQ
                    ? equal
                    : SqlStdOperatorTable.NOT.createCall(At.of(position), equal);
        }
        ComparisonOperator strict = operator == ComparisonOperator.LT || operator == ComparisonOperator.LE
                ? ComparisonOperator.LT
                : ComparisonOperator.GT;
        List<SqlNode> alternatives = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            List<SqlNode> terms = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                terms.add(compare(left.get(j), ComparisonOperator.EQ, right.get(j), position));
            }
            terms.add(compare(left.get(i), i == left.size() - 1 ? operator : strict, right.get(i), position));
            alternatives.add(joined(SqlStdOperatorTable.AND, terms, position));
        }
        return joined(SqlStdOperatorTable.OR, alternatives, position);
    }

    SqlNode compare(Expression left, ComparisonOperator operator, Expression right, Position position) {
        return compare(expressions.translate(left), operator(operator), expressions.translate(right), At.of(position));
    }

    /** A constant takes the type of the column it is compared with. */
    SqlNode compare(SqlNode left, SqlOperator operator, SqlNode right, SqlParserPos at) {
        return operator.createCall(at, comparands.beside(left, right), comparands.beside(right, left));
    }

    private static SqlNode joined(SqlOperator operator, List<SqlNode> terms, Position position) {
        SqlNode node = terms.get(0);
        for (SqlNode term : terms.subList(1, terms.size())) {
            node = operator.createCall(At.of(position), node, term);
        }
        return node;
    }

    /** A tree, not a chain: thousands of terms would overflow the stack. */
    static SqlNode balanced(SqlOperator operator, List<SqlNode> terms, SqlParserPos at) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        int middle = terms.size() / 2;
        return operator.createCall(
                at,
                balanced(operator, terms.subList(0, middle), at),
                balanced(operator, terms.subList(middle, terms.size()), at));
    }

    SqlNode and(Expression.And node) {
        return balanced(
                SqlStdOperatorTable.AND,
                node.terms().stream().map(this::condition).toList(),
                At.of(node.position()));
    }

    SqlNode or(Expression.Or node) {
        return balanced(
                SqlStdOperatorTable.OR,
                node.terms().stream().map(this::condition).toList(),
                At.of(node.position()));
    }

    SqlNode not(Expression.Not node) {
        return SqlStdOperatorTable.NOT.createCall(At.of(node.position()), condition(node.operand()));
    }

    static SqlNode negatedIf(boolean negated, SqlNode node) {
        return negated ? SqlStdOperatorTable.NOT.createCall(node.getParserPosition(), node) : node;
    }

    SqlNode between(Expression.Between node) {
        SqlParserPos at = At.of(node.position());
        SqlNode both = SqlStdOperatorTable.AND.createCall(
                at,
                compare(node.value(), ComparisonOperator.GE, node.low(), node.position()),
                compare(node.value(), ComparisonOperator.LE, node.high(), node.position()));
        return negatedIf(node.negated(), both);
    }

    SqlNode inList(Expression.InList node) {
        SqlParserPos at = At.of(node.position());
        if (node.value() instanceof Expression.RowValue row) {
            List<SqlNode> alternatives = new ArrayList<>();
            for (Expression item : node.items()) {
                if (!(item instanceof Expression.RowValue candidate)) {
                    throw At.failure(
                            SqlState.SYNTAX_ERROR, item.position(), "(a, b) IN takes rows, as in ((1, 2), (3, 4))");
                }
                alternatives.add(rows(row.items(), ComparisonOperator.EQ, candidate.items(), item.position()));
            }
            return negatedIf(node.negated(), balanced(SqlStdOperatorTable.OR, alternatives, at));
        }
        SqlNode value = expressions.translate(node.value());
        List<SqlNode> operands = new ArrayList<>();
        operands.add(value);
        List<SqlNode> alternatives = new ArrayList<>();
        for (Expression item : node.items()) {
            SqlNode candidate = expressions.translate(item);
            if (Comparands.isConstant(candidate)) {
                operands.add(comparands.beside(
                        item instanceof Expression.Parameter ? Comparands.spread(candidate) : candidate, value));
            } else {
                alternatives.add(compare(value, Operators.EQUAL, candidate, At.of(item.position())));
            }
        }
        if (operands.size() > 1) {
            alternatives.add(0, FunctionTable.get("in_list").createCall(at, operands));
        }
        return negatedIf(node.negated(), balanced(SqlStdOperatorTable.OR, alternatives, at));
    }

    /** What WHERE keeps: a term that is unknown there is as good as false, which makes IN of rows a plain join. */
    SqlNode filter(Expression expression) {
        if (expression instanceof Expression.And and) {
            return balanced(
                    SqlStdOperatorTable.AND,
                    and.terms().stream().map(this::filter).toList(),
                    At.of(and.position()));
        }
        return expression instanceof Expression.InQuery in
                        && in.value() instanceof Expression.RowValue row
                        && !in.negated()
                ? subQueries.in(in, row.items())
                : condition(expression);
    }

    SqlNode like(Expression.Like node) {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(expressions.translate(node.value()));
        operands.add(expressions.translate(node.pattern()));
        if (node.escape() != null) {
            operands.add(expressions.translate(node.escape()));
        }
        return negatedIf(
                node.negated(),
                FunctionTable.get("like").at(node.position()).createCall(At.of(node.position()), operands));
    }

    SqlNode isTest(Expression.IsTest node) {
        SqlParserPos at = At.of(node.position());
        if (node.kind() == IsKind.MISSING) {
            return negatedIf(node.negated(), expressions.items().missing(node.value(), at));
        }
        if (node.kind() == IsKind.NULL) {
            SqlNode value = expressions.translate(node.value());
            return (node.negated() ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL)
                    .createCall(at, value);
        }
        SqlNode value = condition(node.value());
        return (switch (node.kind()) {
                    case TRUE -> node.negated() ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
                    case FALSE -> node.negated() ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
                    default -> node.negated() ? SqlStdOperatorTable.IS_NOT_UNKNOWN : SqlStdOperatorTable.IS_UNKNOWN;
                })
                .createCall(at, value);
    }

    SqlNode distinctFrom(Expression.DistinctFrom node) {
        return compare(
                expressions.translate(node.left()),
                node.negated() ? Operators.NOT_DISTINCT : Operators.DISTINCT,
                expressions.translate(node.right()),
                At.of(node.position()));
    }
}
