package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Statement;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans DELETE: of the items that WHERE names by their keys, or of all that match; and TRUNCATE. */
final class DeletePlanner {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    DeletePlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    Plan plan(Statement.Delete statement) {
        try {
            return direct(statement);
        } catch (SqlFailure refused) {
            if (!RelationalWrites.mayHelp(refused)) {
                throw refused;
            }
            return new RelationalWrites(catalog, constants, options, relational).delete(statement, refused);
        }
    }

    private Plan direct(Statement.Delete statement) {
        Table table = At.table(catalog, statement.table(), statement.position());
        List<Column> known = catalog.knownColumns(table);
        Scope scope = new Scope(table, statement.alias(), known);
        PredicateBuilder predicates = new PredicateBuilder(scope, constants);
        ReturningClause returning =
                ReturningClause.of(statement.returning(), List.of(), scope, catalog, constants, relational);
        ItemWrite.ReturnImage image = returning.deleteImage(statement.returning());
        List<Expectation> expectations =
                new ArrayList<>(Assertions.of(statement.condition(), predicates, "this DELETE"));
        SegmentCondition segment = SegmentCondition.split(statement.where(), constants);
        Hints hints = Hints.ofWrite(statement.hints(), scope);
        Set<AttributePath> checked = new LinkedHashSet<>();
        expectations.forEach(e -> checked.addAll(Predicates.paths(e.predicate())));
        WriteTargets targets = WriteTargets.of(
                table,
                predicates.build(segment.rest()),
                new WriteTargets.Inputs(Set.of(), checked, expectations),
                hints,
                segment.segment(),
                options);
        if (targets instanceof WriteTargets.Matching matching) {
            RowWriter writer = new RowWriter.DeleteEach(table, matching.condition(), image, expectations);
            return Plan.WriteEach.matching(matching.choice(), hints, writer, returning.columns(), options);
        }
        Predicate condition = targets.condition();
        Optional<VersionColumn> version = VersionColumn.of(table, known);
        if (version.isPresent()) {
            VersionColumn.Checked locked = version.get().check(condition);
            condition = locked.condition();
            expectations.addAll(locked.expectations());
        }
        List<ItemWrite> writes = new ArrayList<>();
        for (Map<String, AttributeValue> key : ((WriteTargets.Keys) targets).keys()) {
            writes.add(new ItemWrite.Delete(table, key, condition, image, expectations));
        }
        return new Plan.Write(writes, returning.columns());
    }

    /** TRUNCATE deletes every item. */
    Plan truncate(Statement.TruncateTable statement) {
        return plan(new Statement.Delete(List.of(), statement.table(), null, null, null, null, statement.position()));
    }
}
