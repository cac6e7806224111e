package org.dynamojdbc.shell;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How rows are written. CSV and JSON stream; a {@link Table} is measured first, a thousand rows at a time. */
enum Format {
    TABLE {
        @Override
        void write(ResultSet rows, PrintStream out, int width) throws SQLException {
            new Table(labels(rows.getMetaData()), out, width).write(rows);
        }
    },
    CSV {
        @Override
        void write(ResultSet rows, PrintStream out, int width) throws SQLException {
            String[] labels = labels(rows.getMetaData());
            out.println(String.join(",", Arrays.stream(labels).map(Format::csv).toList()));
            while (rows.next()) {
                out.println(String.join(
                        ",",
                        Arrays.stream(row(rows, labels.length)).map(Format::csv).toList()));
            }
        }
    },
    JSON {
        @Override
        void write(ResultSet rows, PrintStream out, int width) throws SQLException {
            ResultSetMetaData metaData = rows.getMetaData();
            String[] labels = labels(metaData);
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < labels.length; i++) {
                    String value = rows.getString(i + 1);
                    fields.add(json(labels[i]) + ":" + jsonValue(value, metaData, i + 1));
                }
                out.println("{" + String.join(",", fields) + "}");
            }
        }
    };

    /** @param width characters of a line that the reader can see; what streams to a program takes no notice of it */
    abstract void write(ResultSet rows, PrintStream out, int width) throws SQLException;

    static Format of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("--format takes table, csv or json, not " + name, unknown);
        }
    }

    private static String[] labels(ResultSetMetaData metaData) throws SQLException {
        String[] labels = new String[metaData.getColumnCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = metaData.getColumnLabel(i + 1);
        }
        return labels;
    }

    private static @Nullable String[] row(ResultSet rows, int columns) throws SQLException {
        @Nullable String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = rows.getString(i + 1);
        }
        return row;
    }

    /** NULL is nothing, the empty string a pair of quotes. */
    private static String csv(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        boolean quote = cell.isEmpty()
                || cell.contains(",")
                || cell.contains("\"")
                || cell.contains("\n")
                || cell.contains("\r");
        return quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder();
        org.dynamojdbc.type.JsonText.quote(text, json);
        return json.toString();
    }

    private static String jsonValue(@Nullable String value, ResultSetMetaData metaData, int column)
            throws SQLException {
        if (value == null) {
            return "null";
        }
        switch (metaData.getColumnType(column)) {
            case Types.NUMERIC, Types.DECIMAL, Types.INTEGER, Types.BIGINT, Types.SMALLINT, Types.DOUBLE, Types.BOOLEAN:
                return value;
            default:
                String type = metaData.getColumnTypeName(column);
                boolean document = type.equals("MAP") || type.equals("LIST") || type.endsWith("_SET");
                return document ? value : json(value);
        }
    }
}
