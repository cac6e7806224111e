package org.dynamojdbc.relational.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.tree.WithItem;
import org.jspecify.annotations.Nullable;

/** Names of common tables, from the inside out. */
final class CommonTables {
    private final @Nullable CommonTables around;
    private final Map<String, Common> tables = new LinkedHashMap<>();

    /** A query to repeat at each mention, or the rows of a recursion; neither where a mention is refused. */
    record Common(
            @Nullable WithItem item,
            @Nullable Scope scope,
            CommonTables known,
            @Nullable String relation,
            List<String> labels) {}

    CommonTables(@Nullable CommonTables around) {
        this.around = around;
    }

    void define(WithItem item, @Nullable Scope scope) {
        CommonTables before = new CommonTables(around);
        before.tables.putAll(tables);
        tables.put(item.name(), new Common(item, scope, before, null, item.columns()));
    }

    /** A common table of WITH RECURSIVE that is no UNION and therefore must not mention itself. */
    void defineOnce(WithItem item, @Nullable Scope scope) {
        CommonTables before = new CommonTables(around);
        before.tables.putAll(tables);
        before.tables.put(item.name(), new Common(null, null, before, null, item.columns()));
        tables.put(item.name(), new Common(item, scope, before, null, item.columns()));
    }

    void recursive(String name, String relation, List<String> labels) {
        tables.put(name, new Common(null, null, this, relation, labels));
    }

    @Nullable
    Common find(String name) {
        Common exact = tables.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, Common> entry : tables.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return around == null ? null : around.find(name);
    }
}
