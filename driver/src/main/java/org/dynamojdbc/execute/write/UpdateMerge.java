package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Two UPDATEs of one item, one after the other, as one UpdateExpression. An UpdateExpression reads the item as it was
 * before, so what the second reads of the first's work is put in its place. Where that cannot be done exactly, it is
 * refused.
 */
final class UpdateMerge {
    private final Map<AttributePath, Action> actions = new LinkedHashMap<>();

    private UpdateMerge(List<Action> first) {
        first.forEach(action -> actions.put(action.path(), action));
    }

    /** Carries why the two cannot be one; the caller says which statements they are. */
    static final class NotMergeable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotMergeable(String why) {
            super(why);
        }
    }

    static List<Action> merge(List<Action> first, List<Action> second) {
        UpdateMerge merge = new UpdateMerge(first);
        Map<AttributePath, Action> merged = new LinkedHashMap<>(merge.actions);
        for (Action action : second) {
            merge.refuseShared(action.path());
            Action earlier = merge.actions.get(action.path());
            try {
                merged.put(action.path(), earlier == null ? merge.after(action) : merge.combined(earlier, action));
            } catch (SqlFailure failure) {
                throw new NotMergeable(String.valueOf(failure.getMessage()));
            }
        }
        return List.copyOf(merged.values());
    }

    /** Whether the condition reads nothing that the actions change. */
    static boolean independent(Predicate condition, List<Action> actions) {
        Set<String> changed = new HashSet<>();
        actions.forEach(action -> changed.add(action.path().root()));
        return Predicates.attributes(condition).stream().noneMatch(changed::contains);
    }

    /** Refuses a path that is neither one of the first's nor apart from all of them. */
    private void refuseShared(AttributePath path) {
        for (AttributePath other : actions.keySet()) {
            if (!other.equals(path) && !apart(other, path)) {
                throw new NotMergeable("both reach into " + path.root());
            }
            if (other.equals(path) && hasIndex(path)) {
                throw new NotMergeable("both change " + path);
            }
        }
    }

    private static boolean apart(AttributePath a, AttributePath b) {
        if (!a.root().equals(b.root())) {
            return true;
        }
        if (hasIndex(a) || hasIndex(b)) {
            return false;
        }
        int common = Math.min(a.steps().size(), b.steps().size());
        return !a.steps().subList(0, common).equals(b.steps().subList(0, common));
    }

    private static boolean hasIndex(AttributePath path) {
        return path.steps().stream().anyMatch(AttributePath.Step.Element.class::isInstance);
    }

    private Action after(Action action) {
        return action instanceof Action.Set set
                ? new Action.Set(set.path(), substituted(set.value()).value())
                : action;
    }

    private Action combined(Action earlier, Action later) {
        AttributePath path = later.path();
        if (later instanceof Action.Set set) {
            Substituted value = substituted(set.value());
            boolean safe = earlier instanceof Action.Remove || value.used().contains(path) || constant(earlier) != null;
            if (!safe) {
                throw new NotMergeable("the second overwrites what the first computes for " + path);
            }
            return new Action.Set(path, value.value());
        }
        if (later instanceof Action.Remove) {
            if (earlier instanceof Action.Remove || constant(earlier) != null) {
                return later;
            }
            throw new NotMergeable("the second removes what the first computes for " + path);
        }
        if (later instanceof Action.Add add) {
            return added(earlier, add);
        }
        Action.DeleteFromSet delete = (Action.DeleteFromSet) later;
        if (earlier instanceof Action.DeleteFromSet other) {
            return new Action.DeleteFromSet(path, LocalUpdate.Sets.union(other.value(), delete.value()));
        }
        throw new NotMergeable("both change the set " + path);
    }

    private static Action added(Action earlier, Action.Add add) {
        boolean number = AttributeType.of(add.value()) == AttributeType.N;
        if (earlier instanceof Action.Add other) {
            return new Action.Add(
                    add.path(),
                    number
                            ? LocalUpdate.Numbers.sum(other.value(), add.value())
                            : LocalUpdate.Sets.union(other.value(), add.value()));
        }
        if (earlier instanceof Action.Remove) {
            return new Action.Set(add.path(), new SetValue.Constant(add.value()));
        }
        if (earlier instanceof Action.Set set && number) {
            return new Action.Set(
                    add.path(), simplified(new SetValue.Plus(set.value(), new SetValue.Constant(add.value()))));
        }
        AttributeValue old = constant(earlier);
        if (old != null) {
            return new Action.Set(add.path(), new SetValue.Constant(LocalUpdate.Sets.union(old, add.value())));
        }
        throw new NotMergeable("both change " + add.path());
    }

    private static @Nullable AttributeValue constant(Action action) {
        return action instanceof Action.Set set && set.value() instanceof SetValue.Constant constant
                ? constant.value()
                : null;
    }

    /** A value with the first update's work put in, and which of its places were read. */
    private record Substituted(SetValue value, Set<AttributePath> used) {}

    private Substituted substituted(SetValue value) {
        Set<AttributePath> used = new HashSet<>();
        return new Substituted(substitute(value, used), used);
    }

    private SetValue substitute(SetValue value, Set<AttributePath> used) {
        if (value instanceof SetValue.Constant) {
            return value;
        }
        if (value instanceof SetValue.Attribute attribute) {
            Action written = written(attribute.path(), used);
            if (written == null) {
                return value;
            }
            if (written instanceof Action.Set set) {
                return set.value();
            }
            throw new NotMergeable("the second reads " + attribute.path() + ", which the first changes");
        }
        if (value instanceof SetValue.IfNotExists choice) {
            Action written = written(choice.path(), used);
            SetValue fallback = substitute(choice.fallback(), used);
            if (written == null && !isOperand(fallback)) {
                throw new NotMergeable("the second takes a sum as a fallback");
            }
            if (written == null) {
                return new SetValue.IfNotExists(choice.path(), fallback);
            }
            if (written instanceof Action.Set set) {
                return set.value();
            }
            if (written instanceof Action.Remove) {
                return fallback;
            }
            throw new NotMergeable("the second reads " + choice.path() + ", which the first changes");
        }
        if (value instanceof SetValue.Plus plus) {
            return simplified(new SetValue.Plus(substitute(plus.left(), used), substitute(plus.right(), used)));
        }
        if (value instanceof SetValue.Minus minus) {
            return simplified(new SetValue.Minus(substitute(minus.left(), used), substitute(minus.right(), used)));
        }
        SetValue.ListAppend append = (SetValue.ListAppend) value;
        return lists(substitute(append.first(), used), substitute(append.second(), used));
    }

    private @Nullable Action written(AttributePath read, Set<AttributePath> used) {
        refuseShared(read);
        Action action = actions.get(read);
        if (action != null) {
            used.add(read);
        }
        return action;
    }

    /** A sum whose operands may be sums themselves, as the two operands that DynamoDB takes. */
    private static SetValue simplified(SetValue value) {
        SetValue left = value instanceof SetValue.Plus plus ? plus.left() : ((SetValue.Minus) value).left();
        SetValue right = value instanceof SetValue.Plus plus ? plus.right() : ((SetValue.Minus) value).right();
        if (isOperand(left) && isOperand(right) && !(isConstant(left) && isConstant(right))) {
            return value;
        }
        boolean subtracts = value instanceof SetValue.Minus;
        Linear sum = subtracts
                ? Linear.of(left).minus(Linear.of(right))
                : Linear.of(left).plus(Linear.of(right));
        return sum.value();
    }

    private static boolean isOperand(SetValue value) {
        return !(value instanceof SetValue.Plus) && !(value instanceof SetValue.Minus);
    }

    private static boolean isConstant(SetValue value) {
        return value instanceof SetValue.Constant;
    }

    private static final AttributeValue ZERO = AttributeValue.fromN("0");

    /** One value that DynamoDB reads, plus a number; no value for the number alone. */
    private record Linear(@Nullable SetValue base, AttributeValue number) {
        static Linear of(SetValue value) {
            if (value instanceof SetValue.Constant constant) {
                return new Linear(null, LocalUpdate.Numbers.sum(constant.value(), ZERO));
            }
            if (value instanceof SetValue.Plus plus) {
                return of(plus.left()).plus(of(plus.right()));
            }
            if (value instanceof SetValue.Minus minus) {
                return of(minus.left()).minus(of(minus.right()));
            }
            return new Linear(value, ZERO);
        }

        Linear plus(Linear other) {
            if (base != null && other.base != null) {
                throw new NotMergeable("together they add more than two values");
            }
            return new Linear(base == null ? other.base : base, LocalUpdate.Numbers.sum(number, other.number));
        }

        Linear minus(Linear other) {
            if (other.base != null) {
                throw new NotMergeable("together they subtract more than one value");
            }
            return new Linear(base, LocalUpdate.Numbers.difference(number, other.number));
        }

        SetValue value() {
            return base == null
                    ? new SetValue.Constant(number)
                    : new SetValue.Plus(base, new SetValue.Constant(number));
        }
    }

    private static SetValue lists(SetValue first, SetValue second) {
        if (first instanceof SetValue.Constant a && second instanceof SetValue.Constant b) {
            return new SetValue.Constant(LocalUpdate.concatenated(a.value(), b.value()));
        }
        if (first instanceof SetValue.ListAppend inner
                && inner.second() instanceof SetValue.Constant a
                && second instanceof SetValue.Constant b) {
            return new SetValue.ListAppend(
                    inner.first(), new SetValue.Constant(LocalUpdate.concatenated(a.value(), b.value())));
        }
        if (second instanceof SetValue.ListAppend inner
                && inner.first() instanceof SetValue.Constant b
                && first instanceof SetValue.Constant a) {
            return new SetValue.ListAppend(
                    new SetValue.Constant(LocalUpdate.concatenated(a.value(), b.value())), inner.second());
        }
        List<SetValue> both = new ArrayList<>(List.of(first, second));
        if (both.stream().anyMatch(v -> v instanceof SetValue.ListAppend || !isOperand(v))) {
            throw new NotMergeable("together they append more than two lists");
        }
        return new SetValue.ListAppend(first, second);
    }
}
