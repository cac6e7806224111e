package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.relational.function.AggregateFunction;
import org.dynamojdbc.relational.function.AggregateTable;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.ScalarFunction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.FunctionCall;
import org.dynamojdbc.tree.FrameBound;
import org.dynamojdbc.tree.FrameBoundKind;
import org.dynamojdbc.tree.FrameUnit;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.tree.WindowFrame;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;

/** Function calls: scalar functions, aggregates with all that SQL hangs on them, and windows. */
final class CallTranslator {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;
    private static final Set<String> UNIT_FIRST =
            Set.of("timestampadd", "timestampdiff", "dateadd", "datediff", "date_trunc");

    private final ExpressionTranslator expressions;
    private final Map<String, WindowSpecification> windows;

    CallTranslator(ExpressionTranslator expressions, Map<String, WindowSpecification> windows) {
        this.expressions = expressions;
        this.windows = windows;
    }

    SqlNode call(FunctionCall call) {
        boolean descending = call.orderBy().size() == 1 && call.orderBy().get(0).descending();
        Optional<SqlAggFunction> ofOrder = AggregateTable.ofOrder(call.name(), descending);
        if (ofOrder.isPresent()) {
            return ofOrder(call, placed(ofOrder.get(), call));
        }
        Optional<SqlAggFunction> aggregate = AggregateTable.find(call.name());
        if (aggregate.isPresent()) {
            return aggregate(call, placed(aggregate.get(), call));
        }
        if (call.over() != null
                || call.filter() != null
                || call.star()
                || call.distinct()
                || !call.orderBy().isEmpty()) {
            throw At.failure(
                    SqlState.UNDEFINED_FUNCTION,
                    call.position(),
                    "unknown aggregate function " + call.name()
                            + Suggestions.didYouMean(call.name(), AggregateTable.names()));
        }
        return special(call).orElseGet(() -> scalar(call));
    }

    private static SqlAggFunction placed(SqlAggFunction function, FunctionCall call) {
        return function instanceof AggregateFunction own ? own.at(call.position()) : function;
    }

    /** Functions whose arguments are not all values. */
    private Optional<SqlNode> special(FunctionCall call) {
        SqlParserPos at = At.of(call.position());
        List<Expression> arguments = call.arguments();
        return switch (call.name().toLowerCase(Locale.ROOT)) {
            case "now", "current_timestamp" -> arguments.isEmpty()
                    ? Optional.of(now(TemporalKind.TIMESTAMP, at))
                    : Optional.empty();
            case "curdate" -> Optional.of(now(TemporalKind.DATE, at));
            case "curtime" -> Optional.of(now(TemporalKind.TIME, at));
            case "attribute_exists" -> {
                expectPath(call);
                yield Optional.of(SqlStdOperatorTable.NOT.createCall(
                        at, expressions.items().missing(arguments.get(0), at)));
            }
            case "attribute_not_exists" -> {
                expectPath(call);
                yield Optional.of(expressions.items().missing(arguments.get(0), at));
            }
            case "if_not_exists" -> {
                expect(call, 2);
                if (!(arguments.get(0) instanceof Expression.PathExpression)) {
                    throw At.failure(
                            SqlState.SYNTAX_ERROR,
                            call.position(),
                            "if_not_exists takes an attribute first, as in if_not_exists(n, 0)");
                }
                yield Optional.of(new SqlCase(
                        at,
                        null,
                        new SqlNodeList(List.of(expressions.items().missing(arguments.get(0), at)), at),
                        new SqlNodeList(List.of(expressions.translate(arguments.get(1))), at),
                        expressions.translate(arguments.get(0))));
            }
            case "attribute_type" -> {
                expect(call, 2);
                yield Optional.of(attributeType(call, at));
            }
            case "position" -> arguments.size() == 2
                    ? Optional.of(FunctionTable.get("position")
                            .createCall(
                                    at,
                                    expressions.translate(arguments.get(0)),
                                    expressions.translate(arguments.get(1))))
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    private SqlNode now(TemporalKind kind, SqlParserPos at) {
        return expressions.literals().now(kind, Expression.CurrentTime.ALL_DIGITS, at);
    }

    private SqlNode attributeType(FunctionCall call, SqlParserPos at) {
        if (call.arguments().get(0) instanceof Expression.PathExpression path
                && call.arguments().get(1) instanceof Expression.StringLiteral type) {
            try {
                return expressions
                        .items()
                        .hasType(path, AttributeType.valueOf(type.value().toUpperCase(Locale.ROOT)), at);
            } catch (IllegalArgumentException noSuchType) {
                throw typeFailure(call);
            }
        }
        throw typeFailure(call);
    }

    private static org.dynamojdbc.error.SqlFailure typeFailure(FunctionCall call) {
        return At.failure(
                SqlState.INVALID_PARAMETER_VALUE,
                call.position(),
                "attribute_type takes an attribute and one of 'S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS',"
                        + " 'BS'");
    }

    private static void expectPath(FunctionCall call) {
        expect(call, 1);
        if (!(call.arguments().get(0) instanceof Expression.PathExpression)) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    call.arguments().get(0).position(),
                    call.name() + " takes an attribute or a path such as a.b[0]");
        }
    }

