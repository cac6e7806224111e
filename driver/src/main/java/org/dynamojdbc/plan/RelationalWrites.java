package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.execute.ItemWrite.Action;
import org.dynamojdbc.execute.ItemWrite.Expectation;
import org.dynamojdbc.execute.ItemWrite.MissingItem;
import org.dynamojdbc.execute.RowWriter;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.RelationalQuery;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Hint;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.UpdateClause;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * UPDATE and DELETE whose WHERE or SET has sub-queries or functions that DynamoDB lacks: the relational engine finds the
 * keys and computes the values; each item is then written under the conditions that DynamoDB can check, and under the one
 * that nothing the engine looked at in it has changed.
 */
final class RelationalWrites {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    RelationalWrites(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    /** Whether a refusal is one that this way may lift. */
    static boolean mayHelp(SqlFailure refused) {
        return refused.state() == SqlState.FEATURE_NOT_SUPPORTED || refused.state() == SqlState.UNDEFINED_FUNCTION;
    }

    /** @param refused why the statement cannot go the direct way; thrown again when this way has nothing to add */
    Plan delete(Statement.Delete statement, SqlFailure refused) {
        Target target = new Target(statement.table(), statement.alias());
        Parts where = split(statement.where(), target);
        if (where.computed().isEmpty()) {
            throw refused;
        }
        refuseVersionTest(where, target, statement.position());
        ReturningClause returning = ReturningClause.of(statement.returning(), target.scope, catalog, constants);
        ItemWrite.ReturnImage image = returning.deleteImage(statement.returning());
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), target.predicates, "this DELETE"));
        Found found = find(target, statement.hints(), statement.where(), where, List.of(), statement.position());
        RowWriter writer = new EachFound(
                target.table,
                found,
                "DeleteItem",
                RowWriter.Again.WRITES_THE_REST,
                row -> new ItemWrite.Delete(
                        target.table, found.key(row), found.condition(), image, found.unchanged(row, expectations)));
        return found.plan(writer, returning.columns());
    }

    /** @param refused why the statement cannot go the direct way; thrown again when this way has nothing to add */
    Plan update(Statement.Update statement, SqlFailure refused) {
        Target target = new Target(statement.table(), statement.alias());
        Parts where = split(statement.where(), target);
        List<UpdateClause> clauses = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (UpdateClause clause : statement.clauses()) {
            if (clause instanceof UpdateClause.SetClause set && !isDirect(set, target)) {
                int parameter = constants.parameters().size() + values.size();
                values.add(set.value());
                clauses.add(new UpdateClause.SetClause(
                        set.path(),
                        new Expression.Parameter(parameter, set.value().position()),
                        set.position()));
            } else {
                clauses.add(clause);
            }
        }
        if (where.computed().isEmpty() && values.isEmpty()) {
            throw refused;
        }
        refuseVersionTest(where, target, statement.position());
        ReturningClause returning = ReturningClause.of(statement.returning(), target.scope, catalog, constants);
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), target.predicates, "this UPDATE"));
        Optional<VersionColumn> version = VersionColumn.of(target.table, target.known);
        Found found = find(target, statement.hints(), statement.where(), where, values, statement.position());
        boolean moves = clauses.stream()
                .anyMatch(c -> c instanceof UpdateClause.SetClause set
                        && target.table
                                .key()
                                .contains(target.scope.resolve(set.path()).root()));
        RowWriter writer = new EachFound(
                target.table, found, moves ? "TransactWriteItems" : "UpdateItem", again(statement), row -> {
                    List<Action> actions = actions(clauses, target, found.values(row));
                    if (version.isPresent()) {
                        actions = version.get().counted(actions);
                    }
                    Map<String, AttributeValue> key = found.key(row);
                    List<Expectation> expected = found.unchanged(row, expectations);
                    return moves
                            ? new ItemWrite.Move(
                                    target.table,
                                    key,
                                    actions,
                                    catalog.namesAtHand(target.table),
                                    found.condition(),
                                    returning.image(),
                                    expected)
                            : new ItemWrite.Update(
                                    target.table, key, actions, found.condition(), returning.image(), expected);
                });
        return found.plan(writer, returning.columns());
    }

    private RowWriter.Again again(Statement.Update statement) {
        boolean same = statement.clauses().stream()
                .allMatch(clause -> clause instanceof UpdateClause.RemoveClause
                        || (clause instanceof UpdateClause.SetClause set
                                && constants.value(set.value()).isPresent()));
        return same ? RowWriter.Again.WRITES_THE_REST : RowWriter.Again.CHANGES_AGAIN;
    }

    private List<Action> actions(List<UpdateClause> clauses, Target target, List<AttributeValue> values) {
        List<AttributeValue> all = new ArrayList<>(constants.parameters());
        all.addAll(values);
        return new UpdateActions(target.scope, target.known, catalog, new Constants(all), options.setNull())
                .of(clauses);
    }

    private boolean isDirect(UpdateClause.SetClause set, Target target) {
        try {
            actions(List.of(set), target, List.of());
            return true;
        } catch (SqlFailure refused) {
            if (mayHelp(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /** The table written and its names. */
    private final class Target {
        private final Table table;
        private final List<Column> known;
        private final Scope scope;
        private final PredicateBuilder predicates;
        private final @Nullable String alias;

        Target(String name, @Nullable String alias) {
            this.table = catalog.table(name);
            this.alias = alias;
            this.known = catalog.knownColumns(table);
            this.scope = new Scope(table, alias, known);
            this.predicates = new PredicateBuilder(scope, constants);
        }

        private String qualifier() {
            return alias == null ? table.name() : alias;
        }

        private PathExpression path(AttributePath path, Position position) {
            List<Step> steps = new ArrayList<>();
            steps.add(new Step.Name(qualifier(), true));
            steps.add(new Step.Name(path.root(), true));
            for (AttributePath.Step step : path.steps()) {
                steps.add(
                        step instanceof AttributePath.Step.Field field
                                ? new Step.Key(field.name())
                                : new Step.Element(((AttributePath.Step.Element) step).index()));
            }
            return new PathExpression(steps, position);
        }

        private Query query(List<Hint> hints, List<Expression> items, @Nullable Expression where, Position position) {
            List<SelectItem> selected = new ArrayList<>();
            items.forEach(item -> selected.add(new SelectItem.SelectExpression(item, null, position)));
            QueryBody body = new QueryBody.Select(
                    hints,
                    false,
                    selected,
                    List.of(new Relation.TableReference(table.name(), null, alias, position)),
                    where,
                    List.of(),
                    null,
                    List.of(),
                    position);
            return new Query(List.of(), false, body, List.of(), null, null, position);
        }
    }

    /** The terms of WHERE: what DynamoDB can check when it writes, and what only the relational engine computes. */
    private record Parts(List<Predicate> checked, List<Expression> computed) {}

    private Parts split(@Nullable Expression where, Target target) {
        if (where != null && SegmentCondition.split(where, constants).segment() != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(where.position())
                            + "segment(i, n) restricts a scan that DynamoDB filters itself; it cannot stand"
                            + " beside sub-queries and functions that DynamoDB lacks");
        }
        List<Predicate> checked = new ArrayList<>();
        List<Expression> computed = new ArrayList<>();
        List<Expression> terms =
                where == null ? List.of() : where instanceof Expression.And and ? and.terms() : List.of(where);
        for (Expression term : terms) {
            try {
                checked.add(target.predicates.build(term));
            } catch (SqlFailure refused) {
                if (!mayHelp(refused)) {
                    throw refused;
                }
                computed.add(term);
            }
        }
        return new Parts(checked, computed);
    }

    /** A row whose version differs would not be found, and so be no error, as a stale write has to be. */
    private static void refuseVersionTest(Parts where, Target target, Position position) {
        Optional<VersionColumn> version = VersionColumn.of(target.table, target.known);
        if (version.isPresent()
                && !version.get()
                        .check(new Predicate.And(where.checked()))
                        .expectations()
                        .isEmpty()) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(position) + "optimistic locking by the version of " + target.table.name()
                            + " does not go together with sub-queries and functions that DynamoDB lacks; compute their"
                            + " values by a SELECT first, and give them as parameters");
        }
    }

    private Found find(
            Target target,
            List<Hint> hints,
            @Nullable Expression where,
            Parts parts,
            List<Expression> values,
            Position position) {
        Expression computed = parts.computed().isEmpty()
                ? null
                : parts.computed().size() == 1
                        ? parts.computed().get(0)
                        : new Expression.And(parts.computed(), position);
        List<Expression> looked = new ArrayList<>(values);
        looked.add(new Expression.NumberLiteral(java.math.BigDecimal.ONE, position));
        List<AttributePath> inputs = new ArrayList<>();
        for (AttributePath input : relational.inputs(target.query(hints, looked, computed, position), catalog)) {
            if (!target.table.key().contains(input.root())) {
                inputs.add(input);
            }
        }
        List<Expression> items = new ArrayList<>();
        target.table.key().attributes().forEach(a -> items.add(target.path(AttributePath.of(a.name()), position)));
        inputs.forEach(i -> items.add(target.path(i, position)));
        items.addAll(values);
        Predicate condition = parts.checked().isEmpty()
                ? Predicate.TRUE
                : WriteTargets.withoutKeys(target.table, new Predicate.And(parts.checked()));
        Query query = target.query(hints, items, where, position);
        return new Found(
                target.table,
                target.known,
                relational.planToWrite(query, options, catalog),
                constants.parameters(),
                Hints.ofWrite(hints, target.scope),
                inputs,
                values.size(),
                condition);
    }

    /**
     * The rows to write: their keys, what the relational engine looked at in them, and the values it computed.
     *
     * @param condition what DynamoDB checks
     */
    private record Found(
            Table table,
            List<Column> known,
            RelationalQuery query,
            List<AttributeValue> parameters,
            Hints hints,
            List<AttributePath> inputs,
            int values,
            Predicate condition) {

        Plan plan(RowWriter writer, List<org.dynamojdbc.row.OutputColumn> columns) {
            query.check(parameters);
            Plan source = new Plan.Relational(query, parameters, hints, List.of());
            return new Plan.WriteEach(source, Plan.WriteEach.Passing.COLUMNS, writer, columns);
        }

        Map<String, AttributeValue> key(Map<String, AttributeValue> row) {
            Map<String, AttributeValue> key = new LinkedHashMap<>();
            List<KeyAttribute> attributes = table.key().attributes();
            for (int i = 0; i < attributes.size(); i++) {
                String name = attributes.get(i).name();
                AttributeValue value = stored(row.get(Integer.toString(i)), name);
                if (value == null) {
                    throw new IllegalStateException("an item without its key attribute " + name);
                }
                key.put(name, value);
            }
            return key;
        }

        /** As the item holds it: moments kept as numbers may have been read as text. */
        private @Nullable AttributeValue stored(@Nullable AttributeValue value, String column) {
            return value == null
                    ? null
                    : known.stream()
                            .filter(c -> c.name().equals(column) && isEpoch(c.type()))
                            .findFirst()
                            .map(c -> AttributeValues.inEncodingOf(c.type(), value))
                            .orElse(value);
        }

        private static boolean isEpoch(ColumnType type) {
            return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
        }

        /** That the item still holds what the row was computed from. */
        List<Expectation> unchanged(Map<String, AttributeValue> row, List<Expectation> expectations) {
            List<Predicate> same = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                AttributePath path = inputs.get(i);
                AttributeValue value =
                        row.get(Integer.toString(table.key().attributes().size() + i));
                AttributeValue read = path.steps().isEmpty() ? stored(value, path.root()) : value;
                Operand attribute = new Operand.Attribute(path);
                same.add(
                        read == null || AttributeType.of(read) == AttributeType.NULL
                                ? new Predicate.IsNull(attribute)
                                : new Predicate.Compare(attribute, CompareOperator.EQ, new Operand.Constant(read)));
            }
            if (same.isEmpty()) {
                return expectations;
            }
            List<Expectation> all = new ArrayList<>(expectations);
            all.add(new Expectation(
                    new Predicate.And(same),
                    SqlState.SERIALIZATION_FAILURE,
                    "an item of " + table.name() + " was changed by someone else between being read and being written;"
                            + " run the statement again",
                    MissingItem.NOT_COUNTED));
            return all;
        }

        /** What the relational engine computed, in the order of the clauses. */
        List<AttributeValue> values(Map<String, AttributeValue> row) {
            List<AttributeValue> all = new ArrayList<>();
            int first = table.key().attributes().size() + inputs.size();
            for (int i = 0; i < values; i++) {
                all.add(row.getOrDefault(Integer.toString(first + i), Constants.NULL));
            }
            return all;
        }
    }

    /**
     * Writes each row found. All are read before the first is written: a sub-query may read the table that is written.
     *
     * @param operation DynamoDB's name of the write
     */
    record EachFound(
            Table table,
            Found found,
            String operation,
            Again again,
            Function<Map<String, AttributeValue>, ItemWrite> writes)
            implements RowWriter {
        @Override
        public ItemWrite write(Map<String, AttributeValue> row) {
            return writes.apply(row);
        }

        @Override
        public @Nullable Map<String, AttributeValue> item(Map<String, AttributeValue> row) {
            return null;
        }

        @Override
        public Effect effect() {
            return Effect.BECOMES_ANOTHER;
        }
    }
}
