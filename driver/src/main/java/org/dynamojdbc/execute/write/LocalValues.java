package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.OnNull;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.scalar.Scalar;
import org.dynamojdbc.scalar.ScalarEvaluator;
import org.dynamojdbc.scalar.ScalarFunction;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.Storable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Computes right sides of SET in the driver, with SQL's NULLs: NULL + 1 is NULL. */
final class LocalValues {
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private LocalValues() {}

    /** Whether DynamoDB cannot compute some value itself. */
    static boolean areNeeded(List<Action> actions) {
        return actions.stream().anyMatch(a -> a instanceof Action.Set set && set.value() instanceof SetValue.Computed);
    }

    /** Whether some value is computed from the item, by DynamoDB or here. */
    static boolean readTheItem(List<Action> actions) {
        return !inputs(actions).isEmpty();
    }

    /** The places of the item that the values depend on. */
    static Set<AttributePath> inputs(List<Action> actions) {
        Set<AttributePath> inputs = new LinkedHashSet<>();
        for (Action action : actions) {
            if (action instanceof Action.Set set) {
                inputs.addAll(ScalarEvaluator.inputs(scalar(set.value())));
            }
        }
        return inputs;
    }

    /** The actions with every value of SET computed. */
    static List<Action> constants(List<Action> actions, Map<String, AttributeValue> item, Table table) {
        List<Action> computed = new ArrayList<>();
        for (Action action : actions) {
            computed.add(action instanceof Action.Set set ? constant(set, item) : action);
        }
        return UpdateSize.checked(computed, table);
    }

    private static Action constant(Action.Set set, Map<String, AttributeValue> item) {
        if (set.value() instanceof SetValue.Constant) {
            return set;
        }
        AttributeValue value = ScalarEvaluator.evaluate(scalar(set.value()), item);
        if (value == null) {
            return set.onNull() == OnNull.REMOVED
                    ? new Action.Remove(set.path())
                    : new Action.Set(set.path(), new SetValue.Constant(NULL));
        }
        return new Action.Set(set.path(), new SetValue.Constant(storable(value)));
    }

    /** Refuses what DynamoDB cannot store; numbers are written as they are stored. */
    private static AttributeValue storable(AttributeValue value) {
        return AttributeType.of(value) == AttributeType.N
                ? AttributeValues.of(new java.math.BigDecimal(value.n()))
                : Storable.checked(value);
    }

    private static Scalar scalar(SetValue value) {
        if (value instanceof SetValue.Computed computed) {
            return computed.scalar();
        }
        if (value instanceof SetValue.Constant constant) {
            return new Scalar.Constant(constant.value());
        }
        if (value instanceof SetValue.Attribute attribute) {
            return new Scalar.Attribute(attribute.path());
        }
        if (value instanceof SetValue.Plus plus) {
            return call(ScalarFunction.ADD, plus.left(), plus.right());
        }
        if (value instanceof SetValue.Minus minus) {
            return call(ScalarFunction.SUBTRACT, minus.left(), minus.right());
        }
        if (value instanceof SetValue.IfNotExists choice) {
            return new Scalar.Case(
                    List.of(new Scalar.Branch(
                            new Scalar.Test(new Predicate.IsMissing(choice.path())), scalar(choice.fallback()))),
                    new Scalar.Attribute(choice.path()));
        }
        SetValue.ListAppend append = (SetValue.ListAppend) value;
        return call(ScalarFunction.LIST_APPEND, append.first(), append.second());
    }

    private static Scalar call(ScalarFunction function, SetValue left, SetValue right) {
        return new Scalar.Call(function, List.of(scalar(left), scalar(right)), Position.NONE);
    }

    /**
     * Whether a second execution would change the item again: a value is computed from a place that the update itself
     * changes, or a number is added.
     */
    static boolean areRelative(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Add add && add.value().n() != null) {
                return true;
            }
            if (action instanceof Action.Remove remove && endsInElement(remove.path())) {
                return true;
            }
            if (action instanceof Action.Set set && isRelative(set, actions)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRelative(Action.Set set, List<Action> actions) {
        if (endsInElement(set.path())) {
            return true;
        }
        if (set.value() instanceof SetValue.IfNotExists choice
                && choice.path().equals(set.path())
                && choice.fallback() instanceof SetValue.Constant) {
            return false;
        }
        for (AttributePath input : ScalarEvaluator.inputs(scalar(set.value()))) {
            if (actions.stream().anyMatch(a -> a.path().root().equals(input.root()))) {
                return true;
            }
        }
        return false;
    }

    /** A list element set behind the end is appended, and a removed one makes the next take its place. */
    private static boolean endsInElement(AttributePath path) {
        return !path.steps().isEmpty()
                && path.steps().get(path.steps().size() - 1) instanceof AttributePath.Step.Element;
    }
}
