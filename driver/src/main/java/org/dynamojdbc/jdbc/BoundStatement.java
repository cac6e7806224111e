package org.dynamojdbc.jdbc;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A prepared statement: parsed once, planned with its values at each execution. */
final class BoundStatement extends ParameterSetters {
    private final String sql;
    private final KnownStatement parsed;
    private final @Nullable AttributeValue[] values;
    /** Values given as points in time, for columns that keep such; null for all others. */
    private final @Nullable AttributeValue[] instants;

    private final PendingBatch batch = new PendingBatch(this);

    BoundStatement(OpenConnection connection, String sql, KnownStatement parsed) {
        super(connection);
        this.sql = sql;
        this.parsed = parsed;
        this.values = new AttributeValue[parsed.parameterCount()];
        this.instants = new AttributeValue[parsed.parameterCount()];
        poolableByDefault();
    }

    @Override
    void bind(int index, @Nullable Object value) throws SQLException {
        requireOpen();
        if (index < 1 || index > values.length) {
            throw Refusal.of(
                    SqlState.INVALID_COLUMN_INDEX,
                    "parameter " + index + " does not exist, the statement has " + values.length
                            + "; parameters are numbered from 1");
        }
        try {
            Object plain = ParameterValues.plain(value);
            if (plain instanceof ParameterValues.Moment moment) {
                values[index - 1] = AttributeValues.of(moment.local());
                instants[index - 1] = AttributeValues.of(moment.instant());
            } else {
                values[index - 1] = AttributeValues.constant(plain);
                instants[index - 1] = null;
            }
        } catch (RuntimeException refused) {
            throw Refusal.from(refused);
        }
    }

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, null);
        Arrays.fill(instants, null);
    }

    private List<AttributeValue> bound() throws SQLException {
        AttributeValue[] bound = new AttributeValue[values.length];
        boolean anyInstant = false;
        for (int i = 0; i < values.length; i++) {
            AttributeValue value = values[i];
            if (value == null) {
                throw Refusal.of(
                        SqlState.PARAMETER_NOT_SET,
                        "parameter " + (i + 1) + " of " + values.length + " is not set; call a setter for it first");
            }
            bound[i] = value;
            anyInstant |= instants[i] != null;
        }
        if (anyInstant) {
            chooseInstants(bound);
        }
        return List.of(bound);
    }

    /** A column of points in time gets the very one that was given; any other gets the local time that it shows. */
    private void chooseInstants(AttributeValue[] bound) throws SQLException {
        try {
            List<@Nullable Column> columns = describe(asking -> session().knownParameterColumns(parsed, asking));
            for (int i = 0; i < instants.length; i++) {
                AttributeValue instant = instants[i];
                Column column = columns.get(i);
                if (instant != null && column != null && keepsInstants(column.type())) {
                    bound[i] = instant;
                }
            }
        } catch (RuntimeException refused) {
            throw Refusal.from(refused);
        }
    }

    private static boolean keepsInstants(ColumnType type) {
        return switch (type.kind()) {
            case TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS -> true;
            default -> false;
        };
    }

    private void execute(Wanted wanted) throws SQLException {
        requireOpen();
        run(sql, parsed, bound(), wanted);
    }

    @Override
    public boolean execute() throws SQLException {
        execute(Wanted.EITHER);
        return hasRows();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        execute(Wanted.ROWS);
        return rows();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        execute(Wanted.COUNT);
        return count();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return (int) Math.min(executeLargeUpdate(), Integer.MAX_VALUE);
    }

    @Override
    public void addBatch() throws SQLException {
        requireOpen();
        batch.add(new Batch.Row(sql, bound()));
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Batch.toInts(executeLargeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        return batch.execute();
    }

    /** Columns of the result; null for statements that give no rows. */
    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        try {
            List<OutputColumn> columns = describe(asking -> session().columns(parsed, asking));
            return columns.isEmpty()
                    ? null
                    : new ResultColumns(columns, session().defaults().documents());
        } catch (RuntimeException refused) {
            throw Refusal.from(refused);
        }
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        requireOpen();
        return new Parameters(values.length, () -> describe(asking -> session().parameterColumns(parsed, asking)));
    }

    private static SQLException textGiven(String method) {
        return Refusal.of(
                SqlState.FUNCTION_SEQUENCE,
                "PreparedStatement." + method + "(String) is not allowed, the statement was given when it was prepared;"
                        + " call " + method + "() or use createStatement");
    }

    @Override
    public ResultSet executeQuery(String text) throws SQLException {
        throw textGiven("executeQuery");
    }

    @Override
    public boolean execute(String text) throws SQLException {
        throw textGiven("execute");
    }

    @Override
    public boolean execute(String text, int autoGeneratedKeys) throws SQLException {
        throw textGiven("execute");
    }

    @Override
    public boolean execute(String text, int @Nullable [] columnIndexes) throws SQLException {
        throw textGiven("execute");
    }

    @Override
    public boolean execute(String text, String @Nullable [] columnNames) throws SQLException {
        throw textGiven("execute");
    }

    @Override
    public int executeUpdate(String text) throws SQLException {
        throw textGiven("executeUpdate");
    }

    @Override
    public int executeUpdate(String text, int autoGeneratedKeys) throws SQLException {
        throw textGiven("executeUpdate");
    }

    @Override
    public int executeUpdate(String text, int @Nullable [] columnIndexes) throws SQLException {
        throw textGiven("executeUpdate");
    }

    @Override
    public int executeUpdate(String text, String @Nullable [] columnNames) throws SQLException {
        throw textGiven("executeUpdate");
    }

    @Override
    public long executeLargeUpdate(String text) throws SQLException {
        throw textGiven("executeLargeUpdate");
    }

    @Override
    public long executeLargeUpdate(String text, int autoGeneratedKeys) throws SQLException {
        throw textGiven("executeLargeUpdate");
    }

    @Override
    public long executeLargeUpdate(String text, int @Nullable [] columnIndexes) throws SQLException {
        throw textGiven("executeLargeUpdate");
    }

    @Override
    public long executeLargeUpdate(String text, String @Nullable [] columnNames) throws SQLException {
        throw textGiven("executeLargeUpdate");
    }

    @Override
    public void addBatch(String text) throws SQLException {
        throw textGiven("addBatch");
    }
}
