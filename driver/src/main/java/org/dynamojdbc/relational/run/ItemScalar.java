package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.relational.sql.LeafTable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The first column of a projection over tables, computed on one item of each instead of on what the tables hold. */
public final class ItemScalar {
    private final Scalar scalar;
    private final List<List<LeafColumn>> tables;

    private ItemScalar(Scalar scalar, List<List<LeafColumn>> tables) {
        this.scalar = scalar;
        this.tables = List.copyOf(tables);
    }

    /**
     * What the first column computes.
     *
     * @throws SqlFailure 0A000 when the algebra is more than a projection: rows of other items are needed
     */
    public static ItemScalar of(RelNode rel) {
        if (!(rel instanceof Project project)) {
            throw unsupported();
        }
        List<List<LeafColumn>> tables = new ArrayList<>();
        addTables(project.getInput(), tables);
        return new ItemScalar(ScalarCompiler.compile(project.getProjects().get(0)), tables);
    }

    private static void addTables(RelNode rel, List<List<LeafColumn>> tables) {
        if (rel instanceof Join join) {
            addTables(join.getLeft(), tables);
            addTables(join.getRight(), tables);
            return;
        }
        LeafTable leaf = rel instanceof TableScan scan ? scan.getTable().unwrap(LeafTable.class) : null;
        if (leaf == null) {
            throw unsupported();
        }
        tables.add(List.copyOf(leaf.columns()));
    }

    private static SqlFailure unsupported() {
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                "aggregates, windows and sub-queries are not computed from one item alone");
    }

    /** The value, null for SQL NULL. */
    public @Nullable Object on(List<Map<String, AttributeValue>> items, Frame frame) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            for (LeafColumn column : tables.get(i)) {
                row.add(LeafRows.value(column, items.get(i)));
            }
        }
        return scalar.value(row.toArray(), frame);
    }
}
