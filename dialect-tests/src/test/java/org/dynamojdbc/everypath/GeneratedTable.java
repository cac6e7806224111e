package org.dynamojdbc.everypath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A random table: a key of one or two attributes, indexes of every kind and projection, items that hold, lack or nullify
 * each attribute.
 *
 * @param types the declared attributes: the keys of the table and of its indexes
 * @param indexes the key attributes of each index
 */
record GeneratedTable(
        String name,
        Map<String, Character> types,
        List<String> key,
        Map<String, List<String>> indexes,
        String ddl,
        List<Map<String, AttributeValue>> items) {
    private static final List<String> FREE = List.of("e", "f", "g", "h");

    static GeneratedTable of(String name, Random random, int size) {
        Map<String, Character> types = new LinkedHashMap<>();
        types.put("p", type(random));
        List<String> key = new ArrayList<>(List.of("p"));
        if (random.nextInt(4) > 0) {
            types.put("s", type(random));
            key.add("s");
        }
        for (String attribute : List.of("a", "b", "c", "d")) {
            types.put(attribute, type(random));
        }
        Map<String, List<String>> indexes = new TreeMap<>();
        List<String> definitions = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            List<String> attributes = new ArrayList<>();
            definitions.add(index("ix" + i, key, random, attributes));
            indexes.put("ix" + i, List.copyOf(attributes));
        }
        types.keySet()
                .removeIf(
                        a -> !key.contains(a) && definitions.stream().noneMatch(d -> d.matches(".*\\b" + a + "\\b.*")));
        String columns = types.entrySet().stream()
                .map(e -> e.getKey() + " " + sqlType(e.getValue()))
                .collect(Collectors.joining(", "));
        String ddl = "CREATE TABLE " + name + " (" + columns + ", PRIMARY KEY (" + String.join(", ", key) + ")"
                + definitions.stream().map(d -> ", " + d).collect(Collectors.joining()) + ")";
        return new GeneratedTable(name, types, key, indexes, ddl, items(types, key, size, random));
    }

    private static char type(Random random) {
        return "SSNNB".charAt(random.nextInt(5));
    }

    private static String sqlType(char type) {
        return type == 'S' ? "VARCHAR" : type == 'N' ? "NUMERIC" : "VARBINARY";
    }

    private static String index(String name, List<String> key, Random random, List<String> attributes) {
        String projection =
                switch (random.nextInt(3)) {
                    case 0 -> "ALL";
                    case 1 -> "KEYS_ONLY";
                    default -> "INCLUDE (e)";
                };
        String own = List.of("a", "b", "c", "d").get(random.nextInt(4));
        String other = List.of("a", "b", "c", "d").get(random.nextInt(4));
        String keys;
        String kind = "GLOBAL";
        if (key.size() == 2 && random.nextInt(3) == 0) {
            kind = "LOCAL";
            keys = "(p, " + own + ")";
            attributes.addAll(List.of("p", own));
        } else if (other.equals(own)) {
            keys = "(" + own + ")";
            attributes.add(own);
        } else if (random.nextInt(3) == 0) {
            keys = "(PARTITION (" + own + ", " + other + "), SORT (" + key.get(key.size() - 1) + "))";
            attributes.addAll(List.of(own, other, key.get(key.size() - 1)));
        } else {
            keys = "(" + own + ", " + other + ")";
            attributes.addAll(List.of(own, other));
        }
        return kind + " INDEX " + name + " " + keys + " PROJECTION " + projection;
    }

    private static List<Map<String, AttributeValue>> items(
            Map<String, Character> types, List<String> key, int size, Random random) {
        Map<String, Map<String, AttributeValue>> byKey = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            Map<String, AttributeValue> item = new LinkedHashMap<>();
            types.forEach((attribute, type) -> {
                if (key.contains(attribute) || random.nextInt(4) > 0) {
                    item.put(attribute, Values.key(type, random));
                }
            });
            for (String attribute : FREE) {
                if (random.nextInt(4) > 0) {
                    item.put(attribute, Values.any(random));
                }
            }
            byKey.put(identity(key, item), item);
        }
        return List.copyOf(byKey.values());
    }

    /** The key's values as text: what tells the table's items apart. */
    static String identity(List<String> key, Map<String, AttributeValue> item) {
        return key.stream().map(k -> identity(item.get(k))).collect(Collectors.joining("/"));
    }

    private static String identity(AttributeValue value) {
        if (value.n() != null) {
            return new java.math.BigDecimal(value.n()).stripTrailingZeros().toPlainString();
        }
        return value.s() != null
                ? value.s()
                : java.util.HexFormat.of().formatHex(value.b().asByteArray());
    }

    /** Whether an index holds every item for which the condition is TRUE, as far as that is seen without thinking. */
    boolean surelyHolds(String index, Condition condition) {
        return indexes.getOrDefault(index, List.of()).stream()
                .filter(attribute -> !key.contains(attribute))
                .allMatch(attribute -> condition.required().contains(attribute + ":" + types.get(attribute)));
    }

    /** Attributes that conditions may name; the free ones hold any type. */
    List<String> attributes() {
        List<String> attributes = new ArrayList<>(types.keySet());
        attributes.addAll(FREE);
        return attributes;
    }
}
