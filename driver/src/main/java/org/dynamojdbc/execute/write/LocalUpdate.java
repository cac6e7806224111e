package org.dynamojdbc.execute.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.AttributePath.Step;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What UpdateItem would make of an item that is known. Every right side reads the item as it was before, as in DynamoDB
 * (API reference, UpdateItem). What DynamoDB refuses is refused with 22023.
 */
final class LocalUpdate {
    private final Map<String, AttributeValue> before;
    private final Map<String, AttributeValue> after;
    /** Elements of lists are removed last, from the end, so that the others keep their places. */
    private final List<AttributePath> removedElements = new ArrayList<>();

    private LocalUpdate(Map<String, AttributeValue> item) {
        this.before = item;
        this.after = new LinkedHashMap<>(item);
    }

    static Map<String, AttributeValue> apply(List<Action> actions, Map<String, AttributeValue> item) {
        LocalUpdate update = new LocalUpdate(item);
        // Elements set beyond the end of a list are appended in the order of their numbers.
        Map<Integer, List<Action>> ordered = new TreeMap<>();
        for (Action action : actions) {
            ordered.computeIfAbsent(lastIndex(action.path()), index -> new ArrayList<>())
                    .add(action);
        }
        ordered.values().forEach(some -> some.forEach(update::apply));
        update.removedElements.sort((a, b) -> Integer.compare(lastIndex(b), lastIndex(a)));
        update.removedElements.forEach(path -> update.put(path, null));
        return update.after;
    }

    private static int lastIndex(AttributePath path) {
        return !path.steps().isEmpty() && path.steps().get(path.steps().size() - 1) instanceof Step.Element element
                ? element.index()
                : -1;
    }

    private void apply(Action action) {
        AttributePath path = action.path();
        if (action instanceof Action.Set set) {
            put(path, value(set.value()));
        } else if (action instanceof Action.Remove) {
            if (lastIndex(path) >= 0) {
                removedElements.add(path);
            } else {
                put(path, null);
            }
        } else if (action instanceof Action.Add add) {
            add(path, add.value());
        } else {
            Action.DeleteFromSet delete = (Action.DeleteFromSet) action;
            AttributeValue old = path.in(before);
            if (old != null) {
                put(path, Sets.minus(old, delete.value()));
            }
        }
    }

    private void add(AttributePath path, AttributeValue value) {
        AttributeValue old = path.in(before);
        if (old == null) {
            put(path, value);
        } else if (AttributeType.of(value) == AttributeType.N) {
            put(path, Numbers.sum(old, value));
        } else {
            put(path, Sets.union(old, value));
        }
    }

    private AttributeValue value(SetValue value) {
        if (value instanceof SetValue.Constant constant) {
            return constant.value();
        }
        if (value instanceof SetValue.Attribute attribute) {
            AttributeValue read = attribute.path().in(before);
            if (read == null) {
                throw refused("the item has no attribute " + attribute.path() + ", which SET reads");
            }
            return read;
        }
        if (value instanceof SetValue.Plus plus) {
            return Numbers.sum(value(plus.left()), value(plus.right()));
        }
        if (value instanceof SetValue.Minus minus) {
            return Numbers.difference(value(minus.left()), value(minus.right()));
        }
        if (value instanceof SetValue.IfNotExists choice) {
            AttributeValue read = choice.path().in(before);
            return read == null ? value(choice.fallback()) : read;
        }
        SetValue.ListAppend append = (SetValue.ListAppend) value;
        return concatenated(value(append.first()), value(append.second()));
    }

    static AttributeValue concatenated(AttributeValue first, AttributeValue second) {
        if (!first.hasL() || !second.hasL()) {
            throw refused("list_append takes two lists");
        }
        List<AttributeValue> elements = new ArrayList<>(first.l());
        elements.addAll(second.l());
        return AttributeValue.fromL(elements);
    }

