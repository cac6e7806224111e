package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.OutputColumn;
import org.jspecify.annotations.Nullable;

/** Finds columns by label: as it is written, else ignoring case; the first of several. */
final class ColumnLabels {
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> folded = new HashMap<>();
    private final List<OutputColumn> columns;

    ColumnLabels(List<OutputColumn> columns) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            String label = columns.get(i).label();
            exact.putIfAbsent(label, i + 1);
            folded.putIfAbsent(label.toLowerCase(Locale.ROOT), i + 1);
        }
    }

    int find(@Nullable String label) throws SQLException {
        if (label != null) {
            Integer column = exact.get(label);
            if (column == null) {
                column = folded.get(label.toLowerCase(Locale.ROOT));
            }
            if (column != null) {
                return column;
            }
        }
        throw Refusal.of(
                SqlState.UNDEFINED_COLUMN,
                "the result has no column '" + label + "'; it has "
                        + columns.stream().map(OutputColumn::label).collect(Collectors.joining(", ")));
    }
}
