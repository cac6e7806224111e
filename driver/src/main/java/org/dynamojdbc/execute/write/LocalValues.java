package org.dynamojdbc.execute.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.OnNull;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.Storable;
import org.dynamojdbc.type.TimeDifference;
import org.jspecify.annotations.Nullable;
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
                inputs.addAll(SetInputs.of(set.value()));
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
        AttributeValue value = value(set.value(), item);
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
                ? AttributeValues.of(new BigDecimal(value.n()))
                : Storable.checked(value);
    }

    /** SQL's value, null for NULL: other than DynamoDB, which refuses to compute with what is missing. */
    private static @Nullable AttributeValue value(SetValue value, Map<String, AttributeValue> item) {
        if (value instanceof SetValue.Computed computed) {
            return computed.value().on(item);
        }
        if (value instanceof SetValue.Constant constant) {
            return known(constant.value());
        }
        if (value instanceof SetValue.Attribute attribute) {
            return known(attribute.path().in(item));
        }
        if (value instanceof SetValue.Plus plus) {
            return sum("+", plus.left(), plus.right(), item);
        }
        if (value instanceof SetValue.Minus minus) {
            return sum("-", minus.left(), minus.right(), item);
        }
        if (value instanceof SetValue.IfNotExists choice) {
            AttributeValue there = choice.path().in(item);
            return there == null ? value(choice.fallback(), item) : known(there);
        }
        SetValue.ListAppend append = (SetValue.ListAppend) value;
        AttributeValue first = value(append.first(), item);
        AttributeValue second = value(append.second(), item);
        if (first == null || second == null) {
            return null;
        }
        if (!first.hasL() || !second.hasL()) {
            throw wrong("list_append", "lists", first.hasL() ? second : first);
        }
        return LocalUpdate.concatenated(first, second);
    }

    private static @Nullable AttributeValue known(@Nullable AttributeValue value) {
        return value == null || AttributeType.of(value) == AttributeType.NULL ? null : value;
    }

    private static @Nullable AttributeValue sum(
            String operator, SetValue left, SetValue right, Map<String, AttributeValue> item) {
        AttributeValue first = value(left, item);
        AttributeValue second = value(right, item);
        if (first == null || second == null) {
            return null;
        }
        if (operator.equals("-") && first.s() != null && second.s() != null) {
            Optional<BigDecimal> between = TimeDifference.between(second.s(), first.s());
            if (between.isPresent()) {
                return AttributeValues.of(between.get());
            }
        }
        BigDecimal a = number(operator, first);
        BigDecimal b = number(operator, second);
        return AttributeValue.fromN((operator.equals("+") ? a.add(b) : a.subtract(b)).toString());
    }

    private static BigDecimal number(String operator, AttributeValue value) {
        if (value.n() == null) {
            throw wrong("'" + operator + "'", "numbers", value);
        }
        return new BigDecimal(value.n());
    }

    private static SqlFailure wrong(String function, String wanted, AttributeValue given) {
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                function + " takes " + wanted + ", not a value of type " + AttributeType.of(given));
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
        for (AttributePath input : SetInputs.of(set.value())) {
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
