package org.dynamojdbc.grammar;

import java.util.List;
import java.util.Locale;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.ExpressionVisitor;
import org.dynamojdbc.tree.FrameBound;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.NullOrder;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.tree.WindowFrame;
import org.dynamojdbc.tree.WindowSpecification;
import org.jspecify.annotations.Nullable;

/** Expressions as canonical SQL. Whatever is not a single word or call stands in parentheses when it is an operand. */
final class ExpressionPrinter implements ExpressionVisitor<String> {
    private final QueryPrinter queries;

    ExpressionPrinter(QueryPrinter queries) {
        this.queries = queries;
    }

    String print(Expression expression) {
        return expression.accept(this);
    }

    String list(List<Expression> expressions) {
        return String.join(", ", expressions.stream().map(this::print).toList());
    }

    /** An operand, in parentheses unless it reads as one thing. */
    private String operand(Expression expression) {
        String text = print(expression);
        return isOneThing(expression) ? text : "(" + text + ")";
    }

    private static boolean isOneThing(Expression expression) {
        return !(expression instanceof Expression.And
                || expression instanceof Expression.Or
                || expression instanceof Expression.Not
                || expression instanceof Expression.Comparison
                || expression instanceof Expression.Between
                || expression instanceof Expression.InList
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Like
                || expression instanceof Expression.IsTest
                || expression instanceof Expression.DistinctFrom
                || expression instanceof Expression.Exists
                || expression instanceof Expression.QuantifiedQuery
                || expression instanceof Expression.QuantifiedArray
                || expression instanceof Expression.Arithmetic
                || expression instanceof Expression.Concatenation
                || expression instanceof Expression.Negative
                || (expression instanceof Expression.NumberLiteral number
                        && number.value().signum() < 0));
    }

    private static String not(boolean negated) {
        return negated ? "NOT " : "";
    }

    @Override
    public String visitNullLiteral(Expression.NullLiteral node) {
        return "NULL";
    }

    @Override
    public String visitMissingLiteral(Expression.MissingLiteral node) {
        return "MISSING";
    }

    @Override
    public String visitBooleanLiteral(Expression.BooleanLiteral node) {
        return node.value() ? "TRUE" : "FALSE";
    }

    @Override
    public String visitNumberLiteral(Expression.NumberLiteral node) {
        return node.value().toString();
    }

    @Override
    public String visitStringLiteral(Expression.StringLiteral node) {
        return SqlPrinter.string(node.value());
    }

    @Override
    public String visitBinaryLiteral(Expression.BinaryLiteral node) {
        return "X'" + node.hex() + "'";
    }

    @Override
    public String visitTemporalLiteral(Expression.TemporalLiteral node) {
        return node.kind() + " " + SqlPrinter.string(node.text());
    }

    @Override
    public String visitIntervalLiteral(Expression.IntervalLiteral node) {
        return "INTERVAL " + SqlPrinter.string(node.text()) + " " + SqlPrinter.name(node.unit());
    }

    @Override
    public String visitListLiteral(Expression.ListLiteral node) {
        return "[" + list(node.items()) + "]";
    }

    @Override
    public String visitSetLiteral(Expression.SetLiteral node) {
        return "<<" + list(node.items()) + ">>";
    }

    @Override
    public String visitMapLiteral(Expression.MapLiteral node) {
        return "{" + String.join(", ", node.entries().stream().map(this::entry).toList()) + "}";
    }

    private String entry(MapEntry entry) {
        return print(entry.key()) + ": " + print(entry.value());
    }

    @Override
    public String visitParameter(Expression.Parameter node) {
        return "?";
    }

    @Override
    public String visitPathExpression(Expression.PathExpression node) {
        StringBuilder path = new StringBuilder();
        for (Step step : node.steps()) {
            if (step instanceof Step.Name name) {
                path.append(path.length() == 0 ? "" : ".")
                        .append(name.quoted() ? SqlPrinter.quoted(name.text()) : name.text());
            } else if (step instanceof Step.Key key) {
                path.append('[').append(SqlPrinter.string(key.text())).append(']');
            } else {
                path.append('[').append(((Step.Element) step).index()).append(']');
            }
        }
        return path.toString();
    }

