package org.dynamojdbc.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.jspecify.annotations.Nullable;

/**
 * A table or one of its indexes, as something to read.
 *
 * @param index null for the table itself
 */
record Source(Table table, @Nullable Index index) {

    KeySchema key() {
        return index == null ? table.key() : index.key();
    }

    /** {@code table orders} or {@code index by_status}. */
    String label() {
        return index == null ? "table " + table.name() : "index " + index.name();
    }

    /** Empty for the table itself. */
    String indexName() {
        return index == null ? "" : index.name();
    }

    boolean isGlobal() {
        return index != null && index.kind() == Index.Kind.GLOBAL;
    }

    boolean projects(String attribute) {
        return index == null
                || index.projection() == Index.Projection.ALL
                || index.key().contains(attribute)
                || table.key().contains(attribute)
                || index.included().contains(attribute);
    }

    /** Whether entries hold whole items. */
    boolean projectsAll() {
        return index == null || index.projection() == Index.Projection.ALL;
    }

    /** Whether entries are nothing but keys, so that projecting them saves nothing. */
    boolean holdsKeysOnly() {
        return index != null && index.projection() == Index.Projection.KEYS_ONLY;
    }

    Optional<String> unprojected(Collection<String> attributes) {
        return attributes.stream().filter(a -> !projects(a)).findFirst();
    }

    /** The keys of the table: what finds the item again. */
    Set<String> tableKeys() {
        return names(table.key().attributes());
    }

    static Set<String> names(List<KeyAttribute> attributes) {
        Set<String> names = new LinkedHashSet<>();
        attributes.forEach(a -> names.add(a.name()));
        return names;
    }
}
