package org.dynamojdbc.jdbc;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
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
import org.dynamojdbc.plan.PlannerOptions;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A connection with one table {@code t(id)} and no server: every read is empty, every write counts one. */
final class Unconnected {
    private static final Table TABLE =
            new Table("t", new KeySchema(List.of(new KeyAttribute("id", AttributeType.S)), List.of()), List.of(), 0, 0);

    private Unconnected() {}

    static OpenConnection connection() {
        SessionSettings settings = new SessionSettings(PlannerOptions.DEFAULT, 0, 1, 1, 0, 0, null);
        return new OpenConnection(
                new Session(new EmptyExecutor(), new OneTable(), settings, StatementDefaults.NONE, "nobody"),
                "jdbc:dynamodb:unconnected",
                "nobody",
                (DynamoDbClient) Proxy.newProxyInstance(
                        Unconnected.class.getClassLoader(),
                        new Class<?>[] {DynamoDbClient.class},
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException(method + ": there is no server");
                        }),
                () -> {});
    }

    private static final class OneTable implements Catalog {
        @Override
        public List<String> tableNames() {
            return List.of("t");
        }

        @Override
        public Table table(String name) {
            return find(name).orElseThrow(() -> new SqlFailure(SqlState.UNDEFINED_TABLE, "no table " + name));
        }

        @Override
        public Optional<Table> find(String name) {
            return name.equalsIgnoreCase("t") ? Optional.of(TABLE) : Optional.empty();
        }

        @Override
        public List<Column> columns(Table table) {
            return List.of(new Column("id", ColumnType.of(ColumnType.Kind.VARCHAR), Column.Origin.KEY, false));
        }

        @Override
        public Optional<List<Column>> seenColumns(Table table) {
            return Optional.of(columns(table));
        }

        @Override
        public List<Column> knownColumns(Table table) {
            return columns(table);
        }

        @Override
        public List<String> namesAtHand(Table table) {
            return List.of("id");
        }

        @Override
        public void declare(String table, List<Column> columns) {}

        @Override
        public void written(Table table, Collection<String> attributes) {}

        @Override
        public void changed(String table) {}

        @Override
        public void dropped(String table) {}
    }

    private static final class EmptyExecutor implements Executor {
        @Override
        public RowStream read(AccessPath path, ReadOptions options, StatementContext context) {
            return new KnownRows(List.of());
        }

        @Override
        public long count(AccessPath path, ReadOptions options, StatementContext context) {
            return 0;
        }

        @Override
        public ItemWrite.Outcome write(ItemWrite write, StatementContext context) {
            return new ItemWrite.Outcome(1, null);
        }

        @Override
        public WrittenRows writeEach(
                RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context) {
            return WrittenRows.counted(0);
        }

        @Override
        public WriteBatch batch(StatementContext context) {
            throw new IllegalStateException("nothing is written");
        }

        @Override
        public List<ItemWrite> settle(
                ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context) {
            return List.of(write);
        }

        @Override
        public void commit(TransactionWrites writes, String token, StatementContext context) {}

        @Override
        public RowStream read(PartiQl statement, ReadOptions options, StatementContext context) {
            return new KnownRows(List.of());
        }

        @Override
        public RowStream search(VectorSearch search, ReadOptions options, StatementContext context) {
            return new KnownRows(List.of());
        }

        @Override
        public String request(VectorSearch search) {
            return "{}";
        }

        @Override
        public ItemWrite.Outcome write(PartiQl statement, StatementContext context) {
            return new ItemWrite.Outcome(1, null);
        }

        @Override
        public void change(TableChange change, StatementContext context) {}

        @Override
        public TableReport inspect(String table, TableReport.Detail detail, StatementContext context) {
            return new TableReport(TableDescription.builder().tableName(table).build(), "", null, null, null);
        }

        @Override
        public String request(AccessPath path, ReadOptions options) {
            return "{}";
        }

        @Override
        public String request(ItemWrite write) {
            return "{}";
        }

        @Override
        public void close() {}
    }
}
