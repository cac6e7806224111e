package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
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
        List<Term> where = split(statement.where(), target);
        if (where.stream().allMatch(term -> term.checked() != null)) {
            throw refused;
        }
        ReturningClause returning =
                ReturningClause.of(statement.returning(), List.of(), target.scope, catalog, constants, relational);
        ItemWrite.ReturnImage image = returning.deleteImage(statement.returning());
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), target.predicates, "this DELETE"));
        FoundItems found = find(target, statement.hints(), where, List.of(), statement.position());
        RowWriter writer = new FoundItems.Each(
                target.table,
                found,
                "DeleteItem",
                RowWriter.Again.WRITES_THE_REST,
                row -> new ItemWrite.Delete(
                        target.table, found.key(row), found.condition(row), image, found.unchanged(row, expectations)));
        return found.plan(writer, returning.columns());
    }

    /** @param refused why the statement cannot go the direct way; thrown again when this way has nothing to add */
    Plan update(Statement.Update statement, SqlFailure refused) {
        Target target = new Target(statement.table(), statement.alias());
        List<Term> where = split(statement.where(), target);
        UpdateActions.refuseOverlaps(statement.clauses(), target.scope);
        List<UpdateClause> clauses = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        List<@Nullable ColumnType> targets = new ArrayList<>();
        for (UpdateClause clause : statement.clauses()) {
            if (clause instanceof UpdateClause.SetClause set && !isDirect(set, target)) {
                int parameter = constants.parameters().size() + values.size();
                values.add(set.value());
                targets.add(
                        target.scope.knownType(target.scope.resolve(set.path())).orElse(null));
                clauses.add(new UpdateClause.SetClause(
                        set.path(),
                        new Expression.Parameter(parameter, set.value().position()),
                        set.position()));
            } else {
                clauses.add(clause);
            }
        }
        if (values.isEmpty() && where.stream().allMatch(term -> term.checked() != null)) {
            throw refused;
        }
        ReturningClause returning = ReturningClause.of(
                statement.returning(), AssignedNames.of(statement), target.scope, catalog, constants, relational);
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), target.predicates, "this UPDATE"));
        Optional<VersionColumn> version = VersionColumn.of(target.table, target.known);
        FoundItems found = find(target, statement.hints(), where, values, statement.position());
        boolean moves = clauses.stream()
                .anyMatch(c -> c instanceof UpdateClause.SetClause set
                        && target.table
                                .key()
                                .contains(target.scope.resolve(set.path()).root()));
        RowWriter writer = new FoundItems.Each(
                target.table, found, moves ? "TransactWriteItems" : "UpdateItem", again(statement), row -> {
                    List<Action> actions = actions(clauses, target, found.values(row, targets));
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
                                    found.condition(row),
                                    returning.image(),
                                    expected)
                            : new ItemWrite.Update(
                                    target.table, key, actions, found.condition(row), returning.image(), expected);
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
        return new UpdateActions(
                        target.scope, target.known, catalog, constants.with(values), options.setNull(), relational)
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

    /** A term of WHERE, and what DynamoDB checks of it: null for what only the relational engine computes. */
    private record Term(Expression expression, @Nullable Predicate checked) {
        boolean isAboutKeys(Table table) {
            return checked != null && WriteTargets.withoutKeys(table, checked).equals(Predicate.TRUE);
        }
    }

    /**
     * What the items to be written must fulfil.
     *
     * @param found terms that the query which finds the rows has in its WHERE
     * @param marked terms that this query computes as a value of each row
     * @param checked what DynamoDB checks when it writes
     * @param versions the versions that the items must have
     * @param items how many must be found, 0 for any number
     */
    private record Parts(
            List<Expression> found,
            List<Expression> marked,
            List<Predicate> checked,
            List<Expectation> versions,
            int items) {
        static @Nullable Expression all(List<Expression> terms, Position position) {
            return terms.isEmpty() ? null : terms.size() == 1 ? terms.get(0) : new Expression.And(terms, position);
        }
    }

    private List<Term> split(@Nullable Expression where, Target target) {
        if (where != null && SegmentCondition.split(where, constants).segment() != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(where.position())
                            + "segment(i, n) restricts a scan that DynamoDB filters itself; it cannot stand"
                            + " beside sub-queries and functions that DynamoDB lacks");
        }
        List<Term> terms = new ArrayList<>();
        for (Expression term : where == null
                ? List.<Expression>of()
                : where instanceof Expression.And and ? and.terms() : List.of(where)) {
            try {
                terms.add(new Term(term, target.predicates.build(term)));
            } catch (SqlFailure refused) {
                if (!mayHelp(refused)) {
                    throw refused;
                }
                terms.add(new Term(term, null));
            }
        }
        return terms;
    }

    /**
     * Divides WHERE. A stale version has to be an error: where items are named by their keys the query finds them whatever
     * their version and the other terms say, and the write of each tests these.
     */
    private Parts parts(List<Term> terms, Target target, List<Hint> hints) {
        Optional<VersionColumn> version = VersionColumn.of(target.table, target.known);
        List<Predicate> checked = new ArrayList<>();
        terms.forEach(term -> {
            if (term.checked() != null) {
                checked.add(term.checked());
            }
        });
        VersionColumn.Checked tested = version.isEmpty() ? null : version.get().check(new Predicate.And(checked));
        List<Predicate> aboutKeys = new ArrayList<>();
        terms.forEach(term -> {
            if (term.checked() != null && term.isAboutKeys(target.table)) {
                aboutKeys.add(term.checked());
            }
        });
        int named = tested == null || tested.expectations().isEmpty()
                ? 0
                : named(tested.condition(), new Predicate.And(aboutKeys), target, hints);
        if (tested == null || named == 0) {
            return new Parts(terms.stream().map(Term::expression).toList(), List.of(), checked, List.of(), 0);
        }
        return new Parts(
                terms.stream()
                        .filter(term -> term.isAboutKeys(target.table))
                        .map(Term::expression)
                        .toList(),
                terms.stream()
                        .filter(term -> term.checked() == null)
                        .map(Term::expression)
                        .toList(),
                List.of(tested.condition()),
                tested.expectations(),
                named);
    }

    /**
     * How many items a condition names by their whole keys, 0 when it does not.
     *
     * @param aboutKeys the terms of the condition that a key alone fulfils or not
     */
    private int named(Predicate condition, Predicate aboutKeys, Target target, List<Hint> hints) {
        try {
            return WriteTargets.of(
                                    target.table,
                                    condition,
                                    new WriteTargets.Inputs(Set.of(), Set.of(), List.of()),
                                    Hints.ofWrite(hints, target.scope),
                                    null,
                                    options)
                            instanceof WriteTargets.Keys named
                    ? (int) named.keys().stream()
                            .filter(key -> Evaluator.evaluate(aboutKeys, key) == Truth.TRUE)
                            .count()
                    : 0;
        } catch (SqlFailure scanRefused) {
            return 0;
        }
    }

    private FoundItems find(
            Target target, List<Hint> hints, List<Term> terms, List<Expression> values, Position position) {
        Parts parts = parts(terms, target, hints);
        Expression computed = Parts.all(
                terms.stream()
                        .filter(term -> term.checked() == null)
                        .map(Term::expression)
                        .toList(),
                position);
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
        Expression mark = Parts.all(parts.marked(), position);
        if (mark != null) {
            items.add(mark);
        }
        Predicate condition = parts.checked().isEmpty()
                ? Predicate.TRUE
                : WriteTargets.withoutKeys(target.table, new Predicate.And(parts.checked()));
        Query query = target.query(hints, items, Parts.all(parts.found(), position), position);
        return new FoundItems(
                target.table,
                target.known,
                relational.planToWrite(query, options, catalog),
                constants.parameters(),
                Hints.ofWrite(hints, target.scope),
                inputs,
                values.size(),
                mark == null ? FoundItems.Rows.MATCHING : FoundItems.Rows.MARKED,
                condition,
                parts.versions(),
                parts.items());
    }
}
