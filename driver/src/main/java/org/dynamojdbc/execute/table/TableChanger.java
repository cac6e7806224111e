package org.dynamojdbc.execute.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dynamojdbc.catalog.Descriptions;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexUpdate;

/** Carries out one change of a table; returns when the change is usable. */
public final class TableChanger {
    /** How far the server's clock may be behind. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private final TableCalls calls;
    private final DynamoDbClient client;
    private final TableWait wait;

    /** @param context the statement that asks for the change */
    public TableChanger(DynamoDbClient client, StatementContext context) {
        this.calls = new TableCalls(client, context);
        this.client = client;
        this.wait = new TableWait(calls);
    }

    /**
     * Makes a change.
     *
     * @throws org.dynamojdbc.error.SqlFailure when it was not made, or not to the end
     */
    public void change(TableChange change) {
        if (change instanceof TableChange.Create create) {
            create(create);
        } else if (change instanceof TableChange.Drop drop) {
            drop(drop);
        } else if (change instanceof TableChange.AddIndex add) {
            addIndex(add);
        } else if (change instanceof TableChange.AddVectorIndex add) {
            addIndex(add);
        } else if (change instanceof TableChange.DropIndex drop) {
            dropIndex(drop);
        } else if (change instanceof TableChange.Alter alter) {
            alter(alter);
        } else if (change instanceof TableChange.AlterIndex alter) {
            alterIndex(alter);
        } else {
            wait.untilUsable(change.table(), "REFRESH TABLE " + change.table());
        }
    }

