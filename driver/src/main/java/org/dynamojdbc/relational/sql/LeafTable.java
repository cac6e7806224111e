package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.access.KeyTypes;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * One table or index as one place of a statement reads it: only the columns that the statement names there, found while it
 * is translated.
 */
public final class LeafTable extends AbstractTable {
    private static final double UNKNOWN_ROWS = 1000;

    private final String name;
    private final Table table;
    private final @Nullable String index;
    private final @Nullable String forcedIndex;
    private final List<Column> known;
    private final SqlTypes types;
    private final List<LeafColumn> columns = new ArrayList<>();
    private @Nullable SegmentTerm segment;

    LeafTable(
            String name,
            Table table,
            @Nullable String index,
            @Nullable String forcedIndex,
            List<Column> known,
            SqlTypes types) {
        this.name = name;
        this.table = table;
        this.index = index;
        this.forcedIndex = forcedIndex;
        this.known = List.copyOf(known);
        this.types = types;
    }

    /** Unique in the statement. */
    String name() {
        return name;
    }

    public Table table() {
        return table;
    }

    /** The index read through, as named in FROM; null for the table. */
    public @Nullable String index() {
        return index;
    }

    /** The index a hint asks for, "" for none at all, null for free choice. */
    public @Nullable String forcedIndex() {
        return forcedIndex;
    }

    /** The segment that alone is read, null for the whole. */
    public @Nullable SegmentTerm segment() {
        return segment;
    }

    void restrict(@Nullable SegmentTerm only) {
        segment = only;
    }

    /** The declared TTL column, empty when there is none. */
    public Optional<AttributePath> timeToLive() {
        return known.stream()
                .filter(column -> column.writing().role() == Column.Role.TTL)
                .map(column -> AttributePath.of(column.name()))
                .findFirst();
    }

    public List<LeafColumn> columns() {
        return columns;
    }

    List<Column> known() {
        return known;
    }

    /** The column of a place, made when it is named for the first time. */
    LeafColumn column(AttributePath path) {
        ColumnType type = path.steps().isEmpty()
                ? known.stream()
                        .filter(c -> c.name().equals(path.root()))
                        .map(Column::type)
                        .findFirst()
                        .orElse(ColumnType.of(ColumnType.Kind.UNSAMPLED))
                : ColumnType.of(ColumnType.Kind.ANY);
        RelDataType calciteType = types.of(type);
        if (index == null && path.steps().isEmpty() && table.key().contains(path.root())) {
            calciteType = types.createTypeWithNullability(calciteType, false);
        }
        AttributeType key = path.steps().isEmpty() ? KeyTypes.of(table).get(path.root()) : null;
        return column(new LeafColumn(path.toString(), path, null, type, key, calciteType));
    }

    /** The column that tells whether a condition on the item holds. */
    LeafColumn condition(String text, AttributePath path, Predicate condition) {
        ColumnType type = ColumnType.of(ColumnType.Kind.BOOLEAN);
        return column(new LeafColumn(text, path, condition, type, null, types.of(type)));
    }

    private LeafColumn column(LeafColumn wanted) {
        int number = 2;
        String unique = wanted.name();
        while (true) {
            LeafColumn taken = null;
            for (LeafColumn column : columns) {
                if (column.name().equals(unique)) {
                    taken = column;
                }
            }
            if (taken == null) {
                LeafColumn made = new LeafColumn(
                        unique, wanted.path(), wanted.condition(), wanted.type(), wanted.key(), wanted.calciteType());
                columns.add(made);
                return made;
            }
            if (taken.path().equals(wanted.path()) && java.util.Objects.equals(taken.condition(), wanted.condition())) {
                return taken;
            }
            unique = wanted.name() + "#" + number++;
        }
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        if (columns.isEmpty()) {
            column(AttributePath.of(table.key().partition().get(0).name()));
        }
        RelDataTypeFactory.Builder row = factory.builder();
        columns.forEach(c -> row.add(c.name(), c.calciteType()));
        return row.build();
    }

    @Override
    public Statistic getStatistic() {
        double rows = table.itemCount() > 0 ? (double) table.itemCount() : UNKNOWN_ROWS;
        ImmutableBitSet.Builder key = ImmutableBitSet.builder();
        if (index == null) {
            for (KeyAttribute attribute : table.key().attributes()) {
                int at = position(attribute.name());
                if (at < 0) {
                    return Statistics.of(rows, List.of());
                }
                key.set(at);
            }
            return Statistics.of(rows, List.of(key.build()));
        }
        return Statistics.of(rows, List.of());
    }

    private int position(String attribute) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).condition() == null && columns.get(i).path().equals(AttributePath.of(attribute))) {
                return i;
            }
        }
        return -1;
    }
}
