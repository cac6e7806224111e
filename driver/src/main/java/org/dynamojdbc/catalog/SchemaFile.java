package org.dynamojdbc.catalog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.grammar.SyntaxException;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;

/** A file of CREATE TABLE statements, which declares columns for good. Nothing is created by it. */
final class SchemaFile {
    private static final long LARGEST_BYTES = 4L * 1024 * 1024;

    private final String path;

    private SchemaFile(String path) {
        this.path = path;
    }

    /**
     * Declared tables by name.
     *
     * @param path the schemaFile property, "" for none
     * @throws SqlFailure 22023 when the file cannot be read, 54000 when it is too large or nested too deeply, 42601 and
     *     others naming the line that is wrong
     */
    static Map<String, DeclaredTable> read(String path) {
        return path.isEmpty() ? Map.of() : new SchemaFile(path).tables();
    }

    private String text() {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw unreadable("is a directory", null);
            }
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw new SqlFailure(
                        SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "schemaFile " + path + " has " + size + " bytes, more than the " + LARGEST_BYTES
                                + " that are read; keep only the tables that are used");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw unreadable("does not exist", missing);
        } catch (AccessDeniedException denied) {
            throw unreadable("may not be read by this user", denied);
        } catch (CharacterCodingException malformed) {
            throw unreadable("is not UTF-8 text", malformed);
        } catch (IOException | InvalidPathException failed) {
            throw unreadable("cannot be read", failed);
        }
    }

    private SqlFailure unreadable(String why, @Nullable Exception cause) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                "schemaFile " + path + " " + why + "; name a UTF-8 file of CREATE TABLE statements",
                cause);
    }

    private Map<String, DeclaredTable> tables() {
        Map<String, DeclaredTable> tables = new LinkedHashMap<>();
        for (String sql : SqlParser.splitInPlace(text())) {
            Statement.CreateTable statement = statement(sql);
            String place = place(statement);
            check(statement, place);
            DeclaredTable table =
                    new DeclaredTable(statement.table(), columns(statement, place), key(statement.primaryKey()), place);
            if (tables.put(table.name(), table) != null) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_TABLE,
                        place + ": table '" + table.name() + "' is declared twice; remove one of the declarations");
            }
        }
        return tables;
    }

    private String place(Statement statement) {
        return "schemaFile " + path + ", line " + statement.position().line();
    }

    private Statement.CreateTable statement(String sql) {
        Statement statement;
        try {
            statement = new SqlParser().parse(sql).statement();
        } catch (SyntaxException wrong) {
            throw new SqlFailure(
                    wrong.kind() == SyntaxException.Kind.LIMIT
                            ? SqlState.PROGRAM_LIMIT_EXCEEDED
                            : SqlState.SYNTAX_ERROR,
                    "schemaFile " + path + ", " + wrong.getMessage(),
                    wrong);
        }
        if (statement instanceof Statement.CreateTable table) {
            return table;
        }
        throw new SqlFailure(
                SqlState.SYNTAX_ERROR,
                place(statement) + ": only CREATE TABLE statements are taken; run other statements yourself");
    }

    private static List<String> key(KeyDefinition key) {
        return Stream.concat(key.partition().stream(), key.sort().stream()).toList();
    }

    /** What CREATE TABLE would refuse too, as far as declarations go by it. */
    private static void check(Statement.CreateTable table, String place) {
        if (!Descriptions.isPossibleName(table.table())) {
            throw new SqlFailure(
                    SqlState.INVALID_NAME,
                    place + ": '" + table.table()
                            + "' cannot be a table: names have 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .");
        }
        KeyDefinition key = table.primaryKey();
        if (key.partition().size() != 1 || key.sort().size() > 1) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    place + ": table '" + table.table()
                            + "' needs PRIMARY KEY (partition_key) or PRIMARY KEY (partition_key, sort_key)");
        }
        checkDeclared(key, table, "PRIMARY KEY", place);
        for (IndexDefinition index : table.indexes()) {
            if (index.filters() == null) {
                checkDeclared(index.key(), table, "index " + index.name(), place);
            }
        }
    }

    private static void checkDeclared(KeyDefinition key, Statement.CreateTable table, String what, String place) {
        List<String> names =
                table.columns().stream().map(ColumnDefinition::name).toList();
        for (String name : key(key)) {
            if (!names.contains(name) && !key.types().containsKey(name)) {
                throw new SqlFailure(
                        SqlState.UNDEFINED_COLUMN,
                        place + ": " + what + " of table '" + table.table() + "' names '" + name
                                + "', which is not declared" + Suggestions.didYouMean(name, names));
            }
        }
    }

    private static List<Column> columns(Statement.CreateTable table, String place) {
        List<Column> columns = new ArrayList<>();
        for (ColumnDefinition definition : table.columns()) {
            if (columns.stream().anyMatch(c -> c.name().equals(definition.name()))) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN,
                        place + ": column '" + definition.name() + "' of table '" + table.table()
                                + "' is declared twice");
            }
            try {
                columns.add(Column.declared(definition));
            } catch (SqlFailure wrong) {
                throw new SqlFailure(
                        wrong.state(),
                        place + ": column '" + definition.name() + "' of table '" + table.table() + "': "
                                + wrong.getMessage(),
                        wrong);
            }
        }
        return columns;
    }
}
