package org.dynamojdbc.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.execute.write.TransactionWrites;
import org.dynamojdbc.execute.write.WriteBatch;
import org.dynamojdbc.execute.write.WrittenRows;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The executor as the statements of one connection see it: inside a transaction writes are gathered, not sent. */
final class GatheringExecutor implements Executor {
    private final Executor executor;
    private final Transaction transaction;

    GatheringExecutor(Executor executor, Transaction transaction) {
        this.executor = executor;
        this.transaction = transaction;
    }

    @Override
    public StatementContext begin(@Nullable Duration timeout, @Nullable Duration networkTimeout) {
        return executor.begin(timeout, networkTimeout);
    }

    private ReadOptions prepared(AccessPath path, ReadOptions options, StatementContext context) {
        String pending = transaction.readWarning(path.table().name());
        if (pending != null) {
            context.warn(pending);
        }
        if (transaction.isolation() == ReadOptions.Isolation.READ_COMMITTED) {
            return options;
        }
        if (!(path instanceof AccessPath.GetItem
                || path instanceof AccessPath.BatchGetItem
                || path instanceof AccessPath.Nothing)) {
            context.warn("SERIALIZABLE holds for reads by full keys, up to 100 of them; this read of "
                    + path.table().name() + " sees each item as some committed transaction left it");
        }
        return options.withIsolation(transaction.isolation());
    }

    @Override
    public RowStream read(AccessPath path, ReadOptions options, StatementContext context) {
        return executor.read(path, prepared(path, options, context), context);
    }

    @Override
    public long count(AccessPath path, ReadOptions options, StatementContext context) {
        return executor.count(path, prepared(path, options, context), context);
    }

    @Override
    public ItemWrite.Outcome write(ItemWrite write, StatementContext context) {
        return transaction.isOpen()
                ? transaction.gather(List.of(write), context).get(0)
                : executor.write(write, context);
    }

    @Override
    public List<ItemWrite.Outcome> writeAll(
            List<ItemWrite> writes, WriteBatch.Counts counts, StatementContext context) {
        return transaction.isOpen() ? transaction.gather(writes, context) : executor.writeAll(writes, counts, context);
    }

    /** Transactions gather what they are given at once, by {@link #write} and {@link #writeAll}. */
    @Override
    public WriteBatch batch(StatementContext context) {
        if (transaction.isOpen()) {
            throw new IllegalStateException("a transaction sends no batches");
        }
        return executor.batch(context);
    }

    /** In a transaction the writes of the rows read are gathered like any others. */
    @Override
    public WrittenRows writeEach(
            RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context) {
        if (!transaction.isOpen()) {
            return executor.writeEach(rows, writer, written, context);
        }
        return transaction.inTurn(context, () -> gatherEach(rows, writer, written, context));
    }

    private WrittenRows gatherEach(
            RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context) {
        Transaction.Gathering gathering = transaction.gathering(context);
        List<ItemWrite> counted = new ArrayList<>();
        long count = 0;
        long found = 0;
        try (rows) {
            while (rows.next()) {
                context.check();
                found++;
                ItemWrite write = writer.write(rows.item());
                ItemWrite.Outcome outcome = gathering.add(write);
                count += outcome.count();
                if (outcome.count() > 0) {
                    counted.add(write);
                }
            }
        }
        writer.found(found);
        gathering.keep();
        counted.forEach(written);
        return WrittenRows.counted(count);
    }

    @Override
    public List<ItemWrite> settle(
            ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        return executor.settle(write, item, context);
    }

    @Override
    public void commit(TransactionWrites writes, String token, StatementContext context) {
        executor.commit(writes, token, context);
    }

    @Override
    public RowStream read(PartiQl statement, ReadOptions options, StatementContext context) {
        return executor.read(statement, options, context);
    }

    @Override
    public RowStream search(VectorSearch search, ReadOptions options, StatementContext context) {
        String pending = transaction.readWarning(search.table().name());
        if (pending != null) {
            context.warn(pending);
        }
        return executor.search(search, options, context);
    }

    @Override
    public ItemWrite.Outcome write(PartiQl statement, StatementContext context) {
        if (transaction.isOpen()) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "EXECUTE PARTIQL of a write cannot be part of a transaction, and it would be done at once; write it"
                            + " without EXECUTE PARTIQL or run it in auto-commit mode");
        }
        return executor.write(statement, context);
    }

    /** Table changes are done at once and are no part of the transaction. */
    @Override
    public void change(TableChange change, StatementContext context) {
        if (transaction.changes(change.table())) {
            throw new SqlFailure(
                    SqlState.OBJECT_IN_USE,
                    "table '" + change.table() + "' has writes in this transaction; commit or roll back before it is"
                            + " changed");
        }
        executor.change(change, context);
    }

    @Override
    public TableReport inspect(String table, TableReport.Detail detail, StatementContext context) {
        return executor.inspect(table, detail, context);
    }

    @Override
    public String request(AccessPath path, ReadOptions options) {
        return executor.request(path, options);
    }

    @Override
    public String request(VectorSearch search) {
        return executor.request(search);
    }

    @Override
    public String request(ItemWrite write) {
        return executor.request(write);
    }

    @Override
    public void close() {
        executor.close();
    }
}
