package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.InsertKind;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans INSERT, UPSERT and REPLACE: whole items, by columns, as documents, or from a query. */
final class InsertPlanner {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    InsertPlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    Plan plan(Statement.Insert statement) {
        Table table = At.table(catalog, statement.table(), statement.position());
        List<Column> known = catalog.knownColumns(table);
        Scope scope = new Scope(table, statement.alias(), known);
        refuseMisplacedIf(statement);
        ReturningClause returning = ReturningClause.of(
                statement.returning(), AssignedNames.of(statement), scope, catalog, constants, relational);
        InsertWrites writes = new InsertWrites(
                statement,
                table,
                VersionColumn.of(table, known),
                Assertions.of(statement.condition(), new PredicateBuilder(scope, constants), "this UPSERT"),
                returning,
                (update, excluded) -> actions(update, excluded, scope, known));
        InsertedItems items = new InsertedItems(table, known, scope, catalog, constants, options.setNull(), relational);
        if (statement.source() instanceof InsertSource.QuerySource query) {
            return fromQuery(statement, query, writes, items, known, returning);
        }
        try {
            List<ItemWrite> planned = new ArrayList<>();
            for (Map<String, AttributeValue> item : items(statement, items, known)) {
                planned.add(writes.of(item));
            }
            return new Plan.Write(planned, returning.columns());
        } catch (SqlFailure refused) {
            if (!RelationalWrites.mayHelp(refused)
                    || !(statement.source() instanceof InsertSource.RowSource rows)
                    || rows.rows().stream().flatMap(List::stream).anyMatch(Expression.Default.class::isInstance)) {
                throw refused;
            }
            return fromQuery(statement, computed(rows), writes, items, known, returning);
        }
    }

    /** Rows with sub-queries, or with functions that only queries have, as the rows of a query. */
    private static InsertSource.QuerySource computed(InsertSource.RowSource rows) {
        QueryBody values = new QueryBody.Values(rows.rows(), rows.position());
        return new InsertSource.QuerySource(
                new Query(List.of(), false, values, List.of(), null, null, rows.position()), rows.position());
    }

    private static void refuseMisplacedIf(Statement.Insert statement) {
        Expression condition = statement.condition();
        if (condition == null) {
            return;
        }
        if (statement.kind() == InsertKind.INSERT && !(statement.onConflict() instanceof ConflictAction.DoReplace)) {
            throw Planner.notPlanned(condition.position(), "IF on INSERT, which already requires that the key is new,");
        }
    }

