package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The UpdateExpression of an UPDATE: each clause once, no path twice. */
final class UpdateText {
    private UpdateText() {}

    static String of(List<Action> actions, Table table, RequestExpression expression) {
        refuseOverlaps(actions, table);
        List<String> sets = new ArrayList<>();
        List<String> removes = new ArrayList<>();
        List<String> adds = new ArrayList<>();
        List<String> deletes = new ArrayList<>();
        for (Action action : actions) {
            String path = expression.path(action.path());
            if (action instanceof Action.Set set) {
                sets.add(path + " = " + value(set.value(), expression));
            } else if (action instanceof Action.Remove) {
                removes.add(path);
            } else if (action instanceof Action.Add add) {
                adds.add(path + " " + expression.value(add.value()));
            } else {
                deletes.add(path + " " + expression.value(((Action.DeleteFromSet) action).value()));
            }
        }
        List<String> clauses = new ArrayList<>();
        clause("SET ", sets, clauses);
        clause("REMOVE ", removes, clauses);
        clause("ADD ", adds, clauses);
        clause("DELETE ", deletes, clauses);
        return String.join(" ", clauses);
    }

    private static void clause(String word, List<String> parts, List<String> clauses) {
        if (!parts.isEmpty()) {
            clauses.add(word + String.join(", ", parts));
        }
    }

    private static String value(SetValue value, RequestExpression expression) {
        if (value instanceof SetValue.Constant constant) {
            return expression.value(constant.value());
        }
        if (value instanceof SetValue.Attribute attribute) {
            return expression.path(attribute.path());
        }
        if (value instanceof SetValue.Plus plus) {
            return value(plus.left(), expression) + " + " + value(plus.right(), expression);
        }
        if (value instanceof SetValue.Minus minus) {
            return value(minus.left(), expression) + " - " + value(minus.right(), expression);
        }
        if (value instanceof SetValue.IfNotExists choice) {
            return "if_not_exists(" + expression.path(choice.path()) + ", " + value(choice.fallback(), expression)
                    + ")";
        }
        if (value instanceof SetValue.Computed) {
            // EXPLAIN shows where the driver's own result will stand; nothing is sent like this.
            return expression.value(AttributeValue.fromS("(computed from the item read)"));
        }
        SetValue.ListAppend append = (SetValue.ListAppend) value;
        return "list_append(" + value(append.first(), expression) + ", " + value(append.second(), expression) + ")";
    }

    private static void refuseOverlaps(List<Action> actions, Table table) {
        for (int i = 0; i < actions.size(); i++) {
            for (int j = i + 1; j < actions.size(); j++) {
                AttributePath a = actions.get(i).path();
                AttributePath b = actions.get(j).path();
                if (a.overlaps(b)) {
                    throw new SqlFailure(
                            SqlState.DUPLICATE_COLUMN,
                            "UPDATE of " + table.name() + " changes " + a + " and " + b
                                    + ", which overlap; DynamoDB changes a place once in a statement");
                }
            }
        }
    }
}
