package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions of documents and sets, and those that DynamoDB's conditions have. */
final class DocumentFunctions {
    private static final AttributePath VALUE = AttributePath.of("value");

    private static final String KEY = "k";
    private static final String ENTRY_VALUE = "v";

    private DocumentFunctions() {}

    static void addTo(FunctionTable.Builder table) {
        table.add("path_step", 2, 2, Returns.ANY, a -> step(a[0], a[1]));
        table.add("unnest_list", 1, 1, Returns.LIST, a -> elements(a[0]));
        table.add("unnest_entries", 1, 1, Returns.LIST, a -> entries(a[0]));
        table.add("entry_key", 1, 1, Returns.TEXT, a -> step(a[0], KEY));
        table.add("entry_value", 1, 1, Returns.ANY, a -> step(a[0], ENTRY_VALUE));
        table.add("list_or_set", 1, 1, Returns.ANY, a -> list(a[0]));
        table.add("size", 1, 1, Returns.INTEGER, a -> size(a[0]));
        table.add("cardinality", 1, 1, Returns.INTEGER, a -> a[0] instanceof AttributeValue ? size(a[0]) : null);
        table.alias("array_length", "cardinality");
        table.add(
                "begins_with",
                2,
                2,
                Returns.TRUTH,
                a -> truth(
                        new Predicate.BeginsWith(
                                new Operand.Attribute(VALUE), new Operand.Constant(Datum.toAttribute(a[1]))),
                        a[0]));
        table.add(
                "contains",
                2,
                2,
                Returns.TRUTH,
                a -> truth(new Predicate.Contains(VALUE, Datum.toAttribute(a[1])), a[0]));
        table.add(
                "member_of",
                2,
                2,
                Returns.TRUTH,
                a -> truth(new Predicate.Member(Datum.toAttribute(a[0]), VALUE), a[1]));
        table.addTakingNulls("like", 2, 3, Returns.TRUTH, DocumentFunctions::like);
        table.showTimes("like");
        table.addTakingNulls("shown", 1, 1, Returns.ANY, a -> a[0]);
        table.showTimes("shown");
        table.add("typeof", 1, 1, Returns.TEXT, a -> AttributeType.of(Datum.toAttribute(a[0]))
                .name());
        table.add("to_json", 1, 1, Returns.TEXT, a -> JsonText.of(Datum.toAttribute(a[0])));
        table.add("parse_json", 1, 1, Returns.ANY, a -> Datum.of(document(a[0])));
        table.add("json_value", 2, 2, Returns.ANY, a -> scalar(found(a, "json_value")));
        table.add("json_query", 2, 2, Returns.TEXT, a -> {
            AttributeValue found = found(a, "json_query");
            return found == null || Datum.of(found) == null ? null : JsonText.of(found);
        });
        table.add("json_exists", 2, 2, Returns.TRUTH, a -> found(a, "json_exists") != null);
        table.addTakingNulls(
                "list_value",
                0,
                -1,
                Returns.ANY,
                a -> AttributeValue.fromL(
                        Arrays.stream(a).map(Datum::toAttribute).toList()));
        table.add("list_append", 2, 2, Returns.LIST, a -> appended(a[0], a[1]));
        table.add(
                "set_value",
                1,
                -1,
                Returns.ANY,
                a -> AttributeValues.of(new java.util.LinkedHashSet<>(Arrays.stream(a)
                        .map(v -> AttributeValues.toJava(Datum.toAttribute(v)))
                        .toList())));
        table.addTakingNulls("map_value", 0, -1, Returns.ANY, DocumentFunctions::map);
    }

    private static Object appended(Object first, Object second) {
        List<AttributeValue> joined = new ArrayList<>();
        for (Object part : new Object[] {first, second}) {
            if (!(part instanceof AttributeValue list) || !list.hasL()) {
                throw Datum.wrong(part, "lists", "list_append");
            }
            joined.addAll(list.l());
        }
        return AttributeValue.fromL(joined);
    }

    private static @Nullable Object truth(Predicate predicate, Object value) {
        Truth truth = Evaluator.evaluate(predicate, Map.of("value", Datum.toAttribute(value)));
        return truth == Truth.UNKNOWN ? null : (Object) (truth == Truth.TRUE);
    }

