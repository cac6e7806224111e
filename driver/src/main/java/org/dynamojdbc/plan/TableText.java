package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Descriptions;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.grammar.SqlPrinter;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.IndexKind;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Projection;
import org.dynamojdbc.tree.ProjectionKind;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.tree.VectorFilters;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** A table as the CREATE TABLE that would make it again. */
public final class TableText {
    private final Table table;
    private final TableOptionTexts options;

    private TableText(TableReport report) {
        this.table = Descriptions.table(report.description());
        this.options = new TableOptionTexts(report);
    }

    /**
     * The statement, in lines.
     *
     * @param known key and declared columns
     */
    public static String of(TableReport report, List<Column> known) {
        TableText text = new TableText(report);
        return SqlPrinter.printInLines(new Statement.CreateTable(
                text.table.name(),
                false,
                text.columns(known),
                key(text.table.key()),
                text.indexes(),
                text.options.ofTable(known),
                Position.NONE));
    }

    /** The known columns, and with the type of the attribute those that only keys of indexes name. */
    private List<ColumnDefinition> columns(List<Column> known) {
        Map<String, KeyAttribute> keys = new LinkedHashMap<>();
        table.key().attributes().forEach(a -> keys.put(a.name(), a));
        table.indexes().forEach(i -> i.key().attributes().forEach(a -> keys.put(a.name(), a)));
        for (VectorIndex index : table.vectorIndexes()) {
            KeyAttribute partition = index.partition();
            if (partition != null) {
                keys.put(partition.name(), partition);
            }
            index.filters().forEach(a -> keys.put(a.name(), a));
        }
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (Column column : known) {
            KeyAttribute key = keys.remove(column.name());
            boolean fits = key == null || TypeNames.storedAs(column.type()) == key.type();
            ColumnType type = fits ? column.type() : ColumnType.of(key.type());
            boolean notNull = !column.nullable() && column.origin() != Column.Origin.KEY;
            definitions.add(new ColumnDefinition(
                    column.name(), name(type), notNull, column.writing().defaultValue(), roles(column)));
        }
        keys.values()
                .forEach(key -> definitions.add(
                        new ColumnDefinition(key.name(), name(ColumnType.of(key.type())), false, null, List.of())));
        return definitions;
    }

    private static List<String> roles(Column column) {
        return column.writing().role() == Column.Role.VALUE
                ? List.of()
                : List.of(column.writing().role().name());
    }

    private static TypeName name(ColumnType type) {
        List<Integer> arguments = type.kind() == ColumnType.Kind.DECIMAL
                ? List.of(type.precision(), type.scale())
                : type.precision() == 0 ? List.of() : List.of(type.precision());
        return new TypeName(type.kind().name(), arguments, false, Position.NONE);
    }

    private static KeyDefinition key(KeySchema key) {
        return new KeyDefinition(
                key.partition().stream().map(KeyAttribute::name).toList(),
                key.sort().stream().map(KeyAttribute::name).toList());
    }

    private List<IndexDefinition> indexes() {
        List<IndexDefinition> definitions = new ArrayList<>();
        for (Index index : table.indexes()) {
            definitions.add(new IndexDefinition(
                    index.name(),
                    index.kind() == Index.Kind.LOCAL ? IndexKind.LOCAL : IndexKind.GLOBAL,
                    key(index.key()),
                    null,
                    projection(index.projection(), index.included()),
                    options.ofIndex(index.name()),
                    Position.NONE));
        }
        for (VectorIndex index : table.vectorIndexes()) {
            definitions.add(vectors(index));
        }
        return definitions;
    }

    private static IndexDefinition vectors(VectorIndex index) {
        @Nullable KeyAttribute partition = index.partition();
        return new IndexDefinition(
                index.name(),
                IndexKind.VECTOR,
                new KeyDefinition(List.of(index.attribute()), List.of()),
                new VectorFilters(
                        partition == null ? null : partition.name(),
                        index.filters().stream().map(KeyAttribute::name).toList(),
                        Map.of()),
                projection(index.projection(), index.included()),
                List.of(
                        new Option("dimensions", TableOptionTexts.number(index.dimensions()), Position.NONE),
                        new Option(
                                "distance",
                                TableOptionTexts.text(index.distance().name()),
                                Position.NONE)),
                Position.NONE);
    }

    private static Projection projection(Index.Projection projection, List<String> included) {
        return new Projection(ProjectionKind.valueOf(projection.name()), included);
    }

    /** Sentences about what the text does not say. */
    public static List<String> warnings(TableReport report) {
        List<String> warnings = new ArrayList<>();
        if (report.timeToLive() == null
                || report.recovery() == null
                || report.tags() == null
                || report.insights() == null) {
            warnings.add(
                    "the server does not tell all of TTL, point in time recovery, tags and contributor insights of "
                            + report.description().tableName() + "; what it does not tell is left out");
        }
        if (!report.description().replicas().isEmpty()) {
            warnings.add("the replicas of the global table "
                    + report.description().tableName() + " in other regions are left out");
        }
        return warnings;
    }
}
