package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.NullOrder;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.SetKind;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.tree.WithItem;
import org.jspecify.annotations.Nullable;

/** Queries become Calcite's tree. Output columns are called c0, c1, ... there; their names stand beside the tree. */
final class QueryTranslator {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;
    private static final SqlShuttle UNCHANGED = new SqlShuttle() {};

    private final StatementNames names;
    private final RelationTranslator relations;

    /** A query as Calcite's tree, the names of its columns, and which columns of tables they are. */
    record Translated(SqlNode node, List<String> labels, List<Comparands.Column> columns) {}

    /** A SELECT, with what ORDER BY can name. */
    private record Selected(
            SqlNode node,
            List<String> labels,
            List<Comparands.Column> columns,
            List<Expression> items,
            @Nullable Scope scope,
            SqlShuttle overGroups) {
        Selected(SqlNode node, List<String> labels, List<Comparands.Column> columns) {
            this(node, labels, columns, List.of(), null, UNCHANGED);
        }
    }

    QueryTranslator(StatementNames names) {
        this.names = names;
        this.relations = new RelationTranslator(names, this);
    }

    Comparands comparands() {
        return names.comparands();
    }

    /** A new name for the rows of a query. */
    String relation(List<Comparands.Column> columns) {
        String relation = names.relation();
        names.comparands().query(relation, columns);
        return relation;
    }

    /** SELECT 1 FROM (query) relation WHERE condition. */
    static SqlNode rowsWhere(SqlNode query, String relation, SqlNode condition) {
        SqlNode from = SqlStdOperatorTable.AS.createCall(NOWHERE, query, new SqlIdentifier(relation, NOWHERE));
        return select(new SqlNodeList(List.of(position(1, NOWHERE)), NOWHERE), from, condition);
    }

    static SqlSelect select(SqlNodeList list, @Nullable SqlNode from, @Nullable SqlNode where) {
        return select(NOWHERE, SqlNodeList.EMPTY, list, from, where, null, null);
    }

    private static SqlSelect select(
            SqlParserPos at,
            SqlNodeList keywords,
            SqlNodeList list,
            @Nullable SqlNode from,
            @Nullable SqlNode where,
            @Nullable SqlNodeList groups,
            @Nullable SqlNode having) {
        return new SqlSelect(
                at, keywords, list, from, where, groups, having, SqlNodeList.EMPTY, null, null, null, null, null);
    }

    Translated query(Query query, @Nullable Scope outer, CommonTables common) {
        names.descend(query.position());
        try {
            return nested(query, outer, common);
        } finally {
            names.ascend();
        }
    }

    private Translated nested(Query query, @Nullable Scope outer, CommonTables around) {
        CommonTables common = new CommonTables(around);
        List<SqlNode> recursive = new ArrayList<>();
        Set<String> defined = new HashSet<>();
        for (WithItem item : query.with()) {
            if (!defined.add(item.name())) {
                throw At.failure(
                        SqlState.DUPLICATE_ALIAS,
                        item.query().position(),
                        "WITH defines '" + item.name() + "' twice; give one of the two queries another name");
            }
            if (query.recursive() && isUnion(item)) {
                recursive.add(recursiveItem(item, outer, common));
            } else if (query.recursive()) {
                common.defineOnce(item, outer);
            } else {
                common.define(item, outer);
            }
        }
        Selected body = body(query.body(), outer, common);
        SqlNode node = body.node();
        SqlNodeList order = new SqlNodeList(NOWHERE);
        for (SortItem item : query.orderBy()) {
            order.add(sortItem(item, sortExpression(item.expression(), body, common)));
        }
        SqlNode offset = rowCount(query.offset());
        SqlNode fetch = rowCount(query.limit());
        if (!order.isEmpty() || offset != null || fetch != null) {
            node = new SqlOrderBy(At.of(query.position()), node, order, offset, fetch);
        }
        if (!recursive.isEmpty()) {
            node = new SqlWith(At.of(query.position()), new SqlNodeList(recursive, NOWHERE), node);
        }
        return new Translated(node, body.labels(), body.columns());
    }

    private static boolean isUnion(WithItem item) {
        return item.query().body() instanceof QueryBody.SetOperation operation && operation.kind() == SetKind.UNION;
    }