    static SqlFailure refused(String why) {
        return new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, "the UPDATE cannot be done: " + why);
    }

    /** Puts a value at a place, null takes it away. */
    private void put(AttributePath path, @Nullable AttributeValue value) {
        if (path.steps().isEmpty()) {
            if (value == null) {
                after.remove(path.root());
            } else {
                after.put(path.root(), value);
            }
            return;
        }
        AttributeValue root = after.get(path.root());
        if (root == null) {
            throw noPlace(path);
        }
        after.put(path.root(), inside(root, path, 0, value));
    }

    private static SqlFailure noPlace(AttributePath path) {
        return refused("the item has no place " + path);
    }

    private static AttributeValue inside(
            AttributeValue container, AttributePath path, int depth, @Nullable AttributeValue value) {
        Step step = path.steps().get(depth);
        boolean last = depth == path.steps().size() - 1;
        if (step instanceof Step.Field field) {
            if (!container.hasM()) {
                throw noPlace(path);
            }
            Map<String, AttributeValue> map = new HashMap<>(container.m());
            AttributeValue inner = last ? value : inner(map.get(field.name()), path, depth, value);
            if (inner == null) {
                map.remove(field.name());
            } else {
                map.put(field.name(), inner);
            }
            return AttributeValue.fromM(map);
        }
        if (!container.hasL()) {
            throw noPlace(path);
        }
        int index = ((Step.Element) step).index();
        List<AttributeValue> list = new ArrayList<>(container.l());
        if (!last) {
            list.set(index, inner(index < list.size() ? list.get(index) : null, path, depth, value));
        } else if (value == null) {
            if (index < list.size()) {
                list.remove(index);
            }
        } else if (index < list.size()) {
            list.set(index, value);
        } else {
            list.add(value);
        }
        return AttributeValue.fromL(list);
    }

    private static AttributeValue inner(
            @Nullable AttributeValue inner, AttributePath path, int depth, @Nullable AttributeValue value) {
        if (inner == null) {
            throw noPlace(path);
        }
        return inside(inner, path, depth + 1, value);
    }

    /** Exact arithmetic with DynamoDB's limits. */
    static final class Numbers {
        private Numbers() {}

        static AttributeValue sum(AttributeValue left, AttributeValue right) {
            return AttributeValue.fromN(
                    org.dynamojdbc.type.DynamoNumber.text(number(left).add(number(right))));
        }

        static AttributeValue difference(AttributeValue left, AttributeValue right) {
            return AttributeValue.fromN(
                    org.dynamojdbc.type.DynamoNumber.text(number(left).subtract(number(right))));
        }

        private static BigDecimal number(AttributeValue value) {
            if (value.n() == null) {
                throw refused("+ and - and ADD take numbers, not a value of type " + AttributeType.of(value));
            }
            return new BigDecimal(value.n());
        }
    }

    /** Union and difference of two sets of one type. */
    static final class Sets {
        private Sets() {}

        static AttributeValue union(AttributeValue left, AttributeValue right) {
            List<AttributeValue> members = new ArrayList<>(members(left, right));
            for (AttributeValue member : members(right, left)) {
                if (!holds(members, member)) {
                    members.add(member);
                }
            }
            return of(AttributeType.of(left), members);
        }

        /** Null when nothing is left: DynamoDB has no empty sets. */
        static @Nullable AttributeValue minus(AttributeValue left, AttributeValue right) {
            List<AttributeValue> taken = members(right, left);
            List<AttributeValue> members = members(left, right).stream()
                    .filter(member -> !holds(taken, member))
                    .toList();
            return members.isEmpty() ? null : of(AttributeType.of(left), members);
        }

        private static boolean holds(List<AttributeValue> members, AttributeValue member) {
            org.dynamojdbc.type.ValueKey key = org.dynamojdbc.type.ValueKey.of(member);
            return members.stream()
                    .anyMatch(m -> org.dynamojdbc.type.ValueKey.of(m).equals(key));
        }

        private static List<AttributeValue> members(AttributeValue set, AttributeValue other) {
            AttributeType type = AttributeType.of(set);
            if (type != AttributeType.of(other)) {
                throw refused("ADD and DELETE take sets of one type, not " + type + " and " + AttributeType.of(other));
            }
            return switch (type) {
                case SS -> set.ss().stream().map(AttributeValue::fromS).toList();
                case NS -> set.ns().stream().map(AttributeValue::fromN).toList();
                case BS -> set.bs().stream().map(AttributeValue::fromB).toList();
                default -> throw refused("ADD and DELETE take a set, not a value of type " + type);
            };
        }

        private static AttributeValue of(AttributeType type, List<AttributeValue> members) {
            return switch (type) {
                case SS -> AttributeValue.fromSs(
                        members.stream().map(AttributeValue::s).toList());
                case NS -> AttributeValue.fromNs(
                        members.stream().map(AttributeValue::n).toList());
                default -> AttributeValue.fromBs(
                        members.stream().map(AttributeValue::b).toList());
            };
        }
    }
}
