package org.dynamojdbc.execute;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.client.CallsUnderWay;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.execute.write.BatchFailure;
import org.dynamojdbc.execute.write.CommitFailure;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.execute.write.TransactionWrites;
import org.dynamojdbc.execute.write.WriteBatch;
import org.dynamojdbc.execute.write.WrittenRows;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Turns access paths and writes into DynamoDB calls. Safe to use from several threads. */
public interface Executor extends AutoCloseable {
    /**
     * Begins a statement.
     *
     * @param timeout time limit for executing and reading, null for none
     * @param networkTimeout time limit for each call, null for none
     */
    default StatementContext begin(@Nullable Duration timeout, @Nullable Duration networkTimeout) {
        return new StatementContext(timeout, networkTimeout, new CallsUnderWay());
    }

    /** Starts a read; the first page is asked for at once, the call returns before it is there. */
    RowStream read(AccessPath path, ReadOptions options, StatementContext context);

    /** Number of rows the path delivers; its shape has countOnly, or items are counted when it has a residual. */
    long count(AccessPath path, ReadOptions options, StatementContext context);

    /** Writes one item. */
    ItemWrite.Outcome write(ItemWrite write, StatementContext context);

    /**
     * Writes many items with full batches; the same key twice is kept in order. Outcomes stand in the order of the writes.
     *
     * @throws BatchFailure when some write failed; all that can be written were
     */
    default List<ItemWrite.Outcome> writeAll(List<ItemWrite> writes, StatementContext context) {
        return writeAll(writes, WriteBatch.Counts.EXACT, context);
    }

    /** Like {@link #writeAll(List, StatementContext)}. */
    default List<ItemWrite.Outcome> writeAll(
            List<ItemWrite> writes, WriteBatch.Counts counts, StatementContext context) {
        WriteBatch batch = batch(context);
        writes.forEach(write -> batch.add(write, counts));
        return batch.end();
    }

    /** Begins a batch of writes that go out while they are added. */
    WriteBatch batch(StatementContext context);

    /**
     * The writes that a transaction gathers for one write. What the driver has to compute or check is computed and checked
     * on the item as it is now, and what was looked at must be the same at the commit.
     *
     * @param item the item as the statement found it or the transaction left it, empty for a missing one; null when it has
     *     to be read
     * @return none when the write counts 0; else the first one's count is the count of all
     */
    List<ItemWrite> settle(ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context);

    /**
     * Writes all or nothing.
     *
     * @param token client token, 1 to 36 characters, that makes a repetition harmless
     * @throws CommitFailure when nothing was written, or whether it was is unknown
     */
    void commit(TransactionWrites writes, String token, StatementContext context);

    /** Starts a statement of DynamoDB's own PartiQL and streams its items. */
    RowStream read(PartiQl statement, ReadOptions options, StatementContext context);

    /** Starts a search of the items with the nearest vectors, nearest first. */
    RowStream search(VectorSearch search, ReadOptions options, StatementContext context);

    /** Runs a writing statement of DynamoDB's own PartiQL. */
    ItemWrite.Outcome write(PartiQl statement, StatementContext context);

    /**
     * Writes an item for each row, several at a time, while the rows are read; closes the stream.
     *
     * @param written told of each write that counted, one at a time
     * @throws org.dynamojdbc.error.SqlFailure the first failure, saying how many items were written before it
     */
    WrittenRows writeEach(RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context);

    /** Creates, drops or changes a table and waits until the change is usable. */
    void change(TableChange change, StatementContext context);

    /** What the server tells of a table now; 42P01 when there is none. */
    TableReport inspect(String table, TableReport.Detail detail, StatementContext context);

    /** The call as the service would get it, as JSON, for EXPLAIN and nativeSQL; nothing is sent. */
    String request(AccessPath path, ReadOptions options);

    /** The call of a vector search, as JSON; nothing is sent. */
    String request(VectorSearch search);

    /** The call of a write, as JSON; nothing is sent. */
    String request(ItemWrite write);

    /** Stops every read of this connection and its threads. */
    @Override
    void close();
}