    private static @Nullable Object like(Object[] arguments) {
        if (arguments[0] == null || arguments[1] == null || (arguments.length == 3 && arguments[2] == null)) {
            return null;
        }
        if (!(arguments[1] instanceof String pattern)) {
            return null;
        }
        Integer escape = null;
        if (arguments.length == 3) {
            String given = Datum.text(arguments[2], "ESCAPE");
            if (given.codePointCount(0, given.length()) != 1) {
                throw new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, "ESCAPE takes one character, as in ESCAPE '\\'");
            }
            escape = given.codePointAt(0);
        }
        return truth(new Predicate.Like(new Operand.Attribute(VALUE), pattern, escape), arguments[0]);
    }

    /** One step into a document: a field by its name, an element by its number; NULL when it leads nowhere. */
    private static @Nullable Object step(Object value, Object step) {
        return value instanceof AttributeValue document ? Datum.of(child(document, step)) : null;
    }

    private static @Nullable AttributeValue child(AttributeValue document, Object step) {
        if (step instanceof String name) {
            return document.hasM() ? document.m().get(name) : null;
        }
        int index = Datum.integer(step, "[...]");
        return document.hasL() && index >= 0 && index < document.l().size()
                ? document.l().get(index)
                : null;
    }

    private static Object elements(Object value) {
        if (value instanceof AttributeValue document && document.hasM()) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    "UNNEST of a map gives keys and values; name both, as in UNNEST(x) AS t(k, v)");
        }
        return list(value);
    }

    /** Keys and values of a map, ordered by the keys; what is no document has none. */
    private static Object entries(Object value) {
        if (!(value instanceof AttributeValue document)) {
            return AttributeValue.fromL(List.of());
        }
        if (!document.hasM()) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    "UNNEST under two names gives keys and values of a map, and this is a value of DynamoDB type "
                            + AttributeType.of(document)
                            + "; its elements have one name, and behind WITH ORDINALITY their number a second");
        }
        return AttributeValue.fromL(document.m().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(org.dynamojdbc.type.ValueOrder::compareStrings))
                .map(entry -> AttributeValue.fromM(
                        Map.of(KEY, AttributeValue.fromS(entry.getKey()), ENTRY_VALUE, entry.getValue())))
                .toList());
    }

    /** A list or set as a list; anything else has no elements, and NULL has none either. */
    private static Object list(Object value) {
        if (!(value instanceof AttributeValue document)) {
            return AttributeValue.fromL(List.of());
        }
        return switch (AttributeType.of(document)) {
            case L -> document;
            case SS -> AttributeValue.fromL(document.ss().stream()
                    .sorted(org.dynamojdbc.type.ValueOrder::compareStrings)
                    .map(AttributeValue::fromS)
                    .toList());
            case NS -> AttributeValue.fromL(document.ns().stream()
                    .sorted(java.util.Comparator.comparing(BigDecimal::new))
                    .map(AttributeValue::fromN)
                    .toList());
            case BS -> AttributeValue.fromL(
                    document.bs().stream().map(AttributeValue::fromB).toList());
            default -> AttributeValue.fromL(List.of());
        };
    }

    private static @Nullable Object size(Object value) {
        if (value instanceof String text) {
            return BigDecimal.valueOf(text.length());
        }
        if (value instanceof SdkBytes bytes) {
            return BigDecimal.valueOf(bytes.asByteArrayUnsafe().length);
        }
        if (!(value instanceof AttributeValue document)) {
            return null;
        }
        return BigDecimal.valueOf(
                switch (AttributeType.of(document)) {
                    case L -> document.l().size();
                    case M -> document.m().size();
                    case SS -> document.ss().size();
                    case NS -> document.ns().size();
                    default -> document.bs().size();
                });
    }

    private static Object map(Object[] arguments) {
        Map<String, AttributeValue> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            map.put(Datum.text(arguments[i], "{...}"), Datum.toAttribute(arguments[i + 1]));
        }
        return AttributeValue.fromM(map);
    }

    private static AttributeValue document(Object value) {
        return value instanceof String text ? JsonText.parse(text) : Datum.toAttribute(value);
    }

    /** What a JSON path such as $.a.b[0] leads to, null when nowhere. */
    private static @Nullable AttributeValue found(Object[] arguments, String function) {
        AttributeValue value = document(arguments[0]);
        for (Object step : steps(Datum.text(arguments[1], function), function)) {
            value = value == null ? null : child(value, step);
        }
        return value;
    }

    private static @Nullable Object scalar(@Nullable AttributeValue value) {
        Object datum = Datum.of(value);
        return datum instanceof AttributeValue ? null : datum;
    }

    private static List<Object> steps(String path, String function) {
        List<Object> steps = new ArrayList<>();
        int at = path.startsWith("$") ? 1 : -1;
        while (at > 0 && at < path.length()) {
            int end = at + 1;
            if (path.charAt(at) == '.') {
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                steps.add(path.substring(at + 1, end));
            } else if (path.charAt(at) == '[' && path.indexOf(']', at) > 0) {
                end = path.indexOf(']', at) + 1;
                String inner = path.substring(at + 1, end - 1).strip();
                if (inner.matches("[0-9]{1,9}")) {
                    steps.add(new BigDecimal(inner));
                } else if (inner.length() >= 2 && (inner.startsWith("'") || inner.startsWith("\""))) {
                    steps.add(inner.substring(1, inner.length() - 1));
                } else {
                    at = -1;
                    break;
                }
            } else {
                at = -1;
                break;
            }
            at = end;
        }
        if (at < 0) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    function + ": '" + path + "' is no path; write $.name, $.list[0] or $['a name']");
        }
        return steps;
    }
}
