package org.dynamojdbc.shell;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a person to read: in columns where they fit the line, else one attribute a line and without those that are NULL.
 * The first thousand rows decide.
 */
final class Table {
    private static final int BLOCK = 1000;
    private static final int WIDEST = 60;

    private final String[] labels;
    private final Output out;
    private final int width;

    Table(String[] labels, Output out, int width) {
        this.labels = labels;
        this.out = out;
        this.width = width;
    }

    void write(ResultSet rows) throws SQLException, IOException {
        List<@Nullable String[]> block = new ArrayList<>();
        long count = 0;
        boolean more = rows.next();
        boolean inColumns = true;
        do {
            long first = count + 1;
            for (; more && block.size() < BLOCK; more = rows.next()) {
                block.add(row(rows));
                count++;
            }
            int[] widths = widths(block);
            inColumns = first == 1 ? fits(widths) : inColumns;
            if (inColumns) {
                columns(block, widths);
            } else {
                lines(block, first);
            }
            block.clear();
        } while (more);
        out.println("(" + count + (count == 1 ? " row)" : " rows)"));
    }

    private @Nullable String[] row(ResultSet rows) throws SQLException {
        @Nullable String[] row = new String[labels.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = rows.getString(i + 1);
        }
        return row;
    }

    private int[] widths(List<@Nullable String[]> rows) {
        int[] widths = new int[labels.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = labels[i].length();
            for (@Nullable String[] row : rows) {
                widths[i] = Math.max(widths[i], length(row[i]));
            }
            widths[i] = Math.min(WIDEST, widths[i]);
        }
        return widths;
    }

    private static int length(@Nullable String cell) {
        return cell == null ? 0 : cell.length();
    }

    private boolean fits(int[] widths) {
        int line = 3 * (widths.length - 1);
        for (int each : widths) {
            line += each;
        }
        return line <= width;
    }

    private void columns(List<@Nullable String[]> rows, int[] widths) throws IOException {
        out.println(line(labels, widths));
        StringBuilder rule = new StringBuilder();
        for (int each : widths) {
            rule.append(rule.length() == 0 ? "" : "-+-").append("-".repeat(each));
        }
        out.println(rule.toString());
        for (@Nullable String[] row : rows) {
            out.println(line(row, widths));
        }
    }

    private static String line(@Nullable String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String text = cells[i];
            String cell = text == null ? "" : text.replace('\n', ' ');
            String cut = cell.length() > widths[i] ? cell.substring(0, widths[i] - 3) + "..." : cell;
            line.append(i == 0 ? "" : " | ").append(cut).append(" ".repeat(widths[i] - cut.length()));
        }
        return line.toString().stripTrailing();
    }

    private void lines(List<@Nullable String[]> rows, long first) throws IOException {
        int longest = 0;
        for (String label : labels) {
            longest = Math.max(longest, label.length());
        }
        long number = first;
        for (@Nullable String[] row : rows) {
            out.println("-[ row " + number++ + " ]" + "-".repeat(Math.max(3, longest - 6)));
            for (int i = 0; i < row.length; i++) {
                String cell = row[i];
                if (cell != null) {
                    out.println(labels[i] + " ".repeat(longest - labels[i].length()) + " | " + cell);
                }
            }
        }
    }
}