    private List<Action> actions(
            ConflictAction.DoUpdate update, Map<String, AttributeValue> excluded, Scope scope, List<Column> known) {
        List<Action> actions = new UpdateActions(
                        scope, known, catalog, constants.excluded(excluded), options.setNull(), relational)
                .of(new AssignedDefaults(scope, known).in(update.clauses()));
        for (Action action : actions) {
            if (scope.table().key().contains(action.path().root())) {
                throw new SqlFailure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        At.of(update.position()) + "ON CONFLICT DO UPDATE cannot change the key attribute '"
                                + action.path().root() + "'");
            }
        }
        return actions;
    }

    private List<Map<String, AttributeValue>> items(
            Statement.Insert statement, InsertedItems made, List<Column> known) {
        InsertSource source = statement.source();
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        if (source instanceof InsertSource.DocumentSource documents) {
            for (Expression document : documents.documents()) {
                items.add(made.document(document(document), document.position()));
            }
        } else if (source instanceof InsertSource.RowSource rows) {
            List<String> columns = columns(statement, known);
            for (List<Expression> row : rows.rows()) {
                items.add(row(columns, row, made, statement.position()));
            }
        } else {
            items.add(made.row(List.of(), List.of(), statement.position()));
        }
        return items;
    }

    private Map<String, AttributeValue> document(Expression expression) {
        AttributeValue document = constants.required(expression, "VALUE");
        if (!document.hasM()) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(expression.position()) + "VALUE takes a document such as {'id': 1}, not a value of type "
                            + AttributeType.of(document));
        }
        return document.m();
    }

    private static Map<String, AttributeValue> row(
            List<String> columns, List<Expression> row, InsertedItems items, Position position) {
        requireWidth(columns.size(), row.size(), position);
        List<String> given = new ArrayList<>();
        List<@Nullable AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!(row.get(i) instanceof Expression.Default)) {
                given.add(columns.get(i));
                values.add(items.value(columns.get(i), row.get(i)).orElse(null));
            }
        }
        return items.row(given, values, position);
    }

    private static void requireWidth(int columns, int values, Position position) {
        if (columns != values) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(position) + "INSERT names " + columns + " columns but gives " + values
                            + " values; name the columns, as in INSERT INTO t (a, b)");
        }
    }

    /** The columns that the values are for, in their order. */
    static List<String> columns(Statement.Insert statement, List<Column> known) {
        if (statement.columns().isEmpty()) {
            return known.stream().map(Column::name).toList();
        }
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : statement.columns()) {
            String column = Names.column(name, known);
            if (!distinct.add(column)) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN,
                        At.of(statement.position()) + "column '" + column + "' stands twice in the column list");
            }
        }
        return List.copyOf(distinct);
    }

    private Plan fromQuery(
            Statement.Insert statement,
            InsertSource.QuerySource query,
            InsertWrites writes,
            InsertedItems items,
            List<Column> known,
            ReturningClause returning) {
        Plan source = new Statement.QueryStatement(query.query(), query.position())
                .accept(new StatementPlanner(catalog, constants, options, relational));
        boolean mayRead = source instanceof Plan.Relational || reads(query, writes.table());
        RowWriter.Effect effect = mayRead ? RowWriter.Effect.BECOMES_ANOTHER : RowWriter.Effect.NONE;
        if (statement.columns().isEmpty() && copiesItems(query) && source instanceof Plan.Read) {
            return new Plan.WriteEach(
                    source,
                    Plan.WriteEach.Passing.ITEM,
                    new InsertEach(
                            writes, items, new Source(null, List.of(), typesOf(query)), effect, statement.position()),
                    returning.columns());
        }
        List<String> columns = columns(statement, known);
        requireWidth(columns.size(), source.columns().size(), statement.position());
        return new Plan.WriteEach(
                source instanceof Plan.Relational rows ? keepingTimes(rows, columns, known) : source,
                Plan.WriteEach.Passing.COLUMNS,
                new InsertEach(
                        writes,
                        items,
                        new Source(
                                columns,
                                source.columns().stream()
                                        .map(OutputColumn::type)
                                        .toList(),
                                Map.of()),
                        effect,
                        statement.position()),
                returning.columns());
    }

    /** Where nobody declared how an attribute is kept, a time is kept as SET and VALUES keep it. */
    private static Plan.Relational keepingTimes(Plan.Relational source, List<String> columns, List<Column> known) {
        Set<Integer> undeclared = IntStream.range(0, columns.size())
                .filter(i -> known.stream().noneMatch(column -> column.name().equals(columns.get(i))))
                .boxed()
                .collect(Collectors.toSet());
        return new Plan.Relational(
                source.query().keeping(undeclared), source.parameters(), source.hints(), source.warnings());
    }

    /** SELECT * FROM one table: whole items, whatever attributes they have. */
    private static boolean copiesItems(InsertSource.QuerySource query) {
        return query.query().body() instanceof QueryBody.Select select
                && select.items().size() == 1
                && select.items().get(0) instanceof SelectItem.AllColumns
                && select.from().size() == 1
                && select.from().get(0) instanceof Relation.TableReference;
    }

    private boolean reads(InsertSource.QuerySource query, Table table) {
        return !(query.query().body() instanceof QueryBody.Select select)
                || select.from().stream()
                        .anyMatch(from -> !(from instanceof Relation.TableReference reference)
                                || catalog.table(reference.table()).name().equals(table.name()));
    }

    /** The types of the attributes of the table that whole items are read from. */
    private Map<String, ColumnType> typesOf(InsertSource.QuerySource query) {
        QueryBody.Select select = (QueryBody.Select) query.query().body();
        Relation.TableReference from = (Relation.TableReference) select.from().get(0);
        Map<String, ColumnType> types = new HashMap<>();
        catalog.knownColumns(catalog.table(from.table())).forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    /**
     * What the rows are.
     *
     * @param columns targets of the row's values in their order, null when the row is a whole item
     * @param types the types of these values
     * @param attributes the known types of the attributes of whole items
     */
    private record Source(@Nullable List<String> columns, List<ColumnType> types, Map<String, ColumnType> attributes) {}

    /** INSERT of each row that is read. */
    private record InsertEach(InsertWrites writes, InsertedItems items, Source source, Effect effect, Position position)
            implements RowWriter {
        @Override
        public Table table() {
            return writes.table();
        }

        @Override
        public ItemWrite write(Map<String, AttributeValue> row) {
            List<String> columns = source.columns();
            if (columns == null) {
                return writes.of(items.document(row, source.attributes(), position));
            }
            List<@Nullable AttributeValue> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(row.get(Integer.toString(i)));
            }
            return writes.of(items.row(columns, values, source.types(), position));
        }

        @Override
        public Again again() {
            Statement.Insert statement = writes.statement();
            if (statement.onConflict() instanceof ConflictAction.DoUpdate) {
                return Again.CHANGES_AGAIN;
            }
            boolean replaces =
                    statement.kind() == InsertKind.UPSERT || statement.onConflict() instanceof ConflictAction.DoReplace;
            return replaces || statement.onConflict() instanceof ConflictAction.DoNothing
                    ? Again.WRITES_THE_REST
                    : Again.MEETS_ITS_OWN_ROWS;
        }
    }
}