    @Override
    public String visitComparison(Expression.Comparison node) {
        return operand(node.left()) + " " + symbol(node.operator()) + " " + operand(node.right());
    }

    private static String symbol(org.dynamojdbc.tree.ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> "=";
            case NE -> "<>";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
        };
    }

    @Override
    public String visitAnd(Expression.And node) {
        return String.join(" AND ", node.terms().stream().map(this::operand).toList());
    }

    @Override
    public String visitOr(Expression.Or node) {
        return String.join(" OR ", node.terms().stream().map(this::operand).toList());
    }

    @Override
    public String visitNot(Expression.Not node) {
        return "NOT " + operand(node.operand());
    }

    @Override
    public String visitBetween(Expression.Between node) {
        return operand(node.value()) + " " + not(node.negated()) + "BETWEEN " + operand(node.low()) + " AND "
                + operand(node.high());
    }

    @Override
    public String visitInList(Expression.InList node) {
        // Brackets where parentheses would say something else: nothing, or the rows of a query instead of its one
        // value.
        boolean bracketed = node.items().isEmpty()
                || (node.items().size() == 1 && node.items().get(0) instanceof Expression.ScalarQuery);
        String items = bracketed ? "[" + list(node.items()) + "]" : "(" + list(node.items()) + ")";
        return operand(node.value()) + " " + not(node.negated()) + "IN " + items;
    }

    @Override
    public String visitInQuery(Expression.InQuery node) {
        return operand(node.value()) + " " + not(node.negated()) + "IN (" + queries.query(node.query()) + ")";
    }

    @Override
    public String visitLike(Expression.Like node) {
        String escape = node.escape() == null ? "" : " ESCAPE " + operand(node.escape());
        return operand(node.value()) + " " + not(node.negated()) + "LIKE " + operand(node.pattern()) + escape;
    }

    @Override
    public String visitIsTest(Expression.IsTest node) {
        return operand(node.value()) + " IS " + not(node.negated()) + node.kind();
    }

    @Override
    public String visitDistinctFrom(Expression.DistinctFrom node) {
        return operand(node.left()) + " IS " + not(node.negated()) + "DISTINCT FROM " + operand(node.right());
    }

    @Override
    public String visitExists(Expression.Exists node) {
        return "EXISTS (" + queries.query(node.query()) + ")";
    }

    @Override
    public String visitQuantifiedQuery(Expression.QuantifiedQuery node) {
        return operand(node.value()) + " " + symbol(node.operator()) + " " + node.quantifier() + " ("
                + queries.query(node.query()) + ")";
    }

    @Override
    public String visitQuantifiedArray(Expression.QuantifiedArray node) {
        return operand(node.value()) + " " + symbol(node.operator()) + " " + node.quantifier() + " ("
                + print(node.array()) + ")";
    }

    @Override
    public String visitArithmetic(Expression.Arithmetic node) {
        String operator =
                switch (node.operator()) {
                    case ADD -> "+";
                    case SUBTRACT -> "-";
                    case MULTIPLY -> "*";
                    case DIVIDE -> "/";
                    case MODULO -> "%";
                };
        return operand(node.left()) + " " + operator + " " + operand(node.right());
    }

    @Override
    public String visitConcatenation(Expression.Concatenation node) {
        return operand(node.left()) + " || " + operand(node.right());
    }

    @Override
    public String visitNegative(Expression.Negative node) {
        return "-" + operand(node.operand());
    }

    @Override
    public String visitCase(Expression.Case node) {
        StringBuilder text = new StringBuilder("CASE");
        if (node.operand() != null) {
            text.append(' ').append(print(node.operand()));
        }
        for (When when : node.whens()) {
            text.append(" WHEN ")
                    .append(print(when.condition()))
                    .append(" THEN ")
                    .append(print(when.result()));
        }
        if (node.otherwise() != null) {
            text.append(" ELSE ").append(print(node.otherwise()));
        }
        return text.append(" END").toString();
    }

    @Override
    public String visitCast(Expression.Cast node) {
        return "CAST(" + print(node.value()) + " AS " + type(node.type()) + ")";
    }

    static String type(TypeName type) {
        String arguments = type.arguments().isEmpty()
                ? ""
                : "("
                        + String.join(
                                ", ",
                                type.arguments().stream().map(String::valueOf).toList()) + ")";
        return SqlPrinter.name(type.name()) + arguments + (type.withTimeZone() ? " WITH TIME ZONE" : "");
    }

    @Override
    public String visitFunctionCall(Expression.FunctionCall node) {
        if (isTrimFrom(node)) {
            return "TRIM(" + side(node.name()) + operand(node.arguments().get(1)) + " FROM "
                    + print(node.arguments().get(0)) + ")";
        }
        StringBuilder text = new StringBuilder(SqlPrinter.functionName(node.name())).append('(');
        if (node.distinct()) {
            text.append("DISTINCT ");
        }
        text.append(node.star() ? "*" : list(node.arguments()));
        if (!node.orderBy().isEmpty()) {
            text.append(" ORDER BY ").append(order(node.orderBy()));
        }
        text.append(')');
        if (node.filter() != null) {
            text.append(" FILTER (WHERE ").append(print(node.filter())).append(')');
        }
        if (node.over() != null) {
            text.append(" OVER ").append(window(node.over()));
        }
        return text.toString();
    }

    /** TRIM(a FROM b) names its arguments in the other order than trim(b, a); parameters are numbered as written. */
    private static boolean isTrimFrom(Expression.FunctionCall node) {
        return node.name().endsWith("trim")
                && node.arguments().size() == 2
                && node.arguments()
                        .get(1)
                        .position()
                        .isBefore(node.arguments().get(0).position());
    }

    private static String side(String function) {
        return switch (function) {
            case "ltrim" -> "LEADING ";
            case "rtrim" -> "TRAILING ";
            default -> "BOTH ";
        };
    }

    @Override
    public String visitRowValue(Expression.RowValue node) {
        return "(" + list(node.items()) + ")";
    }

    @Override
    public String visitScalarQuery(Expression.ScalarQuery node) {
        return "(" + queries.query(node.query()) + ")";
    }

    @Override
    public String visitCurrentTime(Expression.CurrentTime node) {
        return "CURRENT_" + node.kind()
                + (node.digits() == Expression.CurrentTime.ALL_DIGITS ? "" : "(" + node.digits() + ")");
    }

    @Override
    public String visitDefault(Expression.Default node) {
        return "DEFAULT";
    }

    String order(List<SortItem> items) {
        return String.join(", ", items.stream().map(this::sortItem).toList());
    }

    private String sortItem(SortItem item) {
        String nulls = item.nulls() == NullOrder.DEFAULT ? "" : " NULLS " + item.nulls();
        return print(item.expression()) + (item.descending() ? " DESC" : "") + nulls;
    }

    String window(WindowSpecification window) {
        StringBuilder text = new StringBuilder("(");
        if (window.base() != null) {
            text.append(SqlPrinter.name(window.base()));
        }
        if (!window.partitionBy().isEmpty()) {
            text.append(separator(text)).append("PARTITION BY ").append(list(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            text.append(separator(text)).append("ORDER BY ").append(order(window.orderBy()));
        }
        if (window.frame() != null) {
            text.append(separator(text)).append(frame(window.frame()));
        }
        return text.append(')').toString();
    }

    private static String separator(StringBuilder text) {
        return text.length() == 1 ? "" : " ";
    }

    private String frame(WindowFrame frame) {
        return frame.end() == null
                ? frame.unit() + " " + bound(frame.start())
                : frame.unit() + " BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end());
    }

    private String bound(FrameBound bound) {
        String kind = bound.kind().name().replace('_', ' ').toUpperCase(Locale.ROOT);
        @Nullable Expression distance = bound.distance();
        return distance == null ? kind : operand(distance) + " " + kind;
    }
}
