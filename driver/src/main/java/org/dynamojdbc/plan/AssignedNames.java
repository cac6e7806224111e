package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.UpdateClause;

/** The attributes that a statement says it gives values to. */
final class AssignedNames {
    private AssignedNames() {}

    static List<PathExpression> of(Statement.Update statement) {
        return of(statement.clauses());
    }

    static List<PathExpression> of(Statement.Insert statement) {
        List<PathExpression> paths = new ArrayList<>();
        for (String column : statement.columns()) {
            paths.add(new PathExpression(List.of(new Step.Name(column, true)), statement.position()));
        }
        if (statement.onConflict() instanceof ConflictAction.DoUpdate update) {
            paths.addAll(of(update.clauses()));
        }
        return paths;
    }

    private static List<PathExpression> of(List<UpdateClause> clauses) {
        List<PathExpression> paths = new ArrayList<>();
        for (UpdateClause clause : clauses) {
            if (clause instanceof UpdateClause.SetClause set) {
                paths.add(set.path());
            } else if (clause instanceof UpdateClause.AddClause add) {
                paths.add(add.path());
            }
        }
        return paths;
    }
}
