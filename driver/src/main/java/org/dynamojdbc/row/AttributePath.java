package org.dynamojdbc.row;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A place in an item: a top-level attribute and steps into its maps and lists.
 *
 * @param root name of the top-level attribute, exactly as stored
 * @param steps steps below it, empty for the attribute itself
 */
public record AttributePath(String root, List<Step> steps) {
    private static final Pattern SIMPLE = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    /** One step down: a field of a map or an element of a list. */
    public sealed interface Step {
        /** The map entry {@code name}. */
        record Field(String name) implements Step {}

        /** The list element {@code index}, from 0. */
        record Element(int index) implements Step {}
    }

    public AttributePath {
        steps = List.copyOf(steps);
    }

    public static AttributePath of(String root) {
        return new AttributePath(root, List.of());
    }

    /** The value at this place, null when any step leads nowhere. */
    public @Nullable AttributeValue in(Map<String, AttributeValue> item) {
        AttributeValue value = item.get(root);
        for (Step step : steps) {
            if (value == null) {
                return null;
            }
            if (step instanceof Step.Field field) {
                value = value.hasM() ? value.m().get(field.name()) : null;
            } else {
                int index = ((Step.Element) step).index();
                value = value.hasL() && index < value.l().size() ? value.l().get(index) : null;
            }
        }
        return value;
    }

    /** As written in SQL and in plans: {@code a.b[0]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(quoted(root));
        for (Step step : steps) {
            if (step instanceof Step.Field field) {
                text.append('.').append(quoted(field.name()));
            } else {
                text.append('[').append(((Step.Element) step).index()).append(']');
            }
        }
        return text.toString();
    }

    /** As SQL writes it, so that an attribute called a.b does not read like a path. */
    private static String quoted(String name) {
        return SIMPLE.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Whether one of two places is the other or lies within it. */
    public boolean overlaps(AttributePath other) {
        int common = Math.min(steps.size(), other.steps.size());
        return root.equals(other.root) && steps.subList(0, common).equals(other.steps.subList(0, common));
    }
}
