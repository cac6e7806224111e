package org.dynamojdbc.jdbc;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.dynamojdbc.plan.Plan;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Attributes that items of a SELECT * have and its columns do not show: the columns were fixed before, by declaration or a
 * sample of the table.
 */
final class UnseenAttributes {
    /** Names told at the most: items may have names without end. */
    private static final int MOST_TOLD = 10;

    private final String table;
    private final Set<String> known = new HashSet<>();
    private int told;

    private UnseenAttributes(String table, List<OutputColumn> columns) {
        this.table = table;
        for (OutputColumn column : columns) {
            if (column.path() != null) {
                known.add(column.path().root());
            }
        }
    }

    /** Null for a statement that does not ask for whole items. */
    static @Nullable UnseenAttributes of(Statement statement, Plan plan) {
        if (plan instanceof Plan.Read read
                && statement instanceof Statement.QueryStatement query
                && query.query().body() instanceof QueryBody.Select select
                && select.items().stream().anyMatch(SelectItem.AllColumns.class::isInstance)) {
            return new UnseenAttributes(read.choice().path().table().name(), read.columns());
        }
        return null;
    }

    void check(Map<String, AttributeValue> item, Consumer<String> warn) {
        if (told >= MOST_TOLD) {
            return;
        }
        for (String name : item.keySet()) {
            if (known.add(name) && told < MOST_TOLD) {
                told++;
                warn.accept("an item of " + table + " has an attribute '" + name
                        + "' that SELECT * does not show, as it is neither declared nor in the sample of the table;"
                        + " name it in the SELECT list, declare it (schemaFile) or raise sampleSize");
            }
        }
    }
}
