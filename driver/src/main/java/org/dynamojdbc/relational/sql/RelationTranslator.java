package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.sql.QueryTranslator.Translated;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.JoinKind;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.Step;
import org.jspecify.annotations.Nullable;

/** What stands in FROM becomes Calcite's tree, and its columns enter the scope. */
final class RelationTranslator {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

    private final StatementNames names;
    private final QueryTranslator queries;

    RelationTranslator(StatementNames names, QueryTranslator queries) {
        this.names = names;
        this.queries = queries;
    }

    SqlNode relation(Relation relation, Scope scope, CommonTables common) {
        if (relation instanceof Relation.TableReference table) {
            return table(table, scope, common);
        }
        if (relation instanceof Relation.DerivedTable derived) {
            return derived(derived, scope, common);
        }
        if (relation instanceof Relation.Unnest unnest) {
            SqlNode array = unnest.array().accept(new ExpressionTranslator(scope, common, queries, Map.of()));
            return unnest(array, unnest.alias(), unnest.columns(), unnest.withOrdinality(), scope, unnest);
        }
        return join((Relation.Join) relation, scope, common);
    }

    static SqlNode cross(SqlNode left, SqlNode right, SqlParserPos at) {
        return join(left, JoinType.COMMA, right, null, at);
    }

    private static SqlNode join(
            SqlNode left, JoinType type, SqlNode right, @Nullable SqlNode condition, SqlParserPos at) {
        return new SqlJoin(
                at,
                left,
                SqlLiteral.createBoolean(false, NOWHERE),
                type.symbol(NOWHERE),
                right,
                (condition == null ? JoinConditionType.NONE : JoinConditionType.ON).symbol(NOWHERE),
                condition);
    }

    private SqlNode table(Relation.TableReference reference, Scope scope, CommonTables common) {
        SqlParserPos at = At.of(reference.position());
        if (reference.index() == null) {
            CommonTables.Common known = common.find(reference.table());
            if (known != null) {
                return common(reference, known, scope);
            }
        } else {
            Optional<Source> lateral = scope.source(reference.table());
            if (lateral.isPresent()) {
                PathExpression path = new PathExpression(
                        List.of(new Step.Name(reference.table(), true), new Step.Name(reference.index(), true)),
                        reference.position());
                String alias = reference.alias() == null ? reference.index() : reference.alias();
                return unnest(scope.resolve(path), alias, List.of(), false, scope, reference);
            }
        }
        LeafTable leaf = names.leaf(reference.table(), reference.index(), reference.alias(), reference.position());
        String alias = reference.alias() != null
                ? reference.alias()
                : reference.index() != null && scope.source(leaf.table().name()).isPresent()
                        ? reference.index()
                        : leaf.table().name();
        refuseDuplicate(alias, scope, reference);
        scope.add(new Source.OfTable(leaf, alias, names.catalog()));
        return new SqlIdentifier(leaf.name(), at);
    }

    private static void refuseDuplicate(@Nullable String alias, Scope scope, Relation relation) {
        if (alias != null && scope.sources().stream().anyMatch(s -> s.isCalled(alias))) {
            throw At.failure(
                    SqlState.DUPLICATE_ALIAS,
                    relation.position(),
                    "'" + alias + "' stands twice in FROM; give one of them another alias");
        }
    }

