package org.dynamojdbc.predicate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.ItemSize;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names and values of one request: every expression of the request (key condition, filter, projection, update)
 * takes its placeholders here. Not thread safe.
 */
public final class RequestExpression {
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<AttributeValue, String> tokens = new LinkedHashMap<>();
    private final int first;

    public RequestExpression() {
        this(0);
    }

    /** @param first number of the first placeholder: a large one measures the longest text there can be */
    RequestExpression(int first) {
        this.first = first;
    }

    /** The placeholder of one attribute name, such as {@code #0}; equal names share one. */
    public String name(String name) {
        return aliases.computeIfAbsent(name, n -> "#" + (first + aliases.size()));
    }

    /** A place in placeholders, one for each component: {@code #0.#1[3]}. */
    public String path(AttributePath path) {
        StringBuilder text = new StringBuilder(name(path.root()));
        for (AttributePath.Step step : path.steps()) {
            if (step instanceof AttributePath.Step.Field field) {
                text.append('.').append(name(field.name()));
            } else {
                text.append('[')
                        .append(((AttributePath.Step.Element) step).index())
                        .append(']');
            }
        }
        return text.toString();
    }

    /** The placeholder of one value, such as {@code :0}; equal values share one. */
    public String value(AttributeValue value) {
        return tokens.computeIfAbsent(value, v -> ":" + (first + tokens.size()));
    }

    /**
     * The text that DynamoDB finds true exactly where the normalised predicate is TRUE.
     *
     * @throws IllegalArgumentException when there is none; {@link FilterSplit} keeps such parts apart
     */
    public String condition(Predicate nnf) {
        return render(nnf).text();
    }

    Fragment render(Predicate nnf) {
        return new ConditionText(this).render(nnf);
    }

    /** Placeholder to name, for ExpressionAttributeNames; empty when no name was taken (then send no map). */
    public Map<String, String> names() {
        return inverted(aliases);
    }

    /** Placeholder to value, for ExpressionAttributeValues; empty when no value was taken (then send no map). */
    public Map<String, AttributeValue> values() {
        return inverted(tokens);
    }

    /** Size of the names and values together, rounded up. */
    long substitutionBytes() {
        long bytes = 0;
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            bytes += ItemSize.utf8(alias.getKey()) + alias.getValue().length();
        }
        for (Map.Entry<AttributeValue, String> token : tokens.entrySet()) {
            bytes += ItemSize.bytes(token.getKey()) + token.getValue().length();
        }
        return bytes;
    }

    private static <T> Map<String, T> inverted(Map<T, String> placeholders) {
        Map<String, T> inverted = new LinkedHashMap<>();
        placeholders.forEach((meaning, placeholder) -> inverted.put(placeholder, meaning));
        return Collections.unmodifiableMap(inverted);
    }
}