    /** WITH RECURSIVE: Calcite repeats the right side of the UNION on the rows it gave last. */
    private SqlNode recursiveItem(WithItem item, @Nullable Scope outer, CommonTables common) {
        String relation = names.relation();
        QueryBody.SetOperation union = (QueryBody.SetOperation) item.query().body();
        List<String> labels =
                item.columns().isEmpty() ? body(union.left(), outer, common).labels() : item.columns();
        common.recursive(item.name(), relation, labels);
        Translated query = query(item.query(), outer, common);
        SqlNodeList columns = new SqlNodeList(NOWHERE);
        for (int i = 0; i < labels.size(); i++) {
            columns.add(new SqlIdentifier("c" + i, NOWHERE));
        }
        return new SqlWithItem(
                NOWHERE,
                new SqlIdentifier(relation, NOWHERE),
                columns,
                query.node(),
                SqlLiteral.createBoolean(true, NOWHERE));
    }

    private @Nullable SqlNode rowCount(@Nullable Expression expression) {
        if (expression == null) {
            return null;
        }
        SqlParserPos at = At.of(expression.position());
        if (expression instanceof Expression.Parameter parameter) {
            return new SqlDynamicParam(parameter.index(), at);
        }
        if (expression instanceof Expression.NumberLiteral number && isWhole(number.value())) {
            return SqlLiteral.createExactNumeric(number.value().toBigInteger().toString(), at);
        }
        throw At.failure(
                SqlState.INVALID_PARAMETER_VALUE,
                expression.position(),
                "LIMIT and OFFSET take a whole number, 0 or more, or a parameter");
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() >= 0
                && number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    private Selected body(QueryBody body, @Nullable Scope outer, CommonTables common) {
        if (body instanceof QueryBody.Select select) {
            return select(select, outer, common);
        }
        if (body instanceof QueryBody.Values values) {
            return values(values, outer, common);
        }
        if (body instanceof QueryBody.SetOperation operation) {
            return setOperation(operation, outer, common);
        }
        Translated nested = query(((QueryBody.NestedQuery) body).query(), outer, common);
        return new Selected(nested.node(), nested.labels(), nested.columns());
    }

    private Selected setOperation(QueryBody.SetOperation operation, @Nullable Scope outer, CommonTables common) {
        Selected left = body(operation.left(), outer, common);
        Selected right = body(operation.right(), outer, common);
        if (left.labels().size() != right.labels().size()) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    operation.position(),
                    "the two sides of " + operation.kind() + " have "
                            + left.labels().size() + " and " + right.labels().size() + " columns");
        }
        SqlOperator operator =
                switch (operation.kind()) {
                    case UNION -> operation.all() ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION;
                    case INTERSECT -> operation.all()
                            ? SqlStdOperatorTable.INTERSECT_ALL
                            : SqlStdOperatorTable.INTERSECT;
                    case EXCEPT -> operation.all() ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT;
                };
        SqlNode node = operator.createCall(At.of(operation.position()), left.node(), right.node());
        return new Selected(node, left.labels(), Comparands.common(left.columns(), right.columns()));
    }

    private Selected values(QueryBody.Values values, @Nullable Scope outer, CommonTables common) {
        int width = values.rows().get(0).size();
        Scope scope = new Scope(outer, names.literals());
        ExpressionTranslator expressions = new ExpressionTranslator(scope, common, this, Map.of());
        List<SqlNode> rows = new ArrayList<>();
        for (List<Expression> row : values.rows()) {
            if (row.size() != width) {
                throw At.failure(
                        SqlState.SYNTAX_ERROR,
                        values.position(),
                        "the rows of VALUES have " + width + " and " + row.size() + " values");
            }
            List<SqlNode> cells = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                SqlNode cell = row.get(i).accept(expressions);
                cells.add(SqlStdOperatorTable.AS.createCall(NOWHERE, cell, new SqlIdentifier("c" + i, NOWHERE)));
            }
            rows.add(select(new SqlNodeList(cells, NOWHERE), null, null));
        }
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            labels.add("column" + i);
        }
        return new Selected(balancedUnion(rows), labels, Collections.nCopies(width, Comparands.COMPUTED));
    }

    /** A tree, not a chain: a chain of a thousand rows would overflow the stack. */
    private static SqlNode balancedUnion(List<SqlNode> rows) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        int middle = rows.size() / 2;
        return SqlStdOperatorTable.UNION_ALL.createCall(
                NOWHERE, balancedUnion(rows.subList(0, middle)), balancedUnion(rows.subList(middle, rows.size())));
    }

    private Selected select(QueryBody.Select select, @Nullable Scope outer, CommonTables common) {
        names.beginSelect(select.hints());
        try {
            return selected(select, outer, common);
        } finally {
            names.endSelect();
        }
    }

    private Selected selected(QueryBody.Select select, @Nullable Scope outer, CommonTables common) {
        SqlParserPos at = At.of(select.position());
        Scope scope = new Scope(outer, names.literals());
        SqlNode from = null;
        for (Relation relation : select.from()) {
            SqlNode next = relations.relation(relation, scope, common);
            from = from == null ? next : RelationTranslator.cross(from, next, At.of(relation.position()));
        }
        Map<String, WindowSpecification> windows = new HashMap<>();
        select.windows().forEach(w -> windows.put(w.name(), w.window()));
        ExpressionTranslator expressions = new ExpressionTranslator(scope, common, this, windows);
        // Before the items: * may read data, and a mistake here is told before that.
        SegmentTerm.Split split = SegmentTerm.split(select.where());
        if (split.segment() != null) {
            if (scope.sources().size() != 1 || !(scope.sources().get(0) instanceof Source.OfTable table)) {
                throw SegmentTerm.misplaced(split.segment().position());
            }
            table.leaf().restrict(split.segment());
        }
        SqlNode where = split.rest() == null ? null : expressions.conditions().filter(split.rest());
        if (where != null) {
            BesideAggregates.refuseInWhere(where);
        }
        LiftedAggregates lifted = new LiftedAggregates(names::relation);
        scope.takeAggregates(lifted);
        List<String> labels = new ArrayList<>();
        List<Expression> items = new ArrayList<>();
        List<SqlNode> columns = new ArrayList<>();
        for (SelectItem item : select.items()) {
            if (item instanceof SelectItem.AllColumns all) {
                addAll(all, scope, labels, items, columns);
            } else {
                SelectItem.SelectExpression expression = (SelectItem.SelectExpression) item;
                columns.add(expression.expression().accept(expressions));
                labels.add(label(expression, labels.size()));
                items.add(expression.expression());
            }
        }
        SqlNodeList groups = select.groupBy().isEmpty()
                ? null
                : new GroupBy(scope, labels, items, expressions).keys(select.groupBy());
        SqlNode having =
                select.having() == null ? null : expressions.conditions().condition(select.having());
        lifted.close();
        SqlNodeList keywords = select.distinct()
                ? new SqlNodeList(List.of(SqlSelectKeyword.DISTINCT.symbol(NOWHERE)), NOWHERE)
                : SqlNodeList.EMPTY;
        List<Comparands.Column> known = names.comparands().of(columns);
        if (!lifted.isEmpty()) {
            SqlShuttle overGroups = lifted.overGroups(scope.sources(), groups);
            SqlNodeList list = named(columns, overGroups);
            SqlNode condition = having == null ? null : having.accept(overGroups);
            SqlNode node = select(at, keywords, list, lifted.groups(from, where, groups), condition, null, null);
            return new Selected(node, labels, known, items, scope, overGroups);
        }
        boolean aggregates =
                groups != null || having != null || columns.stream().anyMatch(BesideAggregates::aggregates);
        SqlShuttle outerColumns = outer != null && aggregates ? new BesideAggregates(scope.sources()) : UNCHANGED;
        SqlNode node = select(
                at,
                keywords,
                named(columns, outerColumns),
                from,
                where,
                groups,
                having == null ? null : having.accept(outerColumns));
        return new Selected(node, labels, known, items, scope, UNCHANGED);
    }

    private static SqlNodeList named(List<SqlNode> columns, SqlShuttle rewriting) {
        SqlNodeList list = new SqlNodeList(NOWHERE);
        for (int i = 0; i < columns.size(); i++) {
            SqlNode column = Objects.requireNonNull(columns.get(i).accept(rewriting));
            list.add(SqlStdOperatorTable.AS.createCall(
                    column.getParserPosition(), column, new SqlIdentifier("c" + i, NOWHERE)));
        }
        return list;
    }

    private static String label(SelectItem.SelectExpression item, int position) {
        if (item.alias() != null) {
            return item.alias();
        }
        if (item.expression() instanceof PathExpression path) {
            for (int i = path.steps().size() - 1; i >= 0; i--) {
                if (path.steps().get(i) instanceof Step.Name name) {
                    return name.text();
                }
                if (path.steps().get(i) instanceof Step.Key key) {
                    return key.text();
                }
            }
        }
        return item.expression() instanceof Expression.FunctionCall call ? call.name() : "column" + (position + 1);
    }

    private static void addAll(
            SelectItem.AllColumns all,
            Scope scope,
            List<String> labels,
            List<Expression> items,
            List<SqlNode> columns) {
        SqlParserPos at = At.of(all.position());
        if (scope.sources().isEmpty()) {
            throw At.failure(SqlState.SYNTAX_ERROR, all.position(), "SELECT * needs FROM and a table");
        }
        if (all.qualifier() == null) {
            for (Scope.Merged merged : scope.merged()) {
                labels.add(merged.label());
                items.add(path(merged.label(), all.position()));
                columns.add(merged.value());
            }
        }
        List<Source> sources =
                all.qualifier() == null ? scope.sources() : List.of(scope.required(all.qualifier(), all.position()));
        for (Source source : sources) {
            for (String column : source.all()) {
                if (all.qualifier() == null && source.isHidden(column)) {
                    continue;
                }
                labels.add(column);
                items.add(path(column, all.position()));
                columns.add(source.column(column, List.of(), at));
            }
        }
    }

    private static Expression path(String name, Position position) {
        return new PathExpression(List.of(new Step.Name(name, true)), position);
    }

    static int ordinal(Expression.NumberLiteral number, int columns, String clause) {
        BigDecimal value = number.value();
        if (isWhole(value) && value.signum() > 0 && value.compareTo(BigDecimal.valueOf(columns)) <= 0) {
            return value.intValueExact();
        }
        throw At.failure(
                SqlState.SYNTAX_ERROR,
                number.position(),
                clause + " position " + value + " is not in the select list, which has " + columns + " columns");
    }

    static Optional<Integer> labelled(List<String> labels, String name) {
        int exact = labels.indexOf(name);
        if (exact >= 0) {
            return Optional.of(exact);
        }
        List<Integer> alike = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).equalsIgnoreCase(name)) {
                alike.add(i);
            }
        }
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** ORDER BY takes a position, the name of an output column, or an expression over FROM. */
    private SqlNode sortExpression(Expression expression, Selected body, CommonTables common) {
        SqlParserPos at = At.of(expression.position());
        if (expression instanceof Expression.NumberLiteral number) {
            return position(ordinal(number, body.labels().size(), "ORDER BY"), at);
        }
        if (expression instanceof PathExpression path && path.steps().size() == 1) {
            Optional<Integer> label =
                    labelled(body.labels(), Scope.name(path.steps().get(0)));
            if (label.isPresent()) {
                return position(label.get() + 1, at);
            }
        }
        if (body.scope() == null) {
            throw At.failure(
                    SqlState.UNDEFINED_COLUMN,
                    expression.position(),
                    "ORDER BY behind UNION, INTERSECT, EXCEPT or VALUES takes output columns: "
                            + String.join(", ", body.labels()));
        }
        SqlNode node = expression.accept(new ExpressionTranslator(body.scope(), common, this, Map.of()));
        return Objects.requireNonNull(node.accept(body.overGroups()));
    }

    private static SqlNode position(int number, SqlParserPos at) {
        return SqlLiteral.createExactNumeric(Integer.toString(number), at);
    }

    static SqlNode sortItem(SortItem item, SqlNode expression) {
        SqlParserPos at = At.of(item.position());
        SqlNode node = item.descending() ? SqlStdOperatorTable.DESC.createCall(at, expression) : expression;
        if (item.nulls() == NullOrder.DEFAULT) {
            return node;
        }
        return (item.nulls() == NullOrder.FIRST ? SqlStdOperatorTable.NULLS_FIRST : SqlStdOperatorTable.NULLS_LAST)
                .createCall(at, node);
    }
}
