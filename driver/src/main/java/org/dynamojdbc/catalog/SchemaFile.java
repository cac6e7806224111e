package org.dynamojdbc.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.grammar.SyntaxException;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.Statement;

/** A file of CREATE TABLE statements, which declares columns for good. Nothing is created by it. */
final class SchemaFile {
    private SchemaFile() {}

    /**
     * Declared columns by table.
     *
     * @param path the schemaFile property, "" for none
     * @throws SqlFailure 22023 when the file cannot be read, 42601 and others naming the statement that is wrong
     */
    static Map<String, List<Column>> read(String path) {
        if (path.isEmpty()) {
            return Map.of();
        }
        try {
            return tables(path, Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "schemaFile " + path + " cannot be read; name a UTF-8 file of CREATE TABLE statements",
                    unreadable);
        }
    }

    private static Map<String, List<Column>> tables(String path, String script) {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        int number = 0;
        for (String sql : SqlParser.split(script)) {
            String where = "schemaFile " + path + ", statement " + ++number + ": ";
            Statement.CreateTable table = table(sql, where);
            if (tables.put(table.table(), columns(table, where)) != null) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_TABLE,
                        where + "table '" + table.table() + "' is declared twice; remove one of the declarations");
            }
        }
        return tables;
    }

    private static Statement.CreateTable table(String sql, String where) {
        try {
            if (new SqlParser().parse(sql).statement() instanceof Statement.CreateTable table) {
                return table;
            }
        } catch (SyntaxException wrong) {
            throw new SqlFailure(SqlState.SYNTAX_ERROR, where + wrong.getMessage(), wrong);
        }
        throw new SqlFailure(
                SqlState.SYNTAX_ERROR, where + "only CREATE TABLE statements are taken; run other statements yourself");
    }

    private static List<Column> columns(Statement.CreateTable table, String where) {
        List<Column> columns = new ArrayList<>();
        for (ColumnDefinition definition : table.columns()) {
            if (columns.stream().anyMatch(c -> c.name().equals(definition.name()))) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN, where + "column '" + definition.name() + "' is declared twice");
            }
            try {
                columns.add(Column.declared(definition));
            } catch (SqlFailure wrong) {
                throw new SqlFailure(wrong.state(), where + wrong.getMessage(), wrong);
            }
        }
        return columns;
    }
}
