package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.type.AttributeType;

/** A table as the CREATE TABLE that would make it. */
final class TableText {
    private TableText() {}

    static String of(Table table, List<Column> known) {
        List<String> parts = new ArrayList<>();
        Map<String, String> types = new LinkedHashMap<>();
        known.forEach(c -> types.put(c.name(), Shows.typeName(c.type())));
        table.indexes().forEach(i -> i.key().attributes().forEach(a -> types.putIfAbsent(a.name(), type(a.type()))));
        types.forEach((name, type) -> parts.add(quoted(name) + " " + type));
        parts.add("PRIMARY KEY " + key(table.key()));
        for (Index index : table.indexes()) {
            parts.add(index.kind().name() + " INDEX " + quoted(index.name()) + " " + key(index.key()) + " PROJECTION "
                    + projection(index));
        }
        return "CREATE TABLE " + quoted(table.name()) + " (\n  " + String.join(",\n  ", parts) + "\n)";
    }

    private static String key(KeySchema key) {
        if (key.partition().size() == 1 && key.sort().size() <= 1) {
            return "(" + names(key.attributes()) + ")";
        }
        String sort = key.sort().isEmpty() ? "" : ", SORT (" + names(key.sort()) + ")";
        return "(PARTITION (" + names(key.partition()) + ")" + sort + ")";
    }

    private static String names(List<KeyAttribute> attributes) {
        return String.join(", ", attributes.stream().map(a -> quoted(a.name())).toList());
    }

    private static String projection(Index index) {
        return index.projection() == Index.Projection.INCLUDE
                ? "INCLUDE ("
                        + String.join(
                                ", ",
                                index.included().stream().map(TableText::quoted).toList())
                        + ")"
                : index.projection().name();
    }

    private static String type(AttributeType type) {
        return switch (type) {
            case N -> "NUMERIC";
            case B -> "VARBINARY";
            default -> "VARCHAR";
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
