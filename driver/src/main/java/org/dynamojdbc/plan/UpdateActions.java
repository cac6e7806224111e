package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.OnNull;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.execute.write.SetInputs;
import org.dynamojdbc.execute.write.UpdateSize;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.ItemValue;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.UpdateClause;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Storable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SET, REMOVE, ADD and DELETE clauses as actions: what DynamoDB can compute is left to it, the rest the driver computes. */
final class UpdateActions {
    private final Scope scope;
    private final List<Column> known;
    private final Catalog catalog;
    private final Constants constants;
    private final ComputedValues computed;
    private final StoredForms forms;
    private final OnNull setNull;

    UpdateActions(
            Scope scope,
            List<Column> known,
            Catalog catalog,
            Constants constants,
            OnNull setNull,
            RelationalQueries relational) {
        this.catalog = catalog;
        this.scope = scope;
        this.known = known;
        this.constants = constants;
        this.computed = new ComputedValues(relational, catalog, scope, constants);
        this.forms = new StoredForms(scope);
        this.setNull = setNull;
    }

    List<Action> of(List<UpdateClause> clauses) {
        List<Action> actions = new ArrayList<>();
        clauses.forEach(clause -> actions.add(action(clause)));
        refuseOverlaps(clauses, scope);
        return UpdateSize.checked(actions, scope.table());
    }

    /** Refuses clauses that change the same place. */
    static void refuseOverlaps(List<UpdateClause> clauses, Scope scope) {
        List<AttributePath> before = new ArrayList<>();
        for (UpdateClause clause : clauses) {
            AttributePath path = scope.resolve(path(clause));
            for (AttributePath other : before) {
                if (other.overlaps(path)) {
                    throw new SqlFailure(
                            SqlState.DUPLICATE_COLUMN,
                            At.of(clause.position()) + "UPDATE of "
                                    + scope.table().name() + " changes " + other
                                    + " and " + path
                                    + ", which overlap; DynamoDB changes a place once in a statement");
                }
            }
            before.add(path);
        }
    }

    private static PathExpression path(UpdateClause clause) {
        if (clause instanceof UpdateClause.SetClause set) {
            return set.path();
        }
        if (clause instanceof UpdateClause.RemoveClause remove) {
            return remove.path();
        }
        return clause instanceof UpdateClause.AddClause add ? add.path() : ((UpdateClause.DeleteClause) clause).path();
    }

    private Action action(UpdateClause clause) {
        if (clause instanceof UpdateClause.SetClause set) {
            return set(set);
        }
        if (clause instanceof UpdateClause.RemoveClause remove) {
            AttributePath path = place(remove.path());
            refuseNull(path, remove.path());
            return new Action.Remove(path);
        }
        if (clause instanceof UpdateClause.AddClause add) {
            return new Action.Add(place(add.path()), added(add.value(), "ADD"));
        }
        UpdateClause.DeleteClause delete = (UpdateClause.DeleteClause) clause;
        return new Action.DeleteFromSet(place(delete.path()), elements(delete.value(), "DELETE"));
    }

    private AttributeValue added(Expression expression, String clause) {
        AttributeValue value = required(expression, clause);
        if (AttributeType.of(value) != AttributeType.N && !isSet(value)) {
            throw wrongOperand(expression, clause, "a number or a set, as in ADD n 1 or ADD tags <<'x'>>", value);
        }
        return value;
    }

    private AttributeValue elements(Expression expression, String clause) {
        AttributeValue value = required(expression, clause);
        if (!isSet(value)) {
            throw wrongOperand(expression, clause, "a set, as in <<'x'>>", value);
        }
        return value;
    }

