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

/** How rows are written. CSV and JSON stream; a table is measured first, a thousand rows at a time. */
enum Format {
    TABLE {
        @Override
        void write(ResultSet rows, PrintStream out) throws SQLException {
            String[] labels = labels(rows.getMetaData());
            List<String[]> block = new ArrayList<>();
            long count = 0;
            while (rows.next()) {
                block.add(row(rows, labels.length));
                count++;
                if (block.size() == BLOCK) {
                    table(labels, block, out);
                    block.clear();
                }
            }
            if (!block.isEmpty() || count == 0) {
                table(labels, block, out);
            }
            out.println("(" + count + (count == 1 ? " row)" : " rows)"));
        }
    },
    CSV {
        @Override
        void write(ResultSet rows, PrintStream out) throws SQLException {
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
        void write(ResultSet rows, PrintStream out) throws SQLException {
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

    private static final int BLOCK = 1000;
    private static final int WIDEST = 60;

    abstract void write(ResultSet rows, PrintStream out) throws SQLException;

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

    private static String[] row(ResultSet rows, int columns) throws SQLException {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            String value = rows.getString(i + 1);
            row[i] = value == null ? "" : value;
        }
        return row;
    }

    private static void table(String[] labels, List<String[]> rows, PrintStream out) {
        int[] widths = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int column = i;
            widths[i] = Math.min(
                    WIDEST,
                    Math.max(
                            labels[i].length(),
                            rows.stream()
                                    .mapToInt(r -> r[column].length())
                                    .max()
                                    .orElse(0)));
        }
        out.println(line(labels, widths));
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
            rule.append(rule.length() == 0 ? "" : "-+-").append("-".repeat(width));
        }
        out.println(rule);
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].replace('\n', ' ');
            String cut = cell.length() > widths[i] ? cell.substring(0, widths[i] - 3) + "..." : cell;
            line.append(i == 0 ? "" : " | ").append(cut).append(" ".repeat(widths[i] - cut.length()));
        }
        return line.toString().stripTrailing();
    }

    private static String csv(String cell) {
        boolean quote = cell.contains(",") || cell.contains("\"") || cell.contains("\n") || cell.contains("\r");
        return quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder();
        org.dynamojdbc.type.JsonText.quote(text, json);
        return json.toString();
    }

    private static String jsonValue(String value, ResultSetMetaData metaData, int column) throws SQLException {
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
