package org.dynamojdbc.tpch;

import io.trino.tpch.GenerateUtils;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Fills tables with the rows of the TPC-H generator, in DynamoDB or in any other database. */
public final class TpchTables {
    private static final int BATCH = 1000;

    private TpchTables() {}

    /** Runs the CREATE statements of a script. */
    public static void create(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String definition : script.split(";", -1)) {
                if (!definition.isBlank()) {
                    statement.execute(definition);
                }
            }
        }
    }

    /**
     * Writes the rows of all tables.
     *
     * @param insert the verb: INSERT INTO, or UPSERT INTO where that is cheaper
     * @param scale 1 makes 6 million line items
     * @return number of rows
     */
    public static long load(Connection connection, String insert, double scale) throws SQLException {
        long rows = 0;
        for (TpchTable<?> table : TpchTable.getTables()) {
            rows += load(connection, insert, table, scale);
        }
        return rows;
    }

    private static <E extends TpchEntity> long load(
            Connection connection, String insert, TpchTable<E> table, double scale) throws SQLException {
        List<TpchColumn<E>> columns = table.getColumns();
        String sql = insert + " " + table.getTableName()
                + columns.stream().map(TpchColumn::getColumnName).collect(Collectors.joining(", ", " (", ")"))
                + columns.stream().map(c -> "?").collect(Collectors.joining(", ", " VALUES (", ")"));
        long rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (E row : table.createGenerator(scale, 1, 1)) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, value(columns.get(i), row));
                }
                statement.addBatch();
                if (++rows % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            if (rows % BATCH != 0) {
                statement.executeBatch();
            }
        }
        return rows;
    }

    private static <E extends TpchEntity> Object value(TpchColumn<E> column, E row) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> column.getIdentifier(row);
            case INTEGER -> column.getInteger(row);
            case DATE -> LocalDate.parse(GenerateUtils.formatDate(column.getDate(row)));
            case DOUBLE -> BigDecimal.valueOf(column.getDouble(row)).setScale(2, RoundingMode.HALF_UP);
            case VARCHAR -> column.getString(row);
        };
    }
}
