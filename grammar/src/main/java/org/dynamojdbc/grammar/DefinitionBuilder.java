package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.grammar.DynamoSqlParser.StatementContext;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.Expression;
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
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER, DROP and TRUNCATE. */
final class DefinitionBuilder {
    private final ExpressionBuilder expressions;

    DefinitionBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    /** Null when the node is no definition. */
    @Nullable
    Statement definition(StatementContext node, Position position) {
        if (node instanceof DynamoSqlParser.CreateTableContext create) {
            return createTable(create, position);
        }
        if (node instanceof DynamoSqlParser.DropTableContext drop) {
            return new Statement.DropTable(TreePositions.name(drop.table), drop.EXISTS() != null, position);
        }
        if (node instanceof DynamoSqlParser.TruncateTableContext truncate) {
            return new Statement.TruncateTable(TreePositions.name(truncate.table), position);
        }
        if (node instanceof DynamoSqlParser.CreateIndexContext create) {
            IndexDefinition index = new IndexDefinition(
                    TreePositions.name(create.name),
                    kind(create.indexKind()),
                    key(create.keySpec()),
                    filters(kind(create.indexKind()), create.vectorFilters()),
                    projection(create.projection()),
                    options(create.withOptions()),
                    TreePositions.of(create.name));
            return new Statement.CreateIndex(
                    create.EXISTS() != null, TreePositions.name(create.table), index, position);
        }
        if (node instanceof DynamoSqlParser.DropIndexContext drop) {
            return new Statement.DropIndex(
                    drop.EXISTS() != null, TreePositions.name(drop.name), TreePositions.name(drop.table), position);
        }
        if (node instanceof DynamoSqlParser.AlterTableContext alter) {
            return new Statement.AlterTable(TreePositions.name(alter.table), options(alter.option()), position);
        }
        if (node instanceof DynamoSqlParser.AlterIndexContext alter) {
            return new Statement.AlterIndex(
                    TreePositions.name(alter.name), TreePositions.name(alter.table), options(alter.option()), position);
        }
        if (node instanceof DynamoSqlParser.RefreshTableContext refresh) {
            return new Statement.RefreshTable(TreePositions.name(refresh.table), position);
        }
        return null;
    }

    private @Nullable VectorFilters filters(IndexKind kind, DynamoSqlParser.@Nullable VectorFiltersContext node) {
        if (node == null) {
            return kind == IndexKind.VECTOR ? new VectorFilters(null, List.of(), Map.of()) : null;
        }
        if (kind != IndexKind.VECTOR) {
            Position position = TreePositions.of(node);
            throw new SyntaxException(
                    SyntaxException.Kind.SYNTAX,
                    position.line(),
                    position.column(),
                    "PARTITION BY and FILTER belong to a VECTOR INDEX; the key of other indexes is"
                            + " (partition_key, sort_key)",
                    null);
        }
        List<DynamoSqlParser.KeyAttributeContext> partition =
                node.partition == null ? List.of() : List.of(node.partition);
        List<DynamoSqlParser.KeyAttributeContext> filters =
                node.filters == null ? List.of() : node.filters.keyAttribute();
        Map<String, TypeName> types = new LinkedHashMap<>(types(partition));
        types.putAll(types(filters));
        return new VectorFilters(partition.isEmpty() ? null : names(partition).get(0), names(filters), types);
    }

    private Statement createTable(DynamoSqlParser.CreateTableContext node, Position position) {
        List<ColumnDefinition> columns = new ArrayList<>();
        List<IndexDefinition> indexes = new ArrayList<>();
        KeyDefinition primaryKey = null;
        for (DynamoSqlParser.TableElementContext element : node.tableElement()) {
            if (element instanceof DynamoSqlParser.ColumnContext column) {
                columns.add(column(column));
                if (column.columnAttribute().stream()
                        .anyMatch(DynamoSqlParser.InlinePrimaryKeyContext.class::isInstance)) {
                    primaryKey = once(
                            primaryKey,
                            new KeyDefinition(List.of(TreePositions.name(column.name)), List.of()),
                            element);
                }
            } else if (element instanceof DynamoSqlParser.PrimaryKeyContext key) {
                primaryKey = once(primaryKey, key(key.keySpec()), element);
            } else {
                DynamoSqlParser.TableIndexContext index = (DynamoSqlParser.TableIndexContext) element;
                indexes.add(new IndexDefinition(
                        TreePositions.name(index.name),
                        kind(index.indexKind()),
                        key(index.keySpec()),
                        filters(kind(index.indexKind()), index.vectorFilters()),
                        projection(index.projection()),
                        options(index.withOptions()),
                        TreePositions.of(index.name)));
            }
        }
        return new Statement.CreateTable(
                TreePositions.name(node.table),
                node.EXISTS() != null,
                columns,
                primaryKey == null ? new KeyDefinition(List.of(), List.of()) : primaryKey,
                indexes,
                options(node.withOptions()),
                position);
    }

