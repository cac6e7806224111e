package org.dynamojdbc.shell;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How rows are written. CSV and JSON stream; a {@link Table} is measured first, a thousand rows at a time. */
enum Format {
    TABLE {
        @Override
        void write(ResultSet rows, Output out, int width) throws SQLException, IOException {
            new Table(labels(rows.getMetaData()), out, width).write(rows);
        }
    },
    CSV {
        @Override
        void write(ResultSet rows, Output out, int width) throws SQLException, IOException {
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
        void write(ResultSet rows, Output out, int width) throws SQLException, IOException {
            String[] labels = labels(rows.getMetaData());
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < labels.length; i++) {
                    fields.add(json(labels[i]) + ":" + jsonValue(rows, i + 1));
                }
                out.println("{" + String.join(",", fields) + "}");
            }
        }
    };

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /**
     * Writes all rows, or as many as somebody takes.
     *
     * @param width characters of a line that the reader can see; what streams to a program takes no notice of it
     * @throws IOException when the output takes no more
     */
    abstract void write(ResultSet rows, Output out, int width) throws SQLException, IOException;

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

    /**
     * A column's type says what it was declared or sampled as, not what this row's value is: the value alone decides what
     * stands without quotes. A number that is shown as a point in time is text.
     */
    private static String jsonValue(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column, Object.class);
        String text = value == null ? null : rows.getString(column);
        if (value == null || text == null) {
            return "null";
        }
        boolean bare = value instanceof Boolean
                || value instanceof Map
                || value instanceof Collection
                || (value instanceof BigDecimal && JSON_NUMBER.matcher(text).matches());
        return bare ? text : json(text);
    }
}
