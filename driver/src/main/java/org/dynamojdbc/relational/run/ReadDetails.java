package org.dynamojdbc.relational.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathText;
import org.dynamojdbc.access.Choice;
import org.jspecify.annotations.Nullable;

/** What EXPLAIN says of a read within a relational query. */
final class ReadDetails {
    private ReadDetails() {}

    /** A path by EXPLAIN's column names. */
    static Map<String, Object> of(Choice choice, Frame frame) {
        AccessPath path = choice.path();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("operation", AccessPathText.operation(path));
        details.put("table_name", path.table().name());
        put(details, "index_name", AccessPathText.indexName(path), frame);
        put(details, "key_condition", AccessPathText.keyCondition(path), frame);
        put(details, "filter", AccessPathText.filter(path), frame);
        put(details, "residual", AccessPathText.residual(path), frame);
        put(details, "projection", AccessPathText.projection(path), frame);
        put(details, "ordering", AccessPathText.ordering(path), frame);
        details.put("estimated_items", choice.cost().items());
        details.put("estimated_units", choice.cost().readUnits());
        details.put("path", path);
        put(
                details,
                "notes",
                path instanceof AccessPath.Nothing nothing ? nothing.reason() : String.join("; ", choice.rejected()),
                frame);
        return details;
    }

    private static void put(Map<String, Object> details, String name, @Nullable String text, Frame frame) {
        if (text != null && !text.isEmpty()) {
            details.put(name, frame.named(text));
        }
    }
}