    private static void expect(FunctionCall call, int count) {
        if (call.arguments().size() != count) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    call.position(),
                    call.name() + " takes " + count + (count == 1 ? " argument" : " arguments"));
        }
    }

    private SqlNode scalar(FunctionCall call) {
        String name = call.name().toLowerCase(Locale.ROOT);
        ScalarFunction function = FunctionTable.find(name).orElseThrow(() -> unknown(call));
        int given = call.arguments().size();
        if (given < function.least() || (function.most() >= 0 && given > function.most())) {
            String wanted = function.least() == function.most()
                    ? Integer.toString(function.least())
                    : function.least() + (function.most() < 0 ? " or more" : " to " + function.most());
            throw At.failure(
                    SqlState.SYNTAX_ERROR, call.position(), name + " takes " + wanted + " arguments, not " + given);
        }
        SqlParserPos at = At.of(call.position());
        List<SqlNode> operands = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            String word = operands.isEmpty() && UNIT_FIRST.contains(name) ? ExpressionTranslator.word(argument) : null;
            operands.add(
                    word == null
                            ? expressions.translate(argument)
                            : expressions.literals().text(word, at));
        }
        return function.at(call.position()).createCall(at, operands);
    }

    private static org.dynamojdbc.error.SqlFailure unknown(FunctionCall call) {
        if (SegmentTerm.isSegment(call)) {
            return SegmentTerm.misplaced(call.position());
        }
        Set<String> names = new TreeSet<>(FunctionTable.names());
        names.addAll(AggregateTable.names());
        return At.failure(
                SqlState.UNDEFINED_FUNCTION,
                call.position(),
                "unknown function " + call.name() + Suggestions.didYouMean(call.name(), names));
    }

    private SqlNode aggregate(FunctionCall call, SqlAggFunction given) {
        SqlParserPos at = At.of(call.position());
        SqlAggFunction function = isOverGroups(call) ? overGroups(given, call) : given;
        List<SqlNode> operands = new ArrayList<>();
        if (call.star()) {
            if (!call.name().equalsIgnoreCase("count")) {
                throw At.failure(SqlState.SYNTAX_ERROR, call.position(), call.name() + "(*) is not known; count(*) is");
            }
            operands.add(
                    function.equals(SqlStdOperatorTable.COUNT)
                            ? SqlIdentifier.star(at)
                            : expressions.literals().number(BigDecimal.ONE, at));
        } else {
            call.arguments().forEach(a -> operands.add(argument(a, function)));
        }
        if (operands.isEmpty() && function.equals(SqlStdOperatorTable.COUNT)) {
            throw At.failure(SqlState.SYNTAX_ERROR, call.position(), "count takes an argument, or *");
        }
        SqlLiteral quantifier = call.distinct() ? SqlSelectKeyword.DISTINCT.symbol(at) : null;
        SqlNode node = new SqlBasicCall(function, operands, at, quantifier);
        boolean needsWindow = function instanceof AggregateFunction own && own.requiresOver();
        if (needsWindow && call.over() == null) {
            throw At.failure(
                    SqlState.GROUPING_ERROR,
                    call.position(),
                    call.name() + " needs a window: write OVER (...) behind it");
        }
        if (!call.orderBy().isEmpty() && call.over() == null) {
            node = SqlStdOperatorTable.WITHIN_GROUP.createCall(at, node, order(call.orderBy(), at));
        }
        if (call.filter() != null) {
            node = SqlStdOperatorTable.FILTER.createCall(
                    at, node, expressions.conditions().condition(call.filter()));
        }
        return call.over() == null
                ? expressions.scope().aggregate(node, call.position())
                : SqlStdOperatorTable.OVER.createCall(at, node, window(call.over(), call, needsWindow));
    }

    /** Aggregates that join text take times as getString shows them. */
    private SqlNode argument(Expression argument, SqlAggFunction function) {
        SqlNode value = expressions.translate(argument);
        return function.getName().equals("listagg") || function.getName().equals("group_concat")
                ? FunctionTable.get("shown").createCall(value.getParserPosition(), value)
                : value;
    }

    private boolean isOverGroups(FunctionCall call) {
        WindowFrame frame =
                call.over() == null ? null : resolved(call.over(), call, 0).frame();
        return frame != null && frame.unit() == FrameUnit.GROUPS;
    }

    private SqlAggFunction overGroups(SqlAggFunction function, FunctionCall call) {
        if (call.over() == null || resolved(call.over(), call, 0).orderBy().isEmpty()) {
            throw At.failure(
                    SqlState.WINDOWING_ERROR,
                    call.position(),
                    "a frame by GROUPS needs ORDER BY, which tells the groups");
        }
        if (function.equals(SqlStdOperatorTable.COUNT)) {
            return AggregateTable.countOverGroups();
        }
        return function instanceof AggregateFunction own && !isFrameless(call, own.requiresOver())
                ? own.overGroups()
                : function;
    }

    /** Ranking functions have no frame. */
    private static boolean isFrameless(FunctionCall call, boolean needsWindow) {
        return needsWindow && !call.name().toLowerCase(Locale.ROOT).endsWith("_value");
    }

    /** percentile_cont(0.5) WITHIN GROUP (ORDER BY x): x is an argument like any other. */
    private SqlNode ofOrder(FunctionCall call, SqlAggFunction function) {
        int given = function.getOperandCountRange().getMin() - 1;
        if (call.orderBy().size() != 1
                || call.arguments().size() != given
                || call.over() != null
                || call.star()
                || call.distinct()) {
            String arguments = given == 0 ? "()" : "(0.5)";
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    call.position(),
                    "write " + call.name() + arguments + " WITHIN GROUP (ORDER BY x), without DISTINCT and OVER");
        }
        List<SqlNode> operands = new ArrayList<>();
        call.arguments().forEach(a -> operands.add(expressions.translate(a)));
        operands.add(expressions.translate(call.orderBy().get(0).expression()));
        SqlParserPos at = At.of(call.position());
        SqlNode node = new SqlBasicCall(function, operands, at);
        if (call.filter() != null) {
            node = SqlStdOperatorTable.FILTER.createCall(
                    at, node, expressions.conditions().condition(call.filter()));
        }
        return expressions.scope().aggregate(node, call.position());
    }

    private SqlNodeList order(List<SortItem> items, SqlParserPos at) {
        SqlNodeList order = new SqlNodeList(at);
        items.forEach(i -> order.add(QueryTranslator.sortItem(i, expressions.translate(i.expression()))));
        return order;
    }

    /** Calcite wants no frame on ranking functions, which have none. */
    private SqlNode window(WindowSpecification given, FunctionCall call, boolean ranking) {
        WindowSpecification window = resolved(given, call, 0);
        SqlNodeList partitions = new SqlNodeList(NOWHERE);
        window.partitionBy().forEach(p -> partitions.add(expressions.translate(p)));
        WindowFrame frame = window.frame();
        boolean frameless = frame == null || isFrameless(call, ranking);
        if (measures(frame) && window.orderBy().size() > 1) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    call.position(),
                    "a frame by RANGE with a distance takes one number to order by, not "
                            + window.orderBy().size());
        }
        return new SqlWindow(
                At.of(call.position()),
                null,
                null,
                partitions,
                measures(frame) ? measured(window.orderBy(), call) : order(window.orderBy(), At.of(call.position())),
                SqlLiteral.createBoolean(frame != null && !frameless && frame.unit() != FrameUnit.RANGE, NOWHERE),
                frame == null || frameless ? null : bound(frame.start(), call),
                frame == null || frameless ? null : end(frame, call),
                null);
    }

    /** Whether a frame goes by distances between values: Calcite wants to see numbers there. */
    private static boolean measures(@Nullable WindowFrame frame) {
        return frame != null
                && frame.unit() == FrameUnit.RANGE
                && (isDistance(frame.start()) || (frame.end() != null && isDistance(frame.end())));
    }

    private static boolean isDistance(FrameBound bound) {
        return bound.kind() == FrameBoundKind.PRECEDING || bound.kind() == FrameBoundKind.FOLLOWING;
    }

    private SqlNodeList measured(List<SortItem> items, FunctionCall call) {
        SqlNodeList order = new SqlNodeList(At.of(call.position()));
        items.forEach(i -> order.add(QueryTranslator.sortItem(
                i,
                FunctionTable.get("as_number")
                        .at(call.position())
                        .createCall(At.of(i.position()), expressions.translate(i.expression())))));
        return order;
    }

    private SqlNode end(WindowFrame frame, FunctionCall call) {
        return frame.end() == null ? SqlWindow.createCurrentRow(At.of(call.position())) : bound(frame.end(), call);
    }

    private SqlNode bound(FrameBound bound, FunctionCall call) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> SqlWindow.createUnboundedPreceding(At.of(call.position()));
            case UNBOUNDED_FOLLOWING -> SqlWindow.createUnboundedFollowing(At.of(call.position()));
            case CURRENT_ROW -> SqlWindow.createCurrentRow(At.of(call.position()));
            case PRECEDING, FOLLOWING -> distance(bound, call);
        };
    }

    private static SqlNode distance(FrameBound bound, FunctionCall call) {
        Expression distance = bound.distance();
        if (!(distance instanceof Expression.NumberLiteral number)
                || number.value().signum() < 0) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    call.position(),
                    "a frame's distance is a number written out, 0 or more");
        }
        SqlNode literal = ExpressionTranslator.whole(number.value(), At.of(call.position()));
        return bound.kind() == FrameBoundKind.PRECEDING
                ? SqlWindow.createPreceding(literal, At.of(call.position()))
                : SqlWindow.createFollowing(literal, At.of(call.position()));
    }

    private WindowSpecification resolved(WindowSpecification window, FunctionCall call, int depth) {
        String base = window.base();
        if (base == null) {
            return window;
        }
        WindowSpecification named = find(base);
        if (named == null || depth > windows.size()) {
            throw At.failure(
                    SqlState.UNDEFINED_OBJECT,
                    call.position(),
                    "no WINDOW is called " + base + Suggestions.didYouMean(base, windows.keySet()));
        }
        WindowSpecification below = resolved(named, call, depth + 1);
        return new WindowSpecification(
                null,
                window.partitionBy().isEmpty() ? below.partitionBy() : window.partitionBy(),
                window.orderBy().isEmpty() ? below.orderBy() : window.orderBy(),
                window.frame() == null ? below.frame() : window.frame());
    }

    private @Nullable WindowSpecification find(String name) {
        WindowSpecification exact = windows.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, WindowSpecification> entry : windows.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
