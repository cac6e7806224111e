package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** Creates, changes and drops tables and indexes; returns when the change is usable. */
final class TableChanger {
    private static final long FIRST_POLL_MILLIS = 20;
    private static final long LAST_POLL_MILLIS = 2_000;

    private final DynamoDbClient client;

    TableChanger(DynamoDbClient client) {
        this.client = client;
    }

    void change(TableChange change, StatementContext context) {
        if (change instanceof TableChange.Create create) {
            create(create, context);
        } else if (change instanceof TableChange.Drop drop) {
            drop(drop, context);
        } else if (change instanceof TableChange.AddIndex add) {
            addIndex(add, context);
        } else if (change instanceof TableChange.DropIndex drop) {
            dropIndex(drop, context);
        } else {
            alter((TableChange.Alter) change, context);
        }
    }

    private void create(TableChange.Create create, StatementContext context) {
        TableOptions options = TableOptions.of(create.options());
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(create.table())
                .keySchema(keySchema(create.key()))
                .attributeDefinitions(definitions(create));
        options.applyTo(request);
        List<GlobalSecondaryIndex> global = new ArrayList<>();
        List<LocalSecondaryIndex> local = new ArrayList<>();
        for (TableChange.NewIndex index : create.indexes()) {
            if (index.kind() == Index.Kind.LOCAL) {
                local.add(LocalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index.key()))
                        .projection(projection(index))
                        .build());
            } else {
                global.add(GlobalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index.key()))
                        .projection(projection(index))
                        .provisionedThroughput(
                                options.isProvisioned() ? TableOptions.throughput(index.options(), options) : null)
                        .build());
            }
        }
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        try {
            Calls.send("CREATE TABLE " + create.table(), context, () -> client.createTable(request.build()));
        } catch (SqlFailure failure) {
            if (!(failure.getCause() instanceof ResourceInUseException)) {
                throw failure;
            }
            if (!create.ifNotExists()) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_TABLE,
                        "table '" + create.table() + "' exists; use CREATE TABLE IF NOT EXISTS or another name",
                        failure.getCause());
            }
        }
        await(context, () -> isUsable(create.table()));
        options.applyTimeToLive(client, create.table(), context);
    }

    private static List<AttributeDefinition> definitions(TableChange.Create create) {
        Map<String, KeyAttribute> attributes = new LinkedHashMap<>();
        create.key().attributes().forEach(a -> attributes.put(a.name(), a));
        create.indexes().forEach(i -> i.key().attributes().forEach(a -> attributes.put(a.name(), a)));
        return attributes.values().stream().map(TableChanger::definition).toList();
    }

    private static AttributeDefinition definition(KeyAttribute attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute.name())
                .attributeType(attribute.type().name())
                .build();
    }

    private static List<KeySchemaElement> keySchema(KeySchema key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        key.partition().forEach(a -> elements.add(element(a, KeyType.HASH)));
        key.sort().forEach(a -> elements.add(element(a, KeyType.RANGE)));
        return elements;
    }

    private static KeySchemaElement element(KeyAttribute attribute, KeyType part) {
        return KeySchemaElement.builder()
                .attributeName(attribute.name())
                .keyType(part)
                .build();
    }

    private static Projection projection(TableChange.NewIndex index) {
        Projection.Builder projection = Projection.builder()
                .projectionType(ProjectionType.valueOf(index.projection().name()));
        return (index.included().isEmpty() ? projection : projection.nonKeyAttributes(index.included())).build();
    }

    private void drop(TableChange.Drop drop, StatementContext context) {
        try {
            Calls.send("DROP TABLE " + drop.table(), context, () -> client.deleteTable(r -> r.tableName(drop.table())));
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ResourceNotFoundException && drop.ifExists()) {
                return;
            }
            if (failure.getCause() instanceof ResourceNotFoundException) {
                throw new SqlFailure(
                        SqlState.UNDEFINED_TABLE,
                        "table '" + drop.table() + "' does not exist; DROP TABLE IF EXISTS passes over that",
                        failure.getCause());
            }
            throw failure;
        }
        await(context, () -> describe(drop.table()) == null);
    }

    private void addIndex(TableChange.AddIndex add, StatementContext context) {
        TableChange.NewIndex index = add.index();
        if (index.kind() == Index.Kind.LOCAL) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DynamoDB creates local indexes only with their table; declare LOCAL INDEX " + index.name()
                            + " in CREATE TABLE or create a global one");
        }
        if (hasIndex(add.table(), index.name())) {
            if (add.ifNotExists()) {
                return;
            }
            throw new SqlFailure(SqlState.DUPLICATE_OBJECT, "index '" + index.name() + "' exists on " + add.table());
        }
        TableDescription table = describe(add.table());
        boolean onDemand = table != null
                && table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        CreateGlobalSecondaryIndexAction action = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .keySchema(keySchema(index.key()))
                .projection(projection(index))
                .provisionedThroughput(
                        onDemand ? null : TableOptions.throughput(index.options(), TableOptions.of(Map.of())))
                .build();
        UpdateTableRequest request = UpdateTableRequest.builder()
                .tableName(add.table())
                .attributeDefinitions(index.key().attributes().stream()
                        .map(TableChanger::definition)
                        .toList())
                .globalSecondaryIndexUpdates(
                        GlobalSecondaryIndexUpdate.builder().create(action).build())
                .build();
        Calls.send("CREATE INDEX " + index.name(), context, () -> client.updateTable(request));
        await(context, () -> isUsable(add.table()));
    }

    private boolean hasIndex(String table, String index) {
        TableDescription description = describe(table);
        if (description == null) {
            throw new SqlFailure(SqlState.UNDEFINED_TABLE, "table '" + table + "' does not exist");
        }
        return description.globalSecondaryIndexes().stream()
                        .anyMatch(i -> i.indexName().equals(index))
                || description.localSecondaryIndexes().stream()
                        .anyMatch(i -> i.indexName().equals(index));
    }

    private void dropIndex(TableChange.DropIndex drop, StatementContext context) {
        if (!hasIndex(drop.table(), drop.index())) {
            if (drop.ifExists()) {
                return;
            }
            throw new SqlFailure(
                    SqlState.UNDEFINED_OBJECT,
                    "index '" + drop.index() + "' does not exist on " + drop.table()
                            + "; DROP INDEX IF EXISTS passes over that");
        }
        Calls.send(
                "DROP INDEX " + drop.index(),
                context,
                () -> client.updateTable(r -> r.tableName(drop.table())
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .delete(d -> d.indexName(drop.index()))
                                .build())));
        await(context, () -> !hasIndex(drop.table(), drop.index()));
    }

    private void alter(TableChange.Alter alter, StatementContext context) {
        TableOptions options = TableOptions.of(alter.options());
        UpdateTableRequest.Builder request = UpdateTableRequest.builder().tableName(alter.table());
        if (options.applyTo(request)) {
            Calls.send("ALTER TABLE " + alter.table(), context, () -> client.updateTable(request.build()));
            await(context, () -> isUsable(alter.table()));
        }
        options.applyTimeToLive(client, alter.table(), context);
    }

    private @Nullable TableDescription describe(String table) {
        try {
            return client.describeTable(r -> r.tableName(table)).table();
        } catch (ResourceNotFoundException gone) {
            return null;
        }
    }

    /** A table is usable when it and all its indexes are active; DescribeTable may not know a new one for a moment. */
    private boolean isUsable(String name) {
        TableDescription table = describe(name);
        if (table == null || table.tableStatus() != TableStatus.ACTIVE) {
            return false;
        }
        for (GlobalSecondaryIndexDescription index : table.globalSecondaryIndexes()) {
            if (index.indexStatus() != IndexStatus.ACTIVE || Boolean.TRUE.equals(index.backfilling())) {
                return false;
            }
        }
        return true;
    }

    private static void await(StatementContext context, BooleanSupplier done) {
        long pause = FIRST_POLL_MILLIS;
        while (!Calls.send("DescribeTable", context, done::getAsBoolean)) {
            long millis = pause;
            context.interruptibly(() -> {
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                return millis;
            });
            context.check();
            pause = Math.min(LAST_POLL_MILLIS, pause * 2);
        }
    }
}
