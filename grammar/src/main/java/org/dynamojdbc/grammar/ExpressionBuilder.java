package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.dynamojdbc.grammar.DynamoSqlParser.ExpressionContext;
import org.dynamojdbc.grammar.DynamoSqlParser.PredicateContext;
import org.dynamojdbc.grammar.DynamoSqlParser.ValueExpressionContext;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.IsKind;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Quantifier;
import org.dynamojdbc.tree.TypeName;

/** Conditions and operators; values and functions are the {@link PrimaryBuilder}'s. */
final class ExpressionBuilder {
    private final PrimaryBuilder primaries;
    private final QueryBuilder queries;

    ExpressionBuilder(QueryBuilder queries, Givens givens) {
        this.queries = queries;
        this.primaries = new PrimaryBuilder(this, queries, givens);
    }

    TypeName type(DynamoSqlParser.TypeNameContext node) {
        return primaries.type(node);
    }

    Expression.PathExpression path(DynamoSqlParser.PathContext path) {
        return primaries.path(path);
    }

    List<Expression> expressions(List<ExpressionContext> nodes) {
        List<Expression> expressions = new ArrayList<>();
        for (ExpressionContext node : nodes) {
            expressions.add(expression(node));
        }
        return expressions;
    }

    Expression expression(ExpressionContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.NotContext not) {
            return new Expression.Not(expression(not.expression()), position);
        }
        if (node instanceof DynamoSqlParser.AndContext and) {
            List<Expression> terms = new ArrayList<>();
            conjuncts(and, terms);
            return new Expression.And(terms, position);
        }
        if (node instanceof DynamoSqlParser.OrContext or) {
            List<Expression> terms = new ArrayList<>();
            disjuncts(or, terms);
            return new Expression.Or(terms, position);
        }
        return predicate(((DynamoSqlParser.PlainPredicateContext) node).predicate());
    }

    /** a AND b AND c is one node of three terms; long chains are walked without recursion on the left. */
    private void conjuncts(DynamoSqlParser.AndContext and, List<Expression> terms) {
        List<ExpressionContext> chain = new ArrayList<>();
        ExpressionContext node = and;
        while (node instanceof DynamoSqlParser.AndContext inner) {
            chain.add(0, inner.right);
            node = inner.left;
        }
        terms.add(expression(node));
        chain.forEach(term -> terms.add(expression(term)));
    }

    private void disjuncts(DynamoSqlParser.OrContext or, List<Expression> terms) {
        List<ExpressionContext> chain = new ArrayList<>();
        ExpressionContext node = or;
        while (node instanceof DynamoSqlParser.OrContext inner) {
            chain.add(0, inner.right);
            node = inner.left;
        }
        terms.add(expression(node));
        chain.forEach(term -> terms.add(expression(term)));
    }

    private Expression predicate(PredicateContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.ExistsContext exists) {
            return tested(new Expression.Exists(queries.query(exists.query()), position), exists.isTest(), position);
        }
        DynamoSqlParser.ValuePredicateContext predicate = (DynamoSqlParser.ValuePredicateContext) node;
        Expression left = value(predicate.left);
        Expression whole = predicate.predicateTail() == null ? left : tail(left, predicate.predicateTail(), position);
        return tested(whole, predicate.isTest(), position);
    }

    private Expression tested(Expression value, List<DynamoSqlParser.IsTestContext> tests, Position position) {
        Expression tested = value;
        for (DynamoSqlParser.IsTestContext test : tests) {
            boolean negated = test.NOT() != null;
            tested = test.right != null
                    ? new Expression.DistinctFrom(tested, value(test.right), negated, position)
                    : new Expression.IsTest(
                            tested,
                            IsKind.valueOf(test.kind.getText().toUpperCase(java.util.Locale.ROOT)),
                            negated,
                            position);
        }
        return tested;
    }

    private Expression tail(Expression left, DynamoSqlParser.PredicateTailContext node, Position position) {
        if (node instanceof DynamoSqlParser.ComparisonTailContext c) {
            return comparison(left, operator(c.comparison()), c.comparand(), position);
        }
        if (node instanceof DynamoSqlParser.BetweenContext b) {
            return new Expression.Between(left, value(b.low), value(b.high), b.NOT() != null, position);
        }
        if (node instanceof DynamoSqlParser.InContext in) {
            return in(left, in.inSource(), in.NOT() != null, position);
        }
        return like(left, (DynamoSqlParser.LikeContext) node, position);
    }

    private Expression comparison(
            Expression left, ComparisonOperator operator, DynamoSqlParser.ComparandContext node, Position position) {
        if (node instanceof DynamoSqlParser.PlainComparandContext plain) {
            return new Expression.Comparison(left, operator, value(plain.valueExpression()), position);
        }
        DynamoSqlParser.QuantifiedContext q = (DynamoSqlParser.QuantifiedContext) node;
        Quantifier quantifier = quantifier(q.quantifier);
        if (q.query() != null) {
            return new Expression.QuantifiedQuery(left, operator, quantifier, queries.query(q.query()), position);
        }
        Expression array = expression(q.expression());
        // A query is its rows here however it is wrapped: ANY (+ (SELECT ...)) is ANY (SELECT ...).
        return array instanceof Expression.ScalarQuery wrapped
                ? new Expression.QuantifiedQuery(left, operator, quantifier, wrapped.query(), position)
                : new Expression.QuantifiedArray(left, operator, quantifier, array, position);
    }

    private Expression in(Expression left, DynamoSqlParser.InSourceContext source, boolean negated, Position position) {
        if (source.query() != null) {
            return new Expression.InQuery(left, queries.query(source.query()), negated, position);
        }
        List<ExpressionContext> items = source.listLiteral() == null
                ? source.expression()
                : source.listLiteral().expression();
        return new Expression.InList(left, expressions(items), negated, position);
    }

    private Expression like(Expression value, DynamoSqlParser.LikeContext like, Position position) {
        Expression escape = null;
        if (like.escape != null) {
            escape = value(like.escape);
        } else if (like.ESCAPED_ESCAPE() != null) {
            Token token = like.ESCAPED_ESCAPE().getSymbol();
            String text = token.getText();
            escape = new Expression.StringLiteral(
                    TreePositions.unquoted(text.substring(text.indexOf('\''), text.lastIndexOf('\'') + 1)),
                    TreePositions.of(token));
        }
        return new Expression.Like(value, value(like.pattern), escape, like.NOT() != null, position);
    }

    static ComparisonOperator operator(DynamoSqlParser.ComparisonContext node) {
        return switch (node.getStart().getType()) {
            case DynamoSqlLexer.EQ -> ComparisonOperator.EQ;
            case DynamoSqlLexer.NEQ -> ComparisonOperator.NE;
            case DynamoSqlLexer.LT -> ComparisonOperator.LT;
            case DynamoSqlLexer.LTE -> ComparisonOperator.LE;
            case DynamoSqlLexer.GT -> ComparisonOperator.GT;
            default -> ComparisonOperator.GE;
        };
    }

    private static Quantifier quantifier(Token token) {
        return token.getType() == DynamoSqlLexer.ALL ? Quantifier.ALL : Quantifier.ANY;
    }

    Expression value(ValueExpressionContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.SignContext sign) {
            Expression operand = value(sign.valueExpression());
            if (sign.operator.getType() == DynamoSqlLexer.PLUS) {
                return operand;
            }
            return operand instanceof Expression.NumberLiteral number
                    ? new Expression.NumberLiteral(number.value().negate(), position)
                    : new Expression.Negative(operand, position);
        }
        if (node instanceof DynamoSqlParser.ArithmeticContext arithmetic) {
            return new Expression.Arithmetic(
                    value(arithmetic.left), arithmeticOperator(arithmetic.operator), value(arithmetic.right), position);
        }
        if (node instanceof DynamoSqlParser.ConcatenationContext concatenation) {
            return new Expression.Concatenation(value(concatenation.left), value(concatenation.right), position);
        }
        return primaries.primary(((DynamoSqlParser.PrimaryValueContext) node).primary());
    }

    private static ArithmeticOperator arithmeticOperator(Token token) {
        return switch (token.getType()) {
            case DynamoSqlLexer.PLUS -> ArithmeticOperator.ADD;
            case DynamoSqlLexer.MINUS -> ArithmeticOperator.SUBTRACT;
            case DynamoSqlLexer.STAR -> ArithmeticOperator.MULTIPLY;
            case DynamoSqlLexer.SLASH -> ArithmeticOperator.DIVIDE;
            default -> ArithmeticOperator.MODULO;
        };
    }
}