    private SqlNode common(Relation.TableReference reference, CommonTables.Common known, Scope scope) {
        String alias = reference.alias() == null ? reference.table() : reference.alias();
        refuseDuplicate(alias, scope, reference);
        String relation = names.relation();
        if (known.relation() != null) {
            scope.add(new Source.OfQuery(relation, alias, known.labels(), false, names.literals()));
            return as(new SqlIdentifier(known.relation(), At.of(reference.position())), relation);
        }
        var item = known.item();
        if (item == null) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    reference.position(),
                    "'" + reference.table()
                            + "' mentions itself, which WITH RECURSIVE allows only in the second part of"
                            + " a UNION or UNION ALL: WITH RECURSIVE t AS (SELECT start UNION ALL SELECT step FROM t)");
        }
        Translated query = queries.query(item.query(), known.scope(), known.known());
        List<String> labels = labels(item.columns(), query.labels(), item.name(), reference);
        scope.add(new Source.OfQuery(relation, alias, labels, false, names.literals()));
        names.comparands().query(relation, query.columns());
        return as(query.node(), relation);
    }

    private static SqlNode as(SqlNode node, String relation) {
        return SqlStdOperatorTable.AS.createCall(NOWHERE, node, new SqlIdentifier(relation, NOWHERE));
    }

    private static List<String> labels(List<String> given, List<String> own, String name, Relation relation) {
        if (given.isEmpty()) {
            return own;
        }
        if (given.size() > own.size()) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    relation.position(),
                    name + " names " + given.size() + " columns, but its query gives " + own.size());
        }
        List<String> labels = new ArrayList<>(given);
        labels.addAll(own.subList(given.size(), own.size()));
        return labels;
    }

    private SqlNode derived(Relation.DerivedTable derived, Scope scope, CommonTables common) {
        refuseDuplicate(derived.alias(), scope, derived);
        Translated query = queries.query(derived.query(), derived.lateral() ? scope : scope.outer(), common);
        String relation = names.relation();
        String shown = derived.alias() == null ? "the derived table" : derived.alias();
        scope.add(new Source.OfQuery(
                relation,
                derived.alias(),
                labels(derived.columns(), query.labels(), shown, derived),
                false,
                names.literals()));
        names.comparands().query(relation, query.columns());
        SqlNode node = derived.lateral()
                ? SqlStdOperatorTable.LATERAL.createCall(At.of(derived.position()), query.node())
                : query.node();
        return as(node, relation);
    }

    private SqlNode unnest(
            SqlNode array,
            @Nullable String alias,
            List<String> columns,
            boolean ordinality,
            Scope scope,
            Relation relation) {
        refuseDuplicate(alias, scope, relation);
        int numbers = ordinality ? 1 : 0;
        boolean entries = columns.size() == 2 + numbers;
        if (columns.size() > 2 + numbers) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    relation.position(),
                    "UNNEST gives the elements of a list or the keys and values of a map"
                            + (ordinality ? ", and their number" : "; WITH ORDINALITY adds their number") + ", but "
                            + columns.size() + " columns are named: " + String.join(", ", columns));
        }
        SqlParserPos at = At.of(relation.position());
        SqlNode list = FunctionTable.get(entries ? "unnest_entries" : "unnest_list")
                .at(relation.position())
                .createCall(at, array);
        SqlUnnestOperator operator =
                ordinality ? SqlStdOperatorTable.UNNEST_WITH_ORDINALITY : SqlStdOperatorTable.UNNEST;
        String name = names.relation();
        List<SqlNode> operands = new ArrayList<>();
        operands.add(operator.createCall(at, list));
        operands.add(new SqlIdentifier(name, NOWHERE));
        operands.add(new SqlIdentifier("c0", NOWHERE));
        if (ordinality) {
            operands.add(new SqlIdentifier("c1", NOWHERE));
        }
        if (entries) {
            scope.add(new Source.OfEntries(name, alias, columns, names.literals()));
            return new SqlBasicCall(SqlStdOperatorTable.AS, operands, NOWHERE);
        }
        List<String> labels = new ArrayList<>();
        labels.add(columns.isEmpty() ? (alias == null ? "value" : alias) : columns.get(0));
        if (ordinality) {
            labels.add(columns.size() > 1 ? columns.get(1) : "ordinality");
        }
        scope.add(new Source.OfQuery(name, alias, labels, true, names.literals()));
        return new SqlBasicCall(SqlStdOperatorTable.AS, operands, NOWHERE);
    }

    private SqlNode join(Relation.Join join, Scope scope, CommonTables common) {
        SqlNode left = relation(join.left(), scope, common);
        int leftSources = scope.sources().size();
        int leftMerged = scope.merged().size();
        SqlNode right = relation(join.right(), scope, common);
        List<Source> leftSide = List.copyOf(scope.sources().subList(0, leftSources));
        List<Source> rightSide =
                List.copyOf(scope.sources().subList(leftSources, scope.sources().size()));
        SqlParserPos at = At.of(join.position());
        SqlNode condition = null;
        if (join.on() != null) {
            condition = new ExpressionTranslator(scope, common, queries, Map.of())
                    .conditions()
                    .condition(join.on());
        } else if (join.natural() || !join.using().isEmpty()) {
            List<String> columns = join.natural() ? shared(leftSide, rightSide) : join.using();
            condition = using(columns, join, scope, leftSide, leftMerged, rightSide, at);
        }
        if (condition == null && join.kind() != JoinKind.CROSS && !join.natural()) {
            throw At.failure(SqlState.SYNTAX_ERROR, join.position(), "a join needs ON, USING, NATURAL or CROSS");
        }
        JoinType type =
                switch (join.kind()) {
                    case INNER -> condition == null ? JoinType.CROSS : JoinType.INNER;
                    case LEFT -> JoinType.LEFT;
                    case RIGHT -> JoinType.RIGHT;
                    case FULL -> JoinType.FULL;
                    case CROSS -> JoinType.CROSS;
                };
        if (condition == null && type != JoinType.CROSS) {
            condition = SqlLiteral.createBoolean(true, at);
        }
        return join(left, type, right, condition, at);
    }

    private static List<String> shared(List<Source> left, List<Source> right) {
        List<String> shared = new ArrayList<>();
        for (Source source : left) {
            for (String column : source.all()) {
                boolean both = right.stream().anyMatch(r -> r.all().contains(column));
                if (both && !shared.contains(column)) {
                    shared.add(column);
                }
            }
        }
        return shared;
    }

    private static @Nullable SqlNode using(
            List<String> columns,
            Relation.Join join,
            Scope scope,
            List<Source> leftSide,
            int leftMerged,
            List<Source> rightSide,
            SqlParserPos at) {
        SqlNode condition = null;
        for (String column : columns) {
            SqlNode left = null;
            for (int i = 0; i < Math.min(leftMerged, scope.merged().size()); i++) {
                if (scope.merged().get(i).label().equalsIgnoreCase(column)) {
                    left = scope.merged().get(i).value();
                    scope.merged().remove(i);
                    break;
                }
            }
            if (left == null) {
                left = side(column, leftSide, join, at);
            }
            SqlNode right = side(column, rightSide, join, at);
            SqlNode equal = Operators.EQUAL.createCall(at, left, right);
            condition = condition == null ? equal : SqlStdOperatorTable.AND.createCall(at, condition, equal);
            SqlNode value =
                    switch (join.kind()) {
                        case RIGHT -> right;
                        case FULL -> FunctionTable.get("coalesce").createCall(at, left, right);
                        default -> left;
                    };
            scope.merge(new Scope.Merged(column, value));
        }
        return condition;
    }

    private static SqlNode side(String column, List<Source> side, Relation.Join join, SqlParserPos at) {
        for (Source source : side) {
            List<String> named = source.named(column, true);
            if (!named.isEmpty()) {
                source.hide(named.get(0));
                return source.column(named.get(0), List.of(), at);
            }
        }
        List<Source> open = side.stream().filter(Source::isOpen).toList();
        if (open.size() == 1) {
            open.get(0).hide(column);
            return open.get(0).column(column, List.of(), at);
        }
        List<String> all = new ArrayList<>();
        side.forEach(s -> all.addAll(s.known()));
        throw At.failure(
                SqlState.UNDEFINED_COLUMN,
                join.position(),
                "column '" + column + "' of USING is not on both sides" + Suggestions.didYouMean(column, all));
    }
}
