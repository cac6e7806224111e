package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Option;
import org.dynamojdbc.tree.ProjectionKind;
import org.dynamojdbc.tree.Returning;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.StatementVisitor;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.tree.UpdateClause;
import org.dynamojdbc.tree.VectorFilters;
import org.jspecify.annotations.Nullable;

/** Statements as canonical SQL. */
final class StatementPrinter implements StatementVisitor<String> {
    private final QueryPrinter queries = new QueryPrinter();
    private final ExpressionPrinter expressions = queries.expressions();

    @Override
    public String visitQueryStatement(Statement.QueryStatement node) {
        return queries.query(node.query());
    }

    @Override
    public String visitInsert(Statement.Insert node) {
        StringBuilder text = new StringBuilder(node.kind().name())
                .append(' ')
                .append(QueryPrinter.hints(node.hints()))
                .append("INTO ")
                .append(table(node.table(), node.alias()));
        if (!node.columns().isEmpty()) {
            text.append(" (").append(SqlPrinter.names(node.columns())).append(')');
        }
        text.append(' ').append(source(node.source())).append(conflict(node.onConflict()));
        clause(" IF ", node.condition(), text);
        return text.append(returning(node.returning())).toString();
    }

    private static String table(String table, @Nullable String alias) {
        return SqlPrinter.name(table) + (alias == null ? "" : " AS " + SqlPrinter.name(alias));
    }

    private String source(InsertSource source) {
        if (source instanceof InsertSource.RowSource rows) {
            return "VALUES "
                    + String.join(
                            ", ",
                            rows.rows().stream()
                                    .map(row -> "(" + expressions.list(row) + ")")
                                    .toList());
        }
        if (source instanceof InsertSource.DocumentSource documents) {
            return "VALUE " + expressions.list(documents.documents());
        }
        return source instanceof InsertSource.QuerySource query ? queries.query(query.query()) : "DEFAULT VALUES";
    }

    private String conflict(ConflictAction action) {
        if (action instanceof ConflictAction.DoNothing) {
            return " ON CONFLICT DO NOTHING";
        }
        if (action instanceof ConflictAction.DoReplace) {
            return " ON CONFLICT DO REPLACE";
        }
        return action instanceof ConflictAction.DoUpdate update
                ? " ON CONFLICT DO UPDATE" + clauses(update.clauses())
                : "";
    }

    private String clauses(List<UpdateClause> clauses) {
        StringBuilder text = new StringBuilder();
        for (UpdateClause clause : clauses) {
            text.append(' ').append(clause(clause));
        }
        return text.toString();
    }

    private String clause(UpdateClause clause) {
        if (clause instanceof UpdateClause.SetClause set) {
            return "SET " + expressions.print(set.path()) + " = " + expressions.print(set.value());
        }
        if (clause instanceof UpdateClause.RemoveClause remove) {
            return "REMOVE " + expressions.print(remove.path());
        }
        if (clause instanceof UpdateClause.AddClause add) {
            return "ADD " + expressions.print(add.path()) + " " + expressions.print(add.value());
        }
        UpdateClause.DeleteClause delete = (UpdateClause.DeleteClause) clause;
        return "DELETE " + expressions.print(delete.path()) + " " + expressions.print(delete.value());
    }

    private void clause(String word, @Nullable Expression expression, StringBuilder text) {
        if (expression != null) {
            text.append(word).append(expressions.print(expression));
        }
    }

    private String returning(@Nullable Returning returning) {
        if (returning == null) {
            return "";
        }
        return returning instanceof Returning.ReturningAll all
                ? " RETURNING " + all.scope() + " " + all.image() + " *"
                : " RETURNING " + queries.items(((Returning.ReturningItems) returning).items());
    }

    @Override
    public String visitUpdate(Statement.Update node) {
        StringBuilder text = new StringBuilder("UPDATE ")
                .append(QueryPrinter.hints(node.hints()))
                .append(table(node.table(), node.alias()))
                .append(clauses(node.clauses()));
        clause(" WHERE ", node.where(), text);
        clause(" IF ", node.condition(), text);
        return text.append(returning(node.returning())).toString();
    }

    @Override
    public String visitDelete(Statement.Delete node) {
        StringBuilder text = new StringBuilder("DELETE ")
                .append(QueryPrinter.hints(node.hints()))
                .append("FROM ")
                .append(table(node.table(), node.alias()));
        clause(" WHERE ", node.where(), text);
        clause(" IF ", node.condition(), text);
        return text.append(returning(node.returning())).toString();
    }

    @Override
    public String visitCreateTable(Statement.CreateTable node) {
        return createTable(node, "", ", ", "");
    }

    /** With these texts before, between and behind its columns and indexes. */
    String createTable(Statement.CreateTable node, String before, String between, String behind) {
        List<String> elements = new ArrayList<>();
        node.columns().forEach(column -> elements.add(column(column)));
        if (!node.primaryKey().partition().isEmpty()) {
            elements.add("PRIMARY KEY " + key(node.primaryKey()));
        }
        node.indexes().forEach(index -> elements.add(index.kind() + " INDEX " + index(index)));
        return "CREATE TABLE " + (node.ifNotExists() ? "IF NOT EXISTS " : "") + SqlPrinter.name(node.table()) + " ("
                + before + String.join(between, elements) + behind + ")" + options(node.options());
    }

    private String column(ColumnDefinition column) {
        StringBuilder text = new StringBuilder(SqlPrinter.name(column.name()))
                .append(' ')
                .append(ExpressionPrinter.type(column.type()))
                .append(column.notNull() ? " NOT NULL" : "");
        clause(" DEFAULT ", column.defaultValue(), text);
        column.attributes().forEach(attribute -> text.append(' ').append(attribute));
        return text.toString();
    }