    private void create(TableChange.Create create) {
        String action = "CREATE TABLE " + create.table();
        boolean isNew = true;
        Instant sent = Instant.now();
        try {
            calls.change(
                    action,
                    TableRequests.create(create),
                    request -> client.createTable(request.build()),
                    () -> isAsAsked(create, sent));
        } catch (SqlFailure failure) {
            if (!(failure.getCause() instanceof ResourceInUseException)) {
                throw failure;
            }
            if (!create.ifNotExists()) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_TABLE,
                        "table '" + create.table() + "' exists; use CREATE TABLE IF NOT EXISTS or another name",
                        failure.getCause(),
                        failure.vendorCode());
            }
            isNew = false;
        }
        if (create.options().waits() || !isNew) {
            wait.untilUsable(create.table(), action);
        }
        if (!isNew) {
            checkFits(create);
            return;
        }
        if (!create.options().waits()) {
            return;
        }
        try {
            new TableFeatures(calls, create.options()).apply(create.table(), true);
            for (TableChange.NewIndex index : create.indexes()) {
                new TableFeatures(calls, index.options()).applyToIndex(create.table(), index.name());
            }
        } catch (SqlFailure failure) {
            throw new SqlFailure(
                    failure.state(),
                    "table '" + create.table() + "' was created, but not all its options are set: "
                            + failure.getMessage() + "; ALTER TABLE sets the rest",
                    failure.getCause() == null ? failure : failure.getCause(),
                    failure.vendorCode());
        }
    }

    /** A table that is older than the statement is another one's. */
    private boolean isAsAsked(TableChange.Create create, Instant sent) {
        TableDescription now = calls.find(create.table());
        if (now == null
                || now.tableStatus() == TableStatus.DELETING
                || now.creationDateTime() == null
                || now.creationDateTime().isBefore(sent.minus(CLOCKS_DIFFER))
                || !Descriptions.table(now).key().equals(create.key())) {
            return false;
        }
        Table existing = Descriptions.table(now);
        return existing.indexes().size() == create.indexes().size()
                && create.indexes().stream().allMatch(index -> has(existing, index));
    }

    private static boolean has(Table table, TableChange.NewIndex index) {
        return table.index(index.name())
                .filter(i -> i.key().equals(index.key()) && i.kind() == index.kind())
                .isPresent();
    }

    /** What exists is used instead of what was to be made: then its key must be the same. */
    private void checkFits(TableChange.Create create) {
        Table existing = Descriptions.table(calls.describe(create.table()));
        if (!existing.key().equals(create.key())) {
            throw new SqlFailure(
                    SqlState.DUPLICATE_TABLE,
                    "table '" + create.table() + "' exists with the key " + text(existing.key()) + ", not "
                            + text(create.key()) + "; use another name or DROP TABLE first");
        }
        for (TableChange.NewIndex index : create.indexes()) {
            if (!has(existing, index)) {
                calls.context()
                        .warn("table '" + create.table() + "' exists without an index " + index.name() + " "
                                + text(index.key()) + "; CREATE INDEX adds it");
            }
        }
    }

    private static String text(KeySchema key) {
        List<String> parts = new ArrayList<>();
        for (KeyAttribute attribute : key.attributes()) {
            parts.add(attribute.name() + " " + attribute.type());
        }
        return "(" + String.join(", ", parts) + ")";
    }

    private void drop(TableChange.Drop drop) {
        try {
            calls.change(
                    "DROP TABLE " + drop.table(),
                    DeleteTableRequest.builder().tableName(drop.table()),
                    request -> client.deleteTable(request.build()),
                    () -> isGoing(drop.table()));
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ResourceNotFoundException) {
                if (drop.ifExists()) {
                    return;
                }
                throw new SqlFailure(
                        SqlState.UNDEFINED_TABLE,
                        "table '" + drop.table() + "' does not exist; DROP TABLE IF EXISTS passes over that",
                        failure.getCause(),
                        failure.vendorCode());
            }
            throw explained(drop.table(), failure);
        }
        wait.untilGone(drop.table());
    }

    private boolean isGoing(String table) {
        TableDescription now = calls.find(table);
        return now == null || now.tableStatus() == TableStatus.DELETING;
    }

    /** Asks why a table cannot be deleted, because the refusal's text is not to be relied on. */
    private SqlFailure explained(String table, SqlFailure failure) {
        if (failure.state() != SqlState.INVALID_PARAMETER_VALUE) {
            return failure;
        }
        TableDescription now = calls.find(table);
        return now == null || !Boolean.TRUE.equals(now.deletionProtectionEnabled())
                ? failure
                : new SqlFailure(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                        "table '" + table + "' is protected against deletion; ALTER TABLE " + table
                                + " SET (deletion_protection = false) takes the protection away",
                        failure.getCause(),
                        failure.vendorCode());
    }

    private void addIndex(TableChange.AddIndex add) {
        TableChange.NewIndex index = add.index();
        if (index.kind() == Index.Kind.LOCAL) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DynamoDB creates local indexes only with their table; declare LOCAL INDEX " + index.name()
                            + " in CREATE TABLE or create a global one");
        }
        TableDescription table = calls.describe(add.table());
        if (Indexes.has(table, index.name())) {
            checkMayExist(add.table(), index.name(), add.ifNotExists(), has(Descriptions.table(table), index));
            wait.untilUsable(add.table(), "CREATE INDEX " + index.name());
            return;
        }
        ProvisionedThroughput throughput = TableAlteration.isOnDemand(table)
                ? null
                : TableOptions.NONE.throughput(
                        table.provisionedThroughput().readCapacityUnits(),
                        table.provisionedThroughput().writeCapacityUnits());
        if (throughput == null && index.options().hasCapacity()) {
            throw TableOptions.refused("table '" + add.table()
                    + "' is billed on demand, so that its indexes have no read_capacity and write_capacity");
        }
        calls.update(
                "CREATE INDEX " + index.name(),
                TableRequests.add(add, throughput),
                () -> has(Descriptions.table(calls.describe(add.table())), index));
        if (index.options().waits()) {
            wait.untilUsable(add.table(), "CREATE INDEX " + index.name());
        }
        new TableFeatures(calls, index.options()).applyToIndex(add.table(), index.name());
    }

    private void addIndex(TableChange.AddVectorIndex add) {
        TableDescription table = calls.describe(add.table());
        String name = add.index().name();
        if (Indexes.has(table, name)) {
            checkMayExist(add.table(), name, add.ifNotExists(), Indexes.isVector(table, name));
            wait.untilUsable(add.table(), "CREATE VECTOR INDEX " + name);
            return;
        }
        calls.update(
                "CREATE VECTOR INDEX " + name,
                TableRequests.add(add),
                () -> Indexes.isVector(calls.describe(add.table()), name));
        if (!add.index().options().waits()) {
            return;
        }
        wait.untilUsable(add.table(), "CREATE VECTOR INDEX " + name);
        if (!Indexes.isVector(calls.describe(add.table()), name)) {
            throw ignored(name);
        }
    }

    /** DynamoDB Local takes the request and does nothing. */
    private static SqlFailure ignored(String index) {
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                "the server took the request for the VECTOR INDEX " + index
                        + " and made none: it has no vector indexes");
    }

    private static void checkMayExist(String table, String index, boolean ifNotExists, boolean fits) {
        if (!ifNotExists || !fits) {
            throw new SqlFailure(
                    SqlState.DUPLICATE_OBJECT,
                    "index '" + index + "' exists on " + table + (ifNotExists ? " with another key or kind" : ""));
        }
    }

    private void dropIndex(TableChange.DropIndex drop) {
        TableDescription table = calls.describe(drop.table());
        if (!Indexes.has(table, drop.index())) {
            if (drop.ifExists()) {
                return;
            }
            throw new SqlFailure(
                    SqlState.UNDEFINED_OBJECT,
                    "index '" + drop.index() + "' does not exist on " + drop.table()
                            + "; DROP INDEX IF EXISTS passes over that");
        }
        if (Indexes.isLocal(table, drop.index())) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "index '" + drop.index() + "' of " + drop.table()
                            + " is a LOCAL INDEX: DynamoDB deletes those only with their table");
        }
        UpdateTableRequest.Builder request = UpdateTableRequest.builder().tableName(drop.table());
        if (Indexes.isVector(table, drop.index())) {
            request.vectorIndexUpdates(List.of(VectorIndexUpdate.builder()
                    .delete(d -> d.indexName(drop.index()))
                    .build()));
        } else {
            request.globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                    .delete(d -> d.indexName(drop.index()))
                    .build()));
        }
        calls.update(
                "DROP INDEX " + drop.index(),
                request,
                () -> Indexes.isGoing(calls.describe(drop.table()), drop.index()));
        wait.untilIndexGone(drop.table(), drop.index());
    }

    private void alter(TableChange.Alter alter) {
        String action = "ALTER TABLE " + alter.table();
        TableDescription now = calls.describe(alter.table());
        List<String> done = new ArrayList<>();
        Function<TableDescription, List<TableAlteration.Step>> steps =
                table -> TableAlteration.ofTable(table, alter.options());
        run(action, alter.table(), steps, now, alter.options(), done);
        done.addAll(during(action, done, () -> new TableFeatures(calls, alter.options()).apply(alter.table(), false)));
    }

    private void alterIndex(TableChange.AlterIndex alter) {
        String action = "ALTER INDEX " + alter.index();
        TableDescription now = calls.describe(alter.table());
        List<String> done = new ArrayList<>();
        Function<TableDescription, List<TableAlteration.Step>> steps =
                table -> TableAlteration.ofIndex(table, alter.index(), alter.options());
        run(action, alter.table(), steps, now, alter.options(), done);
        done.addAll(during(action, done, () -> new TableFeatures(calls, alter.options())
                .applyToIndex(alter.table(), alter.index())));
    }

    /** The calls one after the other, each when the one before has taken effect. */
    private void run(
            String action,
            String table,
            Function<TableDescription, List<TableAlteration.Step>> difference,
            TableDescription now,
            TableOptions options,
            List<String> done) {
        List<TableAlteration.Step> steps = difference.apply(now);
        boolean settled = now.tableStatus() == TableStatus.ACTIVE;
        for (int i = 0; i < steps.size(); i++) {
            TableAlteration.Step step = steps.get(i);
            int left = steps.size() - i;
            if (!settled) {
                wait.untilUsable(table, action);
            }
            during(action, done, () -> {
                calls.update(action + " (" + step.what() + ")", step.request(), () -> {
                    wait.untilUsable(table, action);
                    return difference.apply(calls.describe(table)).size() < left;
                });
                return List.of();
            });
            settled = false;
            done.add(step.what());
        }
        if (!steps.isEmpty() && options.waits()) {
            wait.untilUsable(table, action);
        }
    }

    private static List<String> during(String action, List<String> done, Supplier<List<String>> step) {
        try {
            return step.get();
        } catch (SqlFailure failure) {
            throw done.isEmpty()
                    ? failure
                    : new SqlFailure(
                            failure.state(),
                            failure.getMessage() + "; " + action + " had changed before: " + String.join(", ", done),
                            failure.getCause() == null ? failure : failure.getCause(),
                            failure.vendorCode());
        }
    }
}