    private static boolean isSet(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case SS, NS, BS -> true;
            default -> false;
        };
    }

    private static SqlFailure wrongOperand(Expression place, String clause, String wanted, AttributeValue given) {
        return new SqlFailure(
                SqlState.DATATYPE_MISMATCH,
                At.of(place.position()) + clause + " takes " + wanted + ", not a value of type "
                        + AttributeType.of(given));
    }

    private AttributeValue required(Expression expression, String clause) {
        Optional<AttributeValue> constant = operand(expression);
        if (constant.isPresent() || expression instanceof PathExpression) {
            return Storable.checked(constant.orElseGet(() -> constants.required(expression, clause)));
        }
        ItemValue value = computed.of(expression);
        AttributeValue known = value.inputs().isEmpty() ? value.on(Map.of()) : null;
        return Storable.checked(known == null ? constants.required(expression, clause) : known);
    }

    /** A place to be removed, added to or deleted from; only SET gives an item another key. */
    private AttributePath place(PathExpression expression) {
        AttributePath path = resolved(expression);
        if (scope.table().key().contains(path.root())) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    At.of(expression.position()) + "'" + path.root() + "' is part of the key of "
                            + scope.table().name() + ", which only SET can change");
        }
        return path;
    }

    private AttributePath resolved(PathExpression place) {
        AttributePath path = scope.resolve(place);
        boolean nameless = path.root().isEmpty()
                || path.steps().stream()
                        .anyMatch(step -> step instanceof AttributePath.Step.Field field
                                && field.name().isEmpty());
        if (nameless) {
            throw new SqlFailure(
                    SqlState.INVALID_NAME,
                    At.of(place.position()) + "a part of this place has no name, and DynamoDB has no attributes without"
                            + " one; name the part between the dots");
        }
        return path;
    }

    private Action set(UpdateClause.SetClause set) {
        AttributePath path = resolved(set.path());
        Optional<KeyAttribute> key = scope.table().key().attribute(path.root());
        if (key.isPresent()) {
            return keyed(set, path, key.get());
        }
        Expression expression = set.value();
        Optional<AttributeValue> constant = constant(expression);
        if (constant.isPresent() && !TimeTypes.isShownAsComputed(expression, scope.knownType(path))) {
            AttributeValue value = TimeTypes.inColumn(constant.get(), expression, scope.knownType(path));
            return constant(path, Storable.checked(value), set);
        }
        if (expression instanceof Expression.FunctionCall call && isSetFunction(call)) {
            return setFunction(call, path);
        }
        Optional<Column> target = scope.known(path);
        Optional<AttributeValue> copied = excluded(expression);
        if (copied.isPresent() && (target.isEmpty() || fitsExcluded(expression, target.get()))) {
            return constant(path, Storable.checked(copied.get()), set);
        }
        Optional<SetValue> own = copied.isPresent() ? Optional.empty() : value(expression, Depth.SUM);
        // What no attribute takes part in DynamoDB would compute as well, but refuse in its own way.
        boolean reads = own.isPresent() && !SetInputs.of(own.get()).isEmpty();
        if (own.isPresent() && reads && (target.isEmpty() || forms.fits(own.get(), target.get()))) {
            return new Action.Set(path, encoded(own.get(), path), onNull(path));
        }
        return new Action.Set(path, computed(expression, path, set), onNull(path));
    }

    /** A value that needs no item and is one for all. */
    private Optional<AttributeValue> constant(Expression expression) {
        return expression instanceof Expression.IntervalLiteral || Constants.isVolatile(expression)
                ? Optional.empty()
                : constants.value(expression);
    }

    /** What a missing attribute is set to stands in the column as any other value. */
    private SetValue encoded(SetValue value, AttributePath path) {
        return value instanceof SetValue.IfNotExists choice
                        && choice.fallback() instanceof SetValue.Constant fallback
                        && path.steps().isEmpty()
                ? new SetValue.IfNotExists(
                        choice.path(),
                        new SetValue.Constant(
                                InsertedItems.encode(path.root(), fallback.value(), scope.table(), known, catalog)))
                : value;
    }

    /** An attribute of the item that was to be inserted, NULL where it has none; empty for any other expression. */
    private Optional<AttributeValue> excluded(Expression expression) {
        Map<String, AttributeValue> item = constants.excluded();
        Optional<AttributePath> place = excludedPlace(expression);
        if (item == null || place.isEmpty()) {
            return Optional.empty();
        }
        AttributeValue value = place.get().in(item);
        return Optional.of(value == null ? Constants.NULL : value);
    }

    private Optional<AttributePath> excludedPlace(Expression expression) {
        return constants.excluded() != null
                        && expression instanceof PathExpression path
                        && path.steps().size() > 1
                        && path.steps().get(0) instanceof Step.Name qualifier
                        && path.steps().get(1) instanceof Step.Name
                        && qualifier.text().equalsIgnoreCase("excluded")
                        && !scope.isQualifier(qualifier.text())
                ? Optional.of(scope.resolve(
                        new PathExpression(path.steps().subList(1, path.steps().size()), path.position())))
                : Optional.empty();
    }

    private boolean fitsExcluded(Expression expression, Column target) {
        return excludedPlace(expression)
                .map(place -> forms.fits(new SetValue.Attribute(place), target))
                .orElse(false);
    }

    /** A constant that DynamoDB is to compute with; times only where they are the whole value. */
    private Optional<AttributeValue> operand(Expression expression) {
        Optional<AttributePath> place = excludedPlace(expression);
        if (place.isPresent()) {
            return scope.knownType(place.get()).filter(TimeTypes::isTime).isPresent()
                    ? Optional.empty()
                    : excluded(expression);
        }
        return constants.value(expression);
    }

    private Action constant(AttributePath path, AttributeValue value, UpdateClause.SetClause set) {
        if (AttributeType.of(value) == AttributeType.NULL) {
            refuseNull(path, set.path());
            return onNull(path) == OnNull.REMOVED
                    ? new Action.Remove(path)
                    : new Action.Set(path, new SetValue.Constant(value));
        }
        AttributeValue encoded = path.steps().isEmpty()
                ? InsertedItems.encode(path.root(), value, scope.table(), known, catalog)
                : value;
        return new Action.Set(path, new SetValue.Constant(encoded));
    }

    private void refuseNull(AttributePath path, PathExpression place) {
        if (path.steps().isEmpty() && known.stream().anyMatch(c -> c.name().equals(path.root()) && !c.nullable())) {
            throw new SqlFailure(
                    SqlState.NOT_NULL_VIOLATION,
                    At.of(place.position()) + "column '" + path.root() + "' of "
                            + scope.table().name() + " is declared NOT NULL");
        }
    }

    /** Setting a key attribute; the item moves there. */
    private Action keyed(UpdateClause.SetClause set, AttributePath path, KeyAttribute key) {
        if (!path.steps().isEmpty()) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(set.position()) + "key attribute '" + key.name() + "' holds no document");
        }
        Optional<AttributeValue> constant = constant(set.value());
        if (constant.isEmpty()) {
            ColumnType type = scope.knownType(path).orElse(ColumnType.of(key.type()));
            return new Action.Set(path, new SetValue.Computed(computed.of(set.value(), type, set.position())));
        }
        if (AttributeType.of(constant.get()) == AttributeType.NULL) {
            throw new SqlFailure(
                    SqlState.NOT_NULL_VIOLATION,
                    At.of(set.position()) + "key attribute '" + key.name() + "' of "
                            + scope.table().name() + " cannot be NULL");
        }
        AttributeValue value = InsertedItems.encode(key.name(), constant.get(), scope.table(), known, catalog);
        KeyValues.check(key, value, scope.table());
        return new Action.Set(path, new SetValue.Constant(value));
    }

    private OnNull onNull(AttributePath path) {
        boolean indexed = path.steps().isEmpty() && InsertedItems.isIndexKey(scope.table(), path.root());
        return indexed ? OnNull.REMOVED : setNull;
    }

    private SetValue computed(Expression expression, AttributePath path, UpdateClause.SetClause set) {
        Optional<ColumnType> declared = scope.knownType(path);
        return new SetValue.Computed(
                declared.isPresent()
                        ? computed.of(expression, declared.get(), set.position())
                        : computed.stored(expression));
    }

    /** PartiQL's set_add and set_delete are UpdateExpression's ADD and DELETE on the same path. */
    private Action setFunction(Expression.FunctionCall call, AttributePath path) {
        expect(call, 2);
        if (!(call.arguments().get(0) instanceof PathExpression first)
                || !scope.resolve(first).equals(path)) {
            throw Planner.notPlanned(call.position(), call.name() + " of another attribute than the one it sets");
        }
        AttributeValue value = elements(call.arguments().get(1), call.name());
        return name(call).equals("set_add") ? new Action.Add(path, value) : new Action.DeleteFromSet(path, value);
    }

    private static boolean isSetFunction(Expression.FunctionCall call) {
        return name(call).equals("set_add") || name(call).equals("set_delete");
    }

    /** SET adds or subtracts two operands at the most; deeper values are operands only. */
    private enum Depth {
        SUM,
        OPERAND
    }

    /** The value as an UpdateExpression computes it, empty when it cannot. */
    private Optional<SetValue> value(Expression expression, Depth depth) {
        if (expression instanceof Expression.FunctionCall call) {
            return function(call);
        }
        if (expression instanceof Expression.IntervalLiteral) {
            return Optional.empty();
        }
        Optional<AttributeValue> constant = operand(expression);
        if (constant.isPresent()) {
            // NULL + 1 is NULL, which only the driver computes.
            return AttributeType.of(constant.get()) == AttributeType.NULL
                    ? Optional.empty()
                    : constant.map(v -> new SetValue.Constant(Storable.checked(v)));
        }
        if (expression instanceof PathExpression path && excludedPlace(path).isEmpty()) {
            return Optional.of(new SetValue.Attribute(scope.resolve(path)));
        }
        if (expression instanceof Expression.Arithmetic arithmetic
                && depth == Depth.SUM
                && (arithmetic.operator() == ArithmeticOperator.ADD
                        || arithmetic.operator() == ArithmeticOperator.SUBTRACT)) {
            if (isTime(arithmetic.left()) || isTime(arithmetic.right())) {
                return Optional.empty();
            }
            Optional<SetValue> left = value(arithmetic.left(), Depth.OPERAND);
            Optional<SetValue> right = value(arithmetic.right(), Depth.OPERAND);
            if (left.isEmpty() || right.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    arithmetic.operator() == ArithmeticOperator.ADD
                            ? new SetValue.Plus(left.get(), right.get())
                            : new SetValue.Minus(left.get(), right.get()));
        }
        return Optional.empty();
    }

    /** Times are no numbers to DynamoDB, or numbers of seconds and of milliseconds. */
    private boolean isTime(Expression expression) {
        return excludedPlace(expression).isEmpty()
                && TimeTypes.of(expression, scope).isPresent();
    }

    private Optional<SetValue> function(Expression.FunctionCall call) {
        switch (name(call)) {
            case "if_not_exists":
                expect(call, 2);
                if (call.arguments().get(0) instanceof PathExpression path
                        && excludedPlace(path).isEmpty()) {
                    return value(call.arguments().get(1), Depth.OPERAND)
                            .map(fallback -> new SetValue.IfNotExists(scope.resolve(path), fallback));
                }
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR,
                        At.of(call.position()) + "if_not_exists takes an attribute first, as in if_not_exists(n, 0)");
            case "list_append":
                expect(call, 2);
                Optional<SetValue> first = value(call.arguments().get(0), Depth.OPERAND);
                Optional<SetValue> second = value(call.arguments().get(1), Depth.OPERAND);
                return first.isEmpty() || second.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SetValue.ListAppend(first.get(), second.get()));
            default:
                return Optional.empty();
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
