package org.dynamojdbc.jdbc;

import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.ColumnType;

/** The shape of the always empty result of {@code getGeneratedKeys()}. */
final class GeneratedKeys {
    private GeneratedKeys() {}

    static final List<OutputColumn> COLUMNS = List.of(new OutputColumn(
            "GENERATED_KEY",
            "GENERATED_KEY",
            AttributePath.of("GENERATED_KEY"),
            null,
            ColumnType.of(ColumnType.Kind.VARCHAR),
            "",
            true));
}
