package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.execute.ItemWrite.Action;
import org.dynamojdbc.execute.ItemWrite.SetValue;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.UpdateClause;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans UPDATE of items by their full keys with everything an UpdateExpression can compute. */
final class UpdatePlanner {
    private final Catalog catalog;
    private final Constants constants;

    UpdatePlanner(Catalog catalog, Constants constants) {
        this.catalog = catalog;
        this.constants = constants;
    }

    Plan plan(Statement.Update statement) {
        Table table = catalog.table(statement.table());
        List<Column> known = catalog.knownColumns(table);
        Scope scope = new Scope(table, statement.alias(), known);
        PredicateBuilder predicates = new PredicateBuilder(scope, constants);
        KeyedItems items = KeyedItems.of(table, predicates.build(statement.where()), "UPDATE", statement.position());
        List<Action> actions = new ArrayList<>();
        for (UpdateClause clause : statement.clauses()) {
            actions.add(action(clause, scope, known));
        }
        Predicate condition = new Predicate.And(List.of(items.condition(), predicates.build(statement.condition())));
        ReturningClause returning = ReturningClause.of(statement.returning(), scope, catalog, constants);
        List<ItemWrite> writes = new ArrayList<>();
        for (Map<String, AttributeValue> key : items.keys()) {
            writes.add(new ItemWrite.Update(table, key, actions, condition, returning.image()));
        }
        return new Plan.Write(writes, returning.columns());
    }

    private Action action(UpdateClause clause, Scope scope, List<Column> known) {
        if (clause instanceof UpdateClause.SetClause set) {
            return set(set, scope, known);
        }
        if (clause instanceof UpdateClause.RemoveClause remove) {
            return new Action.Remove(target(remove.path(), scope));
        }
        if (clause instanceof UpdateClause.AddClause add) {
            return new Action.Add(target(add.path(), scope), Storable.checked(constants.required(add.value(), "ADD")));
        }
        UpdateClause.DeleteClause delete = (UpdateClause.DeleteClause) clause;
        return new Action.DeleteFromSet(
                target(delete.path(), scope), Storable.checked(constants.required(delete.value(), "DELETE")));
    }

    private Action set(UpdateClause.SetClause set, Scope scope, List<Column> known) {
        AttributePath path = target(set.path(), scope);
        Optional<AttributeValue> constant = constants.value(set.value());
        if (constant.isPresent() && path.steps().isEmpty()) {
            AttributeValue value = Storable.checked(constant.get());
            boolean isNull = AttributeType.of(value) == AttributeType.NULL;
            if (isNull && InsertPlanner.isIndexKey(scope.table(), path.root())) {
                return new Action.Remove(path);
            }
            return new Action.Set(
                    path,
                    new SetValue.Constant(
                            isNull ? value : InsertPlanner.encode(path.root(), value, scope.table(), known, catalog)));
        }
        if (set.value() instanceof Expression.FunctionCall call && isSetFunction(call)) {
            return setFunction(call, path, scope);
        }
        return new Action.Set(path, value(set.value(), scope, Depth.SUM));
    }

    /** PartiQL's set_add and set_delete are UpdateExpression's ADD and DELETE on the same path. */
    private Action setFunction(Expression.FunctionCall call, AttributePath path, Scope scope) {
        expect(call, 2);
        if (!(call.arguments().get(0) instanceof PathExpression first)
                || !scope.resolve(first).equals(path)) {
            throw Planner.notPlanned(call.position(), call.name() + " of another attribute than the one it sets");
        }
        AttributeValue value =
                Storable.checked(constants.required(call.arguments().get(1), call.name()));
        return name(call).equals("set_add") ? new Action.Add(path, value) : new Action.DeleteFromSet(path, value);
    }

    private static boolean isSetFunction(Expression.FunctionCall call) {
        return name(call).equals("set_add") || name(call).equals("set_delete");
    }

    private AttributePath target(PathExpression expression, Scope scope) {
        AttributePath path = scope.resolve(expression);
        if (scope.table().key().contains(path.root())) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    At.of(expression.position()) + "'" + path.root() + "' is part of the key of "
                            + scope.table().name()
                            + ", which UPDATE cannot change in this version; insert the item under its new key and"
                            + " delete the old one");
        }
        return path;
    }

    /** SET adds or subtracts two operands at the most; deeper values are operands only. */
    private enum Depth {
        SUM,
        OPERAND
    }

    private SetValue value(Expression expression, Scope scope, Depth depth) {
        if (expression instanceof PathExpression path) {
            return new SetValue.Attribute(scope.resolve(path));
        }
        Optional<AttributeValue> constant = constants.value(expression);
        if (constant.isPresent()) {
            return new SetValue.Constant(Storable.checked(constant.get()));
        }
        if (expression instanceof Expression.Arithmetic arithmetic && depth == Depth.SUM) {
            SetValue left = value(arithmetic.left(), scope, Depth.OPERAND);
            SetValue right = value(arithmetic.right(), scope, Depth.OPERAND);
            if (arithmetic.operator() == ArithmeticOperator.ADD) {
                return new SetValue.Plus(left, right);
            }
            if (arithmetic.operator() == ArithmeticOperator.SUBTRACT) {
                return new SetValue.Minus(left, right);
            }
        }
        if (expression instanceof Expression.FunctionCall call) {
            return function(call, scope);
        }
        throw Planner.notPlanned(
                expression.position(),
                "SET to an expression that DynamoDB cannot compute (it has a + b, a - b, if_not_exists and list_append)");
    }

    private SetValue function(Expression.FunctionCall call, Scope scope) {
        switch (name(call)) {
            case "if_not_exists":
                expect(call, 2);
                if (call.arguments().get(0) instanceof PathExpression path) {
                    return new SetValue.IfNotExists(
                            scope.resolve(path), value(call.arguments().get(1), scope, Depth.OPERAND));
                }
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR,
                        At.of(call.position()) + "if_not_exists takes an attribute first, as in if_not_exists(n, 0)");
            case "list_append":
                expect(call, 2);
                return new SetValue.ListAppend(
                        value(call.arguments().get(0), scope, Depth.OPERAND),
                        value(call.arguments().get(1), scope, Depth.OPERAND));
            default:
                throw Planner.notPlanned(call.position(), "function " + call.name() + " in SET");
        }
    }

    private static String name(Expression.FunctionCall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }

    private static void expect(Expression.FunctionCall call, int count) {
        if (call.arguments().size() != count) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR, At.of(call.position()) + call.name() + " takes " + count + " arguments");
        }
    }
}
