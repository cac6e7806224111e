package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableOption;
import org.dynamojdbc.execute.table.TableOptions;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.IndexKind;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.TypeName;

/** Plans CREATE, ALTER and DROP. */
final class DefinitionPlanner {
    /** DynamoDB guide, "Naming rules". */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private final Constants constants;

    DefinitionPlanner(Constants constants) {
        this.constants = constants;
    }

    Plan create(Statement.CreateTable statement) {
        checkName(statement.table(), "table", statement.position());
        Map<String, Column> columns = columns(statement);
        Map<String, TypeName> types = IndexPlanner.types(statement.primaryKey(), statement.indexes());
        KeySchema key = new IndexPlanner(columns, types, statement.position(), constants)
                .key(statement.primaryKey(), "PRIMARY KEY");
        if (key.partition().size() != 1 || key.sort().size() > 1) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(statement.position())
                            + "a table's PRIMARY KEY has one partition attribute and at most one sort attribute; only a"
                            + " GLOBAL INDEX can have up to four each");
        }
        TableOptions options = provisionedIfSized(tableOptions(statement.options()));
        if (options.tags().containsValue(Optional.<String>empty())) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(statement.position()) + "a new table has no tags to take away; tags cannot be NULL here");
        }
        List<Column> declared = columns.values().stream()
                .map(c -> key.contains(c.name())
                        ? new Column(c.name(), c.type(), Column.Origin.KEY, false, c.writing())
                        : c)
                .toList();
        options = withTtl(options, declared);
        refuseLeavingBehind(options, statement.position());
        List<TableChange.NewIndex> indexes = new ArrayList<>();
        List<TableChange.NewVectorIndex> vectorIndexes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (IndexDefinition definition : statement.indexes()) {
            checkName(definition.name(), "index", definition.position());
            if (!names.add(definition.name())) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_OBJECT,
                        At.of(definition.position()) + "index '" + definition.name() + "' is declared twice");
            }
            IndexPlanner planner = new IndexPlanner(columns, types, definition.position(), constants);
            if (definition.kind() == IndexKind.VECTOR) {
                vectorIndexes.add(planner.vectorIndex(definition));
            } else {
                indexes.add(fitting(planner.index(definition, key), options, definition.position()));
            }
        }
        return new Plan.Change(
                new TableChange.Create(
                        statement.table(), statement.ifNotExists(), key, indexes, vectorIndexes, options),
                declared);
    }

    /** Who names capacities wants them: billing_mode need not be said too. */
    private static TableOptions provisionedIfSized(TableOptions options) {
        return options.hasCapacity() ? options.withDefault(TableOption.BILLING_MODE, "PROVISIONED") : options;
    }

    /** An index is billed like its table. */
    private static TableChange.NewIndex fitting(TableChange.NewIndex index, TableOptions table, Position position) {
        boolean provisioned = "PROVISIONED".equals(table.values().get(TableOption.BILLING_MODE));
        if (provisioned ? index.options().hasMost() : index.options().hasCapacity()) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(position) + "index " + index.name()
                            + (provisioned
                                    ? " has max_read_units or max_write_units, and its table is provisioned"
                                    : " has read_capacity or write_capacity, and its table is billed on demand; add"
                                            + " WITH (billing_mode = 'PROVISIONED') to the table"));
        }
        return index;
    }

    /** What needs a table that is active cannot be set by who does not wait for it. */
    private static void refuseLeavingBehind(TableOptions options, Position position) {
        if (!"FALSE".equals(options.values().get(TableOption.WAIT))) {
            return;
        }
        for (TableOption later : List.of(
                TableOption.TTL,
                TableOption.POINT_IN_TIME_RECOVERY,
                TableOption.RECOVERY_PERIOD_DAYS,
                TableOption.CONTRIBUTOR_INSIGHTS)) {
            if (options.values().containsKey(later)) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        At.of(position) + "option " + later.label()
                                + " is set when the table is active, which wait = false does not wait for; set it"
                                + " with ALTER TABLE afterwards");
            }
        }
    }

    static void checkName(String name, String kind, Position position) {
        if (!NAME.matcher(name).matches()) {
            throw new SqlFailure(
                    SqlState.INVALID_NAME,
                    At.of(position) + kind + " name '" + name
                            + "' is not one DynamoDB takes: 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .");
        }
    }

    /** A TTL column is the table's TTL attribute, unless the options name another or say off. */
    private static TableOptions withTtl(TableOptions options, List<Column> declared) {
        return declared.stream()
                .filter(c -> c.writing().role() == Column.Role.TTL)
                .findFirst()
                .map(c -> options.withDefault(TableOption.TTL, c.name()))
                .orElse(options);
    }

    private static Map<String, Column> columns(Statement.CreateTable statement) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (ColumnDefinition definition : statement.columns()) {
            Column column = Column.declared(definition);
            if (columns.putIfAbsent(definition.name(), column) != null) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN,
                        At.of(statement.position()) + "column '" + definition.name() + "' is declared twice");
            }
        }
        return columns;
    }

    private TableOptions tableOptions(List<Option> options) {
        return new OptionValues(constants).of(options, TableOption.Place.TABLE);
    }

    Plan drop(Statement.DropTable statement) {
        checkName(statement.table(), "table", statement.position());
        return new Plan.Change(new TableChange.Drop(statement.table(), statement.ifExists()), List.of());
    }

    Plan createIndex(Statement.CreateIndex statement, Catalog catalog) {
        IndexDefinition index = statement.index();
        checkName(index.name(), "index", index.position());
        Table table = catalog.table(statement.table());
        Map<String, Column> columns = new LinkedHashMap<>();
        catalog.columns(table).forEach(c -> columns.put(c.name(), c));
        IndexPlanner planner = new IndexPlanner(
                columns,
                IndexPlanner.types(new KeyDefinition(List.of(), List.of()), List.of(index)),
                index.position(),
                constants);
        return new Plan.Change(
                index.kind() == IndexKind.VECTOR
                        ? new TableChange.AddVectorIndex(
                                table.name(), statement.ifNotExists(), planner.vectorIndex(index))
                        : new TableChange.AddIndex(
                                table.name(), statement.ifNotExists(), planner.index(index, table.key())),
                List.of());
    }

    Plan dropIndex(Statement.DropIndex statement, Catalog catalog) {
        return new Plan.Change(
                new TableChange.DropIndex(
                        catalog.table(statement.table()).name(), statement.index(), statement.ifExists()),
                List.of());
    }

    Plan alter(Statement.AlterTable statement, Catalog catalog) {
        TableOptions options = tableOptions(statement.options());
        return new Plan.Change(
                new TableChange.Alter(catalog.table(statement.table()).name(), options), List.of());
    }

    Plan alterIndex(Statement.AlterIndex statement, Catalog catalog) {
        TableOptions options = new OptionValues(constants).of(statement.options(), TableOption.Place.INDEX);
        return new Plan.Change(
                new TableChange.AlterIndex(catalog.table(statement.table()).name(), statement.index(), options),
                List.of());
    }

    Plan refresh(Statement.RefreshTable statement, Catalog catalog) {
        catalog.changed(statement.table());
        return new Plan.Change(
                new TableChange.Refresh(catalog.table(statement.table()).name()), List.of());
    }
}