    private static String key(KeyDefinition key) {
        String partition = attributes(key.partition(), key.types());
        String sort = attributes(key.sort(), key.types());
        if (key.partition().size() == 1 && key.sort().size() <= 1) {
            return "(" + partition + (sort.isEmpty() ? "" : ", " + sort) + ")";
        }
        return "(PARTITION (" + partition + ")" + (sort.isEmpty() ? "" : ", SORT (" + sort + ")") + ")";
    }

    private static String attributes(List<String> names, Map<String, TypeName> types) {
        return String.join(
                ", ", names.stream().map(name -> attribute(name, types)).toList());
    }

    private static String attribute(String name, Map<String, TypeName> types) {
        TypeName type = types.get(name);
        return SqlPrinter.name(name) + (type == null ? "" : " " + ExpressionPrinter.type(type));
    }

    private String index(IndexDefinition index) {
        String projection = index.projection().kind() == ProjectionKind.INCLUDE
                ? "INCLUDE (" + SqlPrinter.names(index.projection().attributes()) + ")"
                : index.projection().kind().name();
        return SqlPrinter.name(index.name()) + " " + key(index.key()) + filters(index.filters()) + " PROJECTION "
                + projection + options(index.options());
    }

    private static String filters(@Nullable VectorFilters filters) {
        if (filters == null) {
            return "";
        }
        String partition = filters.partition();
        return (partition == null ? "" : " PARTITION BY " + attribute(partition, filters.types()))
                + (filters.filters().isEmpty()
                        ? ""
                        : " FILTER (" + attributes(filters.filters(), filters.types()) + ")");
    }

    private String options(List<Option> options) {
        return options.isEmpty() ? "" : " WITH (" + optionList(options) + ")";
    }

    private String optionList(List<Option> options) {
        return String.join(
                ", ",
                options.stream()
                        .map(o -> SqlPrinter.name(o.name()) + " = " + expressions.print(o.value()))
                        .toList());
    }

    @Override
    public String visitDropTable(Statement.DropTable node) {
        return "DROP TABLE " + (node.ifExists() ? "IF EXISTS " : "") + SqlPrinter.name(node.table());
    }

    @Override
    public String visitTruncateTable(Statement.TruncateTable node) {
        return "TRUNCATE TABLE " + SqlPrinter.name(node.table());
    }

    @Override
    public String visitCreateIndex(Statement.CreateIndex node) {
        IndexDefinition index = node.index();
        String text = index(index);
        String name = SqlPrinter.name(index.name());
        return "CREATE " + index.kind() + " INDEX " + (node.ifNotExists() ? "IF NOT EXISTS " : "") + name + " ON "
                + SqlPrinter.name(node.table()) + text.substring(name.length());
    }

    @Override
    public String visitDropIndex(Statement.DropIndex node) {
        return "DROP INDEX " + (node.ifExists() ? "IF EXISTS " : "") + SqlPrinter.name(node.index()) + " ON "
                + SqlPrinter.name(node.table());
    }

    @Override
    public String visitAlterTable(Statement.AlterTable node) {
        return "ALTER TABLE " + SqlPrinter.name(node.table()) + " SET (" + optionList(node.options()) + ")";
    }

    @Override
    public String visitAlterIndex(Statement.AlterIndex node) {
        return "ALTER INDEX " + SqlPrinter.name(node.index()) + " ON " + SqlPrinter.name(node.table()) + " SET ("
                + optionList(node.options()) + ")";
    }

    @Override
    public String visitRefreshTable(Statement.RefreshTable node) {
        return "REFRESH TABLE " + SqlPrinter.name(node.table());
    }

    @Override
    public String visitDescribe(Statement.Describe node) {
        return "DESCRIBE " + SqlPrinter.name(node.table());
    }

    @Override
    public String visitShow(Statement.Show node) {
        String target = node.target() == null ? "" : SqlPrinter.name(node.target());
        return switch (node.kind()) {
            case TABLES -> "SHOW TABLES" + like(node);
            case INDEXES -> "SHOW INDEXES FROM " + target;
            case CREATE_TABLE -> "SHOW CREATE TABLE " + target;
            case TABLE_STATUS -> "SHOW TABLE STATUS" + (target.isEmpty() ? "" : " FROM " + target) + like(node);
            case PROPERTY -> "SHOW " + target;
            case ALL -> "SHOW ALL";
        };
    }

    private static String like(Statement.Show node) {
        return node.likePattern() == null ? "" : " LIKE " + SqlPrinter.string(node.likePattern());
    }

    @Override
    public String visitSetProperty(Statement.SetProperty node) {
        String value = node.value() == null ? "DEFAULT" : expressions.print(node.value());
        return "SET " + SqlPrinter.name(node.name()) + " = " + value;
    }

    @Override
    public String visitExplain(Statement.Explain node) {
        return (node.analyze() ? "EXPLAIN ANALYZE " : "EXPLAIN ")
                + node.statement().accept(this);
    }

    @Override
    public String visitExecutePartiQl(Statement.ExecutePartiQl node) {
        String parameters = node.parameters().isEmpty() ? "" : " USING " + expressions.list(node.parameters());
        return "EXECUTE PARTIQL " + SqlPrinter.string(node.text()) + parameters;
    }

    @Override
    public String visitAssertExists(Statement.AssertExists node) {
        return "ASSERT " + (node.negated() ? "NOT " : "") + "EXISTS (" + queries.query(node.query()) + ")";
    }

    @Override
    public String visitTransactionControl(Statement.TransactionControl node) {
        return node.kind().name();
    }

    @Override
    public String visitCall(Statement.Call node) {
        return "CALL " + SqlPrinter.name(node.procedure());
    }
}
