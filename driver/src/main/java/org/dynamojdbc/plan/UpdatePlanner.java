package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.execute.write.SetInputs;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.UpdateClause;

/** Plans UPDATE: of the items that WHERE names by their keys, or of all that match. */
final class UpdatePlanner {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    UpdatePlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    Plan plan(Statement.Update given) {
        Statement.Update statement =
                given.clauses().stream().anyMatch(UpdatePlanner::isDefault) ? withDefaults(given) : given;
        try {
            return direct(statement);
        } catch (SqlFailure refused) {
            if (!RelationalWrites.mayHelp(refused)) {
                throw refused;
            }
            return new RelationalWrites(catalog, constants, options, relational).update(statement, refused);
        }
    }

    private static boolean isDefault(UpdateClause clause) {
        return clause instanceof UpdateClause.SetClause set && set.value() instanceof Expression.Default;
    }

    private Statement.Update withDefaults(Statement.Update given) {
        Table table = At.table(catalog, given.table(), given.position());
        List<Column> known = catalog.knownColumns(table);
        return new AssignedDefaults(new Scope(table, given.alias(), known), known).in(given);
    }

    private Plan direct(Statement.Update statement) {
        Table table = At.table(catalog, statement.table(), statement.position());
        List<Column> known = catalog.knownColumns(table);
        Scope scope = new Scope(table, statement.alias(), known);
        PredicateBuilder predicates = new PredicateBuilder(scope, constants);
        SegmentCondition segment = SegmentCondition.split(statement.where(), constants);
        Predicate where = predicates.build(segment.rest());
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), predicates, "this UPDATE"));
        List<Action> given = new UpdateActions(scope, known, catalog, constants, options.setNull(), relational)
                .of(statement.clauses());
        Optional<VersionColumn> version = VersionColumn.of(table, known);
        List<Action> actions = version.map(v -> v.counted(given)).orElse(given);
        boolean moves =
                actions.stream().anyMatch(a -> table.key().contains(a.path().root()));
        Hints hints = Hints.ofWrite(statement.hints(), scope);
        WriteTargets targets =
                WriteTargets.of(table, where, inputs(actions, expectations), hints, segment.segment(), options);
        ReturningClause returning = ReturningClause.of(
                statement.returning(), AssignedNames.of(statement), scope, catalog, constants, relational);
        Function<Predicate, ItemWrite.OfParts> change = moves
                ? condition -> new ItemWrite.Move(
                        table,
                        Map.of(),
                        actions,
                        catalog.namesAtHand(table),
                        condition,
                        returning.image(),
                        expectations)
                : condition ->
                        new ItemWrite.Update(table, Map.of(), actions, condition, returning.image(), expectations);
        if (targets instanceof WriteTargets.Matching matching) {
            RowWriter writer = new RowWriter.UpdateEach(
                    change.apply(matching.condition()),
                    moves
                            ? RowWriter.Effect.BECOMES_ANOTHER
                            : effect(matching.choice().path()));
            return Plan.WriteEach.matching(matching.choice(), hints, writer, returning.columns(), options);
        }
        Predicate condition = targets.condition();
        if (version.isPresent()) {
            VersionColumn.Checked checked = version.get().check(condition);
            condition = checked.condition();
            expectations.addAll(checked.expectations());
        }
        ItemWrite.OfParts changed = change.apply(condition);
        List<ItemWrite> writes = new ArrayList<>();
        ((WriteTargets.Keys) targets).keys().forEach(key -> writes.add(changed.of(key)));
        return new Plan.Write(writes, returning.columns());
    }

    private static RowWriter.Effect effect(AccessPath path) {
        Index index = WriteTargets.index(path);
        return index == null ? RowWriter.Effect.NONE : RowWriter.Effect.MAY_COME_AGAIN;
    }

    private static WriteTargets.Inputs inputs(List<Action> actions, List<Expectation> expectations) {
        Set<AttributePath> computed = new LinkedHashSet<>();
        Set<AttributePath> checked = new LinkedHashSet<>();
        for (Action action : actions) {
            if (action instanceof Action.Set set) {
                (set.value() instanceof SetValue.Computed ? computed : checked).addAll(SetInputs.of(set.value()));
            }
        }
        expectations.forEach(e -> checked.addAll(Predicates.paths(e.predicate())));
        return new WriteTargets.Inputs(computed, checked, expectations);
    }
}
