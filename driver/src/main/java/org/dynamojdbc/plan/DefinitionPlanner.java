package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.execute.TableChange;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.IndexKind;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Projection;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.TypeNames;

/** Plans CREATE, ALTER and DROP. */
final class DefinitionPlanner {
    private static final int MAX_MULTI_ATTRIBUTES = 4;

    /** DynamoDB guide, "Naming rules". */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private final Constants constants;

    DefinitionPlanner(Constants constants) {
        this.constants = constants;
    }

    Plan create(Statement.CreateTable statement) {
        checkName(statement.table(), "table", statement.position());
        Map<String, Column> columns = columns(statement);
        KeySchema key = key(statement.primaryKey(), columns, statement.position(), "PRIMARY KEY");
        if (key.partition().size() != 1 || key.sort().size() > 1) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(statement.position())
                            + "a table's PRIMARY KEY has one partition attribute and at most one sort attribute; only a"
                            + " GLOBAL INDEX can have up to four each");
        }
        List<TableChange.NewIndex> indexes = new ArrayList<>();
        for (IndexDefinition definition : statement.indexes()) {
            checkName(definition.name(), "index", statement.position());
            indexes.add(index(definition, columns, statement.position()));
        }
        List<Column> declared = columns.values().stream()
                .map(c -> key.contains(c.name())
                        ? new Column(c.name(), c.type(), Column.Origin.KEY, false, c.writing())
                        : c)
                .toList();
        return new Plan.Change(
                new TableChange.Create(
                        statement.table(),
                        statement.ifNotExists(),
                        key,
                        indexes,
                        withTtl(options(statement.options()), declared)),
                declared);
    }

    private static void checkName(String name, String kind, Position position) {
        if (!NAME.matcher(name).matches()) {
            throw new SqlFailure(
                    SqlState.INVALID_NAME,
                    At.of(position) + kind + " name '" + name
                            + "' is not one DynamoDB takes: 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .");
        }
    }

    /** A TTL column is the table's TTL attribute, unless the options name another or say off. */
    private static Map<String, String> withTtl(Map<String, String> options, List<Column> declared) {
        if ("off".equalsIgnoreCase(options.get("ttl"))) {
            options.remove("ttl");
            return options;
        }
        declared.stream()
                .filter(c -> c.writing().role() == Column.Role.TTL)
                .findFirst()
                .ifPresent(c -> options.putIfAbsent("ttl", c.name()));
        return options;
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

    private static KeySchema key(KeyDefinition key, Map<String, Column> columns, Position position, String where) {
        if (key.partition().isEmpty()) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(position) + where + " is missing; write PRIMARY KEY (partition_key) or"
                            + " PRIMARY KEY (partition_key, sort_key)");
        }
        if (key.partition().size() > MAX_MULTI_ATTRIBUTES || key.sort().size() > MAX_MULTI_ATTRIBUTES) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(position) + where + " has more than " + MAX_MULTI_ATTRIBUTES
                            + " partition or sort attributes");
        }
        return new KeySchema(
                key.partition().stream()
                        .map(name -> attribute(name, columns, position, where))
                        .toList(),
                key.sort().stream()
                        .map(name -> attribute(name, columns, position, where))
                        .toList());
    }

    private static KeyAttribute attribute(String name, Map<String, Column> columns, Position position, String where) {
        Column column = columns.get(name);
        if (column == null) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_COLUMN,
                    At.of(position) + where + " names '" + name + "', which is not declared; declare it with a type"
                            + Suggestions.didYouMean(name, columns.keySet()));
        }
        AttributeType type = TypeNames.storedAs(column.type());
        if (!type.orderable()) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(position) + where + " names '" + name + "' of type "
                            + column.type().kind() + "; a key attribute is a string, a number or binary");
        }
        return new KeyAttribute(name, type);
    }

    private TableChange.NewIndex index(IndexDefinition definition, Map<String, Column> columns, Position position) {
        if (definition.kind() == IndexKind.VECTOR) {
            throw Planner.notPlanned(position, "VECTOR INDEX");
        }
        Index.Kind kind = definition.kind() == IndexKind.LOCAL ? Index.Kind.LOCAL : Index.Kind.GLOBAL;
        KeySchema key = key(definition.key(), columns, position, "index " + definition.name());
        if (kind == Index.Kind.LOCAL
                && (key.partition().size() != 1 || key.sort().size() != 1)) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    At.of(position) + "LOCAL INDEX " + definition.name()
                            + " needs the table's partition key and one sort attribute of its own");
        }
        Projection projection = definition.projection();
        return new TableChange.NewIndex(
                definition.name(),
                kind,
                key,
                Index.Projection.valueOf(projection.kind().name().toUpperCase(Locale.ROOT)),
                projection.attributes(),
                options(definition.options()));
    }

    private Map<String, String> options(List<Option> options) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Option option : options) {
            texts.put(option.name().toLowerCase(Locale.ROOT), constants.text(option.value()));
        }
        return texts;
    }

    Plan drop(Statement.DropTable statement) {
        return new Plan.Change(new TableChange.Drop(statement.table(), statement.ifExists()), List.of());
    }

    Plan createIndex(Statement.CreateIndex statement, Catalog catalog) {
        Table table = catalog.table(statement.table());
        Map<String, Column> columns = new LinkedHashMap<>();
        catalog.columns(table).forEach(c -> columns.put(c.name(), c));
        return new Plan.Change(
                new TableChange.AddIndex(
                        table.name(), statement.ifNotExists(), index(statement.index(), columns, statement.position())),
                List.of());
    }

    Plan dropIndex(Statement.DropIndex statement) {
        return new Plan.Change(
                new TableChange.DropIndex(statement.table(), statement.index(), statement.ifExists()), List.of());
    }

    Plan alter(Statement.AlterTable statement) {
        return new Plan.Change(new TableChange.Alter(statement.table(), options(statement.options())), List.of());
    }
}
