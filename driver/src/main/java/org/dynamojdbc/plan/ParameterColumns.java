package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.UpdateClause;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Which column each {@code ?} of a statement is written to or compared with; null where it is none, or cannot be told. A
 * statement of any kind is looked through, so that metadata is true before it runs.
 */
final class ParameterColumns {
    /** What LIMIT and OFFSET take. */
    private static final Column ROW_COUNT =
            new Column("", ColumnType.of(ColumnType.Kind.BIGINT), Column.Origin.DECLARED, false);

    /** What LIKE, || and most functions take. */
    private static final Column TEXT =
            new Column("", ColumnType.of(ColumnType.Kind.VARCHAR), Column.Origin.DECLARED, true);

    /** What arithmetic takes. */
    private static final Column NUMBER =
            new Column("", ColumnType.of(ColumnType.Kind.NUMERIC), Column.Origin.DECLARED, true);

    private final Catalog catalog;
    private final Function<Table, List<Column>> columnsOf;
    private final @Nullable Column[] found;
    private final List<Source> sources = new ArrayList<>();

    /** A table that names can come from, under its alias or its own name. */
    private record Source(String qualifier, List<Column> columns) {}

    private ParameterColumns(Catalog catalog, Function<Table, List<Column>> columnsOf, int count) {
        this.catalog = catalog;
        this.columnsOf = columnsOf;
        this.found = new Column[count];
    }

