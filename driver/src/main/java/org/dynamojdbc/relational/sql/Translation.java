package org.dynamojdbc.relational.sql;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.tree.Query;

/**
 * A query as Calcite's tree.
 *
 * @param labels names of the result columns, in their order
 * @param leaves the table reads the tree mentions by name
 */
public record Translation(SqlNode node, List<String> labels, List<Leaf> leaves) {
    /** A table read and the name the tree calls it by. */
    public record Leaf(String name, LeafTable table) {}

    /**
     * Translates a query.
     *
     * @throws org.dynamojdbc.error.SqlFailure when a name is unknown or ambiguous, or a construct is not supported
     */
    public static Translation of(Query query, Catalog catalog, SqlTypes types) {
        StatementNames names = new StatementNames(catalog, types);
        QueryTranslator.Translated translated = new QueryTranslator(names).query(query, null, new CommonTables(null));
        names.checkHints();
        return new Translation(
                translated.node(),
                List.copyOf(translated.labels()),
                names.leaves().stream().map(l -> new Leaf(l.name(), l)).toList());
    }
}
