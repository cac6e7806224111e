package org.dynamojdbc.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.Documents;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as they arrive. One thread reads; close may come from another. */
final class StreamingResultSet extends RowGetters {
    private final @Nullable RunningStatement statement;
    private List<OutputColumn> columns;
    private final RowStream stream;
    private final Documents documents;
    private final long maxRows;
    private final WarningChain warnings = new WarningChain();
    private ColumnReaders readers;
    private @Nullable UnseenAttributes unseen;
    private @Nullable SampledShape untoldShape;
    private int fetchSize;
    private @Nullable ColumnLabels labels;
    private @Nullable Map<String, AttributeValue> row;
    /** The row behind the current one, when isLast or isBeforeFirst had to look ahead. */
    private @Nullable Map<String, AttributeValue> ahead;

    /** Whether what was read is still to be told: plans that warn only guess it. */
    private boolean unitsUntold;

    private boolean exhausted;
    private long rowNumber;
    private boolean wasNull;
    private volatile boolean closed;

    /**
     * @param statement null for results that no statement of the client gave
     * @param maxRows rows given at the most, 0 for all
     */
    StreamingResultSet(
            @Nullable RunningStatement statement,
            List<OutputColumn> columns,
            RowStream stream,
            long maxRows,
            int fetchSize) {
        this.statement = statement;
        this.columns = columns;
        this.stream = stream;
        this.documents = statement == null
                ? Documents.TEXT
                : statement.session().defaults().documents();
        this.maxRows = maxRows;
        this.fetchSize = fetchSize;
        this.readers = new ColumnReaders(columns);
    }

    /** From now on items are looked through for attributes that the columns do not show. */
    void lookFor(@Nullable UnseenAttributes attributes) {
        unseen = attributes;
    }

    /** What the result is not, and its columns do not show, is warned of when somebody asks: warnings are not free. */
    void restOn(SampledShape shape) {
        untoldShape = shape;
    }

    /** The units that a scan consumed are warned of when all is read, or reading ends. */
    void warnOfUnits() {
        unitsUntold = true;
    }

    private void tellUnits() {
        if (unitsUntold && statement != null) {
            unitsUntold = false;
            Statistics read = statement.statistics();
            warn(String.format(
                    Locale.ROOT, "the scan has consumed %.1f read units in %d calls", read.readUnits(), read.calls()));
        }
    }

    /** Statements show what their results warn of, because many tools ask only them. */
    private void warn(String sentence) {
        warnings.add(sentence);
        if (statement != null) {
            statement.warnings.add(sentence);
        }
    }

    @Override
    void requireOpen() throws SQLException {
        if (closed) {
            throw Refusal.of(
                    SqlState.INVALID_CURSOR_STATE,
                    "the result set is closed; running a statement again or closing it closes its result");
        }
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        Map<String, AttributeValue> following = ahead;
        if (following == null && !exhausted && (maxRows == 0 || rowNumber < maxRows)) {
            following = fetch();
        }
        ahead = null;
        row = following;
        if (following == null) {
            exhausted = true;
            tellUnits();
            return false;
        }
        rowNumber++;
        return true;
    }

    private @Nullable Map<String, AttributeValue> fetch() throws SQLException {
        try {
            if (stream.next()) {
                Map<String, AttributeValue> item = stream.item();
                if (unseen != null) {
                    unseen.check(item, this::warn);
                }
                return item;
            }
            exhausted = true;
            return null;
        } catch (RuntimeException failed) {
            requireOpen();
            SQLException failure = Refusal.from(failed);
            if (statement != null) {
                statement.resultFailed(failure);
            }
            throw failure;
        }
    }

    /** Whether a row follows the current one; reads it when that is not known yet. */
    private boolean follows() throws SQLException {
        if (ahead == null && !exhausted && (maxRows == 0 || rowNumber < maxRows)) {
            ahead = fetch();
        }
        return ahead != null;
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return rowNumber == 0 && row == null && follows();
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return rowNumber == 1 && row != null;
    }

    @Override
    public boolean isLast() throws SQLException {
        requireOpen();
        return row != null && !follows();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return rowNumber > 0 && row == null;
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return row == null ? 0 : (int) Math.min(rowNumber, Integer.MAX_VALUE);
    }

    @Override
    public @Nullable String resumeToken() throws SQLException {
        requireOpen();
        if (ahead != null) {
            throw Refusal.of(
                    SqlState.FUNCTION_SEQUENCE,
                    "resumeToken: isLast or isBeforeFirst has read the next row already; call next() first");
        }
        return stream.resumeToken();
    }

    @Override
    public int findColumn(String label) throws SQLException {
        requireOpen();
        ColumnLabels known = labels;
        if (known == null) {
            known = new ColumnLabels(columns);
            labels = known;
        }
        return known.find(label);
    }

    @Override
    @Nullable
    AttributeValue value(int column) throws SQLException {
        requireOpen();
        Map<String, AttributeValue> current = row;
        if (column < 1 || column > columns.size()) {
            throw Refusal.of(
                    SqlState.INVALID_COLUMN_INDEX,
                    "column " + column + " does not exist, the result has " + columns.size()
                            + "; columns are numbered from 1");
        }
        if (current == null) {
            throw Refusal.of(
                    SqlState.INVALID_CURSOR_STATE,
                    rowNumber == 0 ? "no row was read yet; call next() first" : "the last row has been read already");
        }
        AttributeValue value = readers.value(current, column - 1);
        wasNull = value == null;
        return value;
    }

    @Override
    ColumnReaders readers() {
        return readers;
    }

    @Override
    String label(int column) {
        return columns.get(column - 1).label();
    }

    @Override
    Documents documents() {
        return documents;
    }

    @Override
    public boolean wasNull() throws SQLException {
        requireOpen();
        return wasNull;
    }

    /**
     * From here on values have the types that are told here, which may need a sample of the table. A client that reads
     * without asking pays for none: then each value of an undeclared attribute has its own type.
     */
    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        if (statement != null) {
            try {
                List<OutputColumn> known = statement.session().sampled(columns, statement.currentContext());
                if (known != columns) {
                    columns = known;
                    readers = new ColumnReaders(known);
                }
            } catch (RuntimeException refused) {
                throw Refusal.from(refused);
            }
        }
        return new ResultColumns(columns, documents);
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return statement;
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return fetchSize;
    }

    /** A hint for the statement's next execution; the pages of this one are on their way already. */
    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        if (rows < 0 && rows != Integer.MIN_VALUE) {
            throw Refusal.of(SqlState.INVALID_PARAMETER_VALUE, "setFetchSize takes 0 (no hint) or more, not " + rows);
        }
        fetchSize = Math.max(0, rows);
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        SampledShape shape = untoldShape;
        if (shape != null && statement != null) {
            untoldShape = null;
            statement.lowered().forEach(warnings::add);
            shape.tell((table, sample) -> true, warnings::add);
        }
        return warnings.first();
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        untoldShape = null;
        warnings.clear();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            stream.close();
            row = null;
            tellUnits();
            if (statement != null) {
                statement.resultClosed(this);
            }
        }
    }
}