    /** @param columnsOf the columns to look at: known ones only, or sampled ones too */
    static List<@Nullable Column> of(
            Statement statement, int count, Catalog catalog, Function<Table, List<Column>> columnsOf) {
        ParameterColumns search = new ParameterColumns(catalog, columnsOf, count);
        search.statement(statement);
        return Arrays.asList(search.found);
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.QueryStatement query) {
            query(query.query());
        } else if (statement instanceof Statement.Explain explain) {
            statement(explain.statement());
        } else if (statement instanceof Statement.AssertExists exists) {
            query(exists.query());
        } else if (statement instanceof Statement.Insert insert) {
            source(insert.table(), insert.alias());
            insert(insert);
            look(insert.condition());
        } else if (statement instanceof Statement.Update update) {
            source(update.table(), update.alias());
            update.clauses().forEach(this::clause);
            look(update.where());
            look(update.condition());
        } else if (statement instanceof Statement.Delete delete) {
            source(delete.table(), delete.alias());
            look(delete.where());
            look(delete.condition());
        }
    }

    private void source(String name, @Nullable String alias) {
        catalog.find(name)
                .ifPresent(table -> sources.add(new Source(alias == null ? name : alias, columnsOf.apply(table))));
    }

    private void insert(Statement.Insert insert) {
        if (insert.source() instanceof InsertSource.QuerySource query) {
            query(query.query());
        } else if (insert.source() instanceof InsertSource.RowSource rows && !sources.isEmpty()) {
            List<Column> known = sources.get(0).columns();
            for (List<Expression> row : rows.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    Column target = insert.columns().isEmpty()
                            ? (i < known.size() ? known.get(i) : null)
                            : (i < insert.columns().size()
                                    ? named(known, insert.columns().get(i))
                                    : null);
                    given(row.get(i), target);
                }
            }
        } else if (insert.source() instanceof InsertSource.DocumentSource documents && !sources.isEmpty()) {
            for (Expression document : documents.documents()) {
                if (document instanceof Expression.MapLiteral map) {
                    map.entries()
                            .forEach(entry -> given(
                                    entry.value(),
                                    entry.key() instanceof Expression.StringLiteral name
                                            ? named(sources.get(0).columns(), name.value())
                                            : null));
                }
            }
        }
    }

    private void clause(UpdateClause clause) {
        if (clause instanceof UpdateClause.SetClause set) {
            given(set.value(), column(set.path()));
        } else if (clause instanceof UpdateClause.AddClause add) {
            given(add.value(), column(add.path()));
        } else if (clause instanceof UpdateClause.DeleteClause delete) {
            given(delete.value(), column(delete.path()));
        }
    }

    private void query(Query query) {
        int outer = sources.size();
        query.with().forEach(item -> query(item.query()));
        body(query.body());
        query.orderBy().forEach(item -> look(item.expression()));
        given(query.limit(), ROW_COUNT);
        given(query.offset(), ROW_COUNT);
        sources.subList(outer, sources.size()).clear();
    }

    private void body(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            select.from().forEach(this::relation);
            for (SelectItem item : select.items()) {
                if (item instanceof SelectItem.SelectExpression expression) {
                    look(expression.expression());
                }
            }
            look(select.where());
            look(select.having());
        } else if (body instanceof QueryBody.SetOperation operation) {
            body(operation.left());
            body(operation.right());
        } else if (body instanceof QueryBody.NestedQuery nested) {
            query(nested.query());
        } else if (body instanceof QueryBody.Values values) {
            values.rows().forEach(row -> row.forEach(this::look));
        }
    }

    private void relation(Relation relation) {
        if (relation instanceof Relation.TableReference table) {
            source(table.table(), table.alias());
        } else if (relation instanceof Relation.Join join) {
            relation(join.left());
            relation(join.right());
            look(join.on());
        } else if (relation instanceof Relation.DerivedTable derived) {
            query(derived.query());
        }
    }

    /** Takes note of the parameter, or looks into the expression that stands where a value of the column is wanted. */
    private void given(@Nullable Expression expression, @Nullable Column column) {
        if (expression instanceof Expression.Parameter parameter) {
            if (found[parameter.index()] == null) {
                found[parameter.index()] = column;
            }
        } else if (expression instanceof Expression.FunctionCall call) {
            call.arguments().forEach(argument -> given(argument, column));
        } else {
            look(expression);
        }
    }

    private void look(@Nullable Expression expression) {
        if (expression instanceof Expression.Comparison comparison) {
            compared(comparison.left(), comparison.right());
        } else if (expression instanceof Expression.DistinctFrom distinct) {
            compared(distinct.left(), distinct.right());
        } else if (expression instanceof Expression.And and) {
            and.terms().forEach(this::look);
        } else if (expression instanceof Expression.Or or) {
            or.terms().forEach(this::look);
        } else if (expression instanceof Expression.Not not) {
            look(not.operand());
        } else if (expression instanceof Expression.IsTest test) {
            look(test.value());
        } else if (expression instanceof Expression.Between between) {
            compared(between.value(), between.low());
            compared(between.value(), between.high());
        } else if (expression instanceof Expression.InList in) {
            in.items().forEach(item -> compared(in.value(), item));
        } else if (expression instanceof Expression.InQuery in) {
            look(in.value());
            query(in.query());
        } else if (expression instanceof Expression.Like like) {
            given(like.value(), TEXT);
            given(like.pattern(), TEXT);
            given(like.escape(), TEXT);
        } else {
            lookIntoValue(expression);
        }
    }

    private void lookIntoValue(@Nullable Expression expression) {
        if (expression instanceof Expression.Arithmetic arithmetic) {
            given(arithmetic.left(), NUMBER);
            given(arithmetic.right(), NUMBER);
        } else if (expression instanceof Expression.Negative negative) {
            given(negative.operand(), NUMBER);
        } else if (expression instanceof Expression.Concatenation concatenation) {
            given(concatenation.left(), TEXT);
            given(concatenation.right(), TEXT);
        } else if (expression instanceof Expression.FunctionCall call) {
            Column first = call.arguments().isEmpty()
                    ? null
                    : columnOf(call.arguments().get(0));
            call.arguments().forEach(argument -> given(argument, first));
        } else if (expression instanceof Expression.RowValue row) {
            row.items().forEach(this::look);
        } else if (expression instanceof Expression.Case choice) {
            look(choice.operand());
            choice.whens().forEach(when -> {
                look(when.condition());
                look(when.result());
            });
            look(choice.otherwise());
        } else if (expression instanceof Expression.Cast cast) {
            look(cast.value());
        } else if (expression instanceof Expression.Exists exists) {
            query(exists.query());
        } else if (expression instanceof Expression.ScalarQuery scalar) {
            query(scalar.query());
        } else if (expression instanceof Expression.QuantifiedQuery quantified) {
            look(quantified.value());
            query(quantified.query());
        }
    }

    private void compared(Expression one, Expression other) {
        if (one instanceof Expression.RowValue left
                && other instanceof Expression.RowValue right
                && left.items().size() == right.items().size()) {
            for (int i = 0; i < left.items().size(); i++) {
                compared(left.items().get(i), right.items().get(i));
            }
            return;
        }
        given(one, columnOf(other));
        given(other, columnOf(one));
    }

    private @Nullable Column columnOf(Expression expression) {
        if (expression instanceof PathExpression path) {
            return column(path);
        }
        return expression instanceof Expression.Arithmetic ? NUMBER : null;
    }

    /** The inner query's tables hide the outer ones'; a place in a document is no column. */
    private @Nullable Column column(PathExpression path) {
        List<Step> steps = path.steps();
        for (int i = sources.size() - 1; i >= 0; i--) {
            Source source = sources.get(i);
            boolean qualified = steps.size() == 2
                    && steps.get(1) instanceof Step.Name
                    && ((Step.Name) steps.get(0)).text().equalsIgnoreCase(source.qualifier());
            if (steps.size() == 1 || qualified) {
                Column column = named(source.columns(), ((Step.Name) steps.get(steps.size() - 1)).text());
                if (column != null) {
                    return column;
                }
            }
        }
        return null;
    }

    private static @Nullable Column named(List<Column> columns, String name) {
        Optional<Column> exact =
                columns.stream().filter(c -> c.name().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Column> alike =
                columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }
}
