package org.dynamojdbc.plan;

import java.util.List;
import java.util.Objects;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.UpdateClause;

/** SET a = DEFAULT gives a column what INSERT gives it where there is no value: its declared default, else nothing. */
final class AssignedDefaults {
    private final Scope scope;
    private final List<Column> known;

    AssignedDefaults(Scope scope, List<Column> known) {
        this.scope = scope;
        this.known = known;
    }

    /**
     * The statement without DEFAULT.
     *
     * @throws SqlFailure 23502 where nothing may not be stored
     */
    Statement.Update in(Statement.Update statement) {
        return new Statement.Update(
                statement.hints(),
                statement.table(),
                statement.alias(),
                in(statement.clauses()),
                statement.where(),
                statement.condition(),
                statement.returning(),
                statement.position());
    }

    List<UpdateClause> in(List<UpdateClause> clauses) {
        return clauses.stream().map(this::in).toList();
    }

    private UpdateClause in(UpdateClause clause) {
        if (!(clause instanceof UpdateClause.SetClause set) || !(set.value() instanceof Expression.Default)) {
            return clause;
        }
        AttributePath path = scope.resolve(set.path());
        if (!path.steps().isEmpty()) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(set.value().position()) + "DEFAULT is that of a column, and '" + path
                            + "' is a place within one; write the value, or REMOVE " + path);
        }
        Expression declared = known.stream()
                .filter(column -> column.name().equals(path.root()))
                .map(column -> column.writing().defaultValue())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (declared != null) {
            return new UpdateClause.SetClause(set.path(), declared, set.position());
        }
        if (scope.table().key().contains(path.root()) || !scope.isNullable(path)) {
            throw new SqlFailure(
                    SqlState.NOT_NULL_VIOLATION,
                    At.of(set.value().position()) + "column '" + path.root() + "' of "
                            + scope.table().name() + " has no DEFAULT and cannot be without a value");
        }
        return new UpdateClause.RemoveClause(set.path(), set.position());
    }
}