    private static KeyDefinition once(
            @Nullable KeyDefinition before, KeyDefinition key, DynamoSqlParser.TableElementContext place) {
        if (before != null) {
            Position position = TreePositions.of(place);
            throw new SyntaxException(
                    SyntaxException.Kind.SYNTAX,
                    position.line(),
                    position.column(),
                    "a table has one PRIMARY KEY; write both attributes in it: PRIMARY KEY (partition_key, sort_key)",
                    null);
        }
        return key;
    }

    private ColumnDefinition column(DynamoSqlParser.ColumnContext node) {
        boolean notNull = false;
        Expression defaultValue = null;
        List<String> attributes = new ArrayList<>();
        for (DynamoSqlParser.ColumnAttributeContext attribute : node.columnAttribute()) {
            if (attribute instanceof DynamoSqlParser.NotNullContext) {
                notNull = true;
            } else if (attribute instanceof DynamoSqlParser.DefaultValueContext value) {
                defaultValue = expressions.expression(value.expression());
            } else if (attribute instanceof DynamoSqlParser.VersionAttributeContext
                    || attribute instanceof DynamoSqlParser.TtlAttributeContext) {
                attributes.add(attribute.getText().toUpperCase(Locale.ROOT));
            }
        }
        return new ColumnDefinition(
                TreePositions.name(node.name), expressions.type(node.typeName()), notNull, defaultValue, attributes);
    }

    private static IndexKind kind(DynamoSqlParser.@Nullable IndexKindContext node) {
        return node == null
                ? IndexKind.GLOBAL
                : IndexKind.valueOf(node.getText().toUpperCase(Locale.ROOT));
    }

    private KeyDefinition key(DynamoSqlParser.KeySpecContext node) {
        if (node instanceof DynamoSqlParser.MultiKeyContext multi) {
            return key(multi.partition.keyAttribute(), multi.sort == null ? List.of() : multi.sort.keyAttribute());
        }
        DynamoSqlParser.SimpleKeyContext simple = (DynamoSqlParser.SimpleKeyContext) node;
        return key(List.of(simple.partitionKey), simple.sortKey == null ? List.of() : List.of(simple.sortKey));
    }

    private KeyDefinition key(
            List<DynamoSqlParser.KeyAttributeContext> partition, List<DynamoSqlParser.KeyAttributeContext> sort) {
        Map<String, TypeName> types = new LinkedHashMap<>(types(partition));
        types.putAll(types(sort));
        return new KeyDefinition(names(partition), names(sort), types);
    }

    private static List<String> names(List<DynamoSqlParser.KeyAttributeContext> nodes) {
        return nodes.stream().map(node -> TreePositions.name(node.name)).toList();
    }

    private Map<String, TypeName> types(List<DynamoSqlParser.KeyAttributeContext> nodes) {
        Map<String, TypeName> types = new LinkedHashMap<>();
        for (DynamoSqlParser.KeyAttributeContext node : nodes) {
            if (node.typeName() != null) {
                types.put(TreePositions.name(node.name), expressions.type(node.typeName()));
            }
        }
        return types;
    }

    private static Projection projection(DynamoSqlParser.@Nullable ProjectionContext node) {
        if (node == null || node.ALL() != null) {
            return new Projection(ProjectionKind.ALL, List.of());
        }
        return node.KEYS_ONLY() != null
                ? new Projection(ProjectionKind.KEYS_ONLY, List.of())
                : new Projection(ProjectionKind.INCLUDE, TreePositions.names(node.identifierList()));
    }

    private List<Option> options(DynamoSqlParser.@Nullable WithOptionsContext node) {
        return node == null ? List.of() : options(node.option());
    }

    private List<Option> options(List<DynamoSqlParser.OptionContext> nodes) {
        List<Option> options = new ArrayList<>();
        for (DynamoSqlParser.OptionContext node : nodes) {
            options.add(new Option(
                    TreePositions.name(node.name), expressions.expression(node.value), TreePositions.of(node)));
        }
        return options;
    }
}
