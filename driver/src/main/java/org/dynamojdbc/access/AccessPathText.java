package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Access paths as text, for EXPLAIN and for plan lines in case files. */
public final class AccessPathText {
    /** Keys that are written out; of more, only the number. */
    private static final int MAX_KEYS = 4;

    private AccessPathText() {}

    /** The API's name of the calls; {@code Nothing} when there are none. */
    public static String operation(AccessPath path) {
        return path.getClass().getSimpleName();
    }

    /** {@code customer = 'a', placed >= '2024-02'}; alternatives are separated by {@code  | }. Empty for a Scan. */
    public static String keyCondition(AccessPath path) {
        if (path instanceof AccessPath.GetItem get) {
            return key(get.key());
        }
        if (path instanceof AccessPath.BatchGetItem batch) {
            return alternatives(batch.keys().stream().map(AccessPathText::key).toList());
        }
        if (path instanceof AccessPath.Query query) {
            return alternatives(
                    query.conditions().stream().map(AccessPathText::condition).toList());
        }
        return path instanceof AccessPath.IndexLookup lookup ? keyCondition(lookup.keys()) : "";
    }

    /** The condition that DynamoDB evaluates beside the key condition, empty for none. */
    public static String filter(AccessPath path) {
        ReadShape shape = shape(path instanceof AccessPath.IndexLookup lookup ? lookup.keys() : path);
        return shape == null ? "" : text(shape.filter());
    }

    /** The condition that the driver evaluates, empty for none. */
    public static String residual(AccessPath path) {
        ReadShape shape = shape(path);
        return shape == null ? "" : text(shape.residual());
    }

    /** Fetched paths separated by commas, {@code *} for all, {@code COUNT} when only the number comes back. */
    public static String projection(AccessPath path) {
        ReadShape shape = shape(path);
        if (shape == null) {
            return "";
        }
        if (shape.countOnly()) {
            return "COUNT";
        }
        return shape.projection().isEmpty()
                ? "*"
                : shape.projection().stream().map(AttributePath::toString).collect(Collectors.joining(", "));
    }

    /** {@code forward}, {@code reverse}, {@code merged forward}, ... for Queries, {@code by key}; empty for no order. */
    public static String ordering(AccessPath path) {
        if (path instanceof AccessPath.Query query) {
            return (query.combination() == AccessPath.Combination.MERGED ? "merged " : "")
                    + (query.forward() ? "forward" : "reverse");
        }
        if (path instanceof AccessPath.BatchGetItem batch) {
            return batch.ordered() ? "by key" : "";
        }
        return path instanceof AccessPath.IndexLookup lookup ? ordering(lookup.keys()) : "";
    }

    /** The index read, empty for the table. */
    public static String indexName(AccessPath path) {
        Index index = index(path);
        return index == null ? "" : index.name();
    }

    /**
     * One line that says it all, as in case files: {@code Query orders key(customer = 'a') filter(total > 5)
     * project(total) [index by_status] [reverse]}. Parts that say nothing are left out.
     */
    public static String planLine(AccessPath path) {
        if (path instanceof AccessPath.Nothing nothing) {
            return "Nothing " + nothing.table().name();
        }
        StringBuilder line = new StringBuilder(operation(path));
        if (path instanceof AccessPath.IndexLookup lookup) {
            line.append(" by ").append(operation(lookup.keys()));
        }
        line.append(' ').append(path.table().name());
        part(line, "key", keyCondition(path));
        part(line, "filter", filter(path));
        part(line, "residual", residual(path));
        String projection = projection(path);
        part(line, "project", projection.equals("*") || projection.equals("COUNT") ? "" : projection);
        for (String flag : flags(path)) {
            line.append(" [").append(flag).append(']');
        }
        return line.toString();
    }

    private static List<String> flags(AccessPath path) {
        List<String> flags = new ArrayList<>();
        if (!indexName(path).isEmpty()) {
            flags.add("index " + indexName(path));
        }
        AccessPath walk = path instanceof AccessPath.IndexLookup lookup ? lookup.keys() : path;
        if (walk instanceof AccessPath.Query query) {
            if (query.combination() == AccessPath.Combination.MERGED) {
                flags.add("merged");
            }
            if (!query.forward()) {
                flags.add("reverse");
            }
        }
        if (walk instanceof AccessPath.BatchGetItem batch && batch.ordered()) {
            flags.add("by key");
        }
        if (walk instanceof AccessPath.Scan scan && scan.segment() != null) {
            flags.add("segment " + scan.segment().number() + " of "
                    + scan.segment().total());
        }
        ReadShape shape = shape(path);
        if (shape != null && shape.countOnly()) {
            flags.add("count");
        }
        if (shape != null && shape.consistent()) {
            flags.add("consistent");
        }
        return flags;
    }

    private static void part(StringBuilder line, String name, String text) {
        if (!text.isEmpty()) {
            line.append(' ').append(name).append('(').append(text).append(')');
        }
    }

    private static String text(Predicate predicate) {
        return predicate.equals(Predicate.TRUE) ? "" : Predicates.text(predicate);
    }

    private static String alternatives(List<String> texts) {
        return texts.size() <= MAX_KEYS
                ? String.join(" | ", texts)
                : String.join(" | ", texts.subList(0, MAX_KEYS - 1)) + " | " + (texts.size() - MAX_KEYS + 1) + " more";
    }

    private static String key(Map<String, AttributeValue> key) {
        return key.entrySet().stream()
                .map(e -> equality(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String condition(KeyCondition condition) {
        List<String> texts = new ArrayList<>();
        condition.equalities().forEach(e -> texts.add(equality(e.attribute(), e.value())));
        KeyCondition.Range range = condition.range();
        if (range != null) {
            texts.add(Predicates.text(predicate(range)));
        }
        return String.join(", ", texts);
    }

    private static String equality(String attribute, AttributeValue value) {
        return Predicates.text(new Predicate.Compare(
                new Operand.Attribute(AttributePath.of(attribute)), CompareOperator.EQ, new Operand.Constant(value)));
    }

    private static Predicate predicate(KeyCondition.Range range) {
        Operand attribute = new Operand.Attribute(AttributePath.of(range.attribute()));
        Operand low = new Operand.Constant(range.low());
        AttributeValue high = range.high();
        return switch (range.operator()) {
            case LT -> new Predicate.Compare(attribute, CompareOperator.LT, low);
            case LE -> new Predicate.Compare(attribute, CompareOperator.LE, low);
            case GT -> new Predicate.Compare(attribute, CompareOperator.GT, low);
            case GE -> new Predicate.Compare(attribute, CompareOperator.GE, low);
            case BETWEEN -> new Predicate.Between(attribute, low, high == null ? low : new Operand.Constant(high));
            case BEGINS_WITH -> new Predicate.BeginsWith(attribute, low);
        };
    }

    private static @Nullable Index index(AccessPath path) {
        if (path instanceof AccessPath.Query query) {
            return query.index();
        }
        if (path instanceof AccessPath.Scan scan) {
            return scan.index();
        }
        return path instanceof AccessPath.IndexLookup lookup ? index(lookup.keys()) : null;
    }

    private static @Nullable ReadShape shape(AccessPath path) {
        return ReadShape.of(path).orElse(null);
    }
}
