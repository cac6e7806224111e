package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** Creates, drops and changes tables and waits until the change is usable. */
final class TableChanges {
    private static final String BILLING = "billing";
    private static final String READ_UNITS = "read_units";
    private static final String WRITE_UNITS = "write_units";
    private static final String TABLE_CLASS = "table_class";
    private static final String DELETION_PROTECTION = "deletion_protection";
    private static final Set<String> OPTIONS =
            Set.of(BILLING, READ_UNITS, WRITE_UNITS, TABLE_CLASS, DELETION_PROTECTION);

    private final DynamoDbClient client;
    private final StatementContext context;

    TableChanges(DynamoDbClient client, StatementContext context) {
        this.client = client;
        this.context = context;
    }

    void change(TableChange change) {
        if (change instanceof TableChange.Create create) {
            create(create);
        } else if (change instanceof TableChange.Drop drop) {
            drop(drop);
        } else if (change instanceof TableChange.AddIndex add) {
            addIndex(add);
        } else if (change instanceof TableChange.DropIndex drop) {
            dropIndex(drop);
        } else if (change instanceof TableChange.Alter alter) {
            alter(alter);
        }
    }

    private void create(TableChange.Create create) {
        requireKnown(create.options());
        Map<String, ScalarAttributeType> attributes = new LinkedHashMap<>();
        define(create.key(), attributes);
        List<GlobalSecondaryIndex> global = new ArrayList<>();
        List<LocalSecondaryIndex> local = new ArrayList<>();
        for (TableChange.NewIndex index : create.indexes()) {
            define(index.key(), attributes);
            if (index.kind() == Index.Kind.GLOBAL) {
                GlobalSecondaryIndex.Builder builder = GlobalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(elements(index.key()))
                        .projection(projection(index));
                if (provisioned(create.options())) {
                    builder.provisionedThroughput(
                            throughput(index.options().isEmpty() ? create.options() : index.options()));
                }
                global.add(builder.build());
            } else {
                local.add(LocalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(elements(index.key()))
                        .projection(projection(index))
                        .build());
            }
        }
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(create.table())
                .keySchema(elements(create.key()))
                .attributeDefinitions(definitions(attributes))
                .billingMode(provisioned(create.options()) ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST);
        if (provisioned(create.options())) {
            request.provisionedThroughput(throughput(create.options()));
        }
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        if (create.options().containsKey(TABLE_CLASS)) {
            request.tableClass(tableClass(create.options()));
        }
        if (create.options().containsKey(DELETION_PROTECTION)) {
            request.deletionProtectionEnabled(
                    Boolean.parseBoolean(create.options().get(DELETION_PROTECTION)));
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
                        "table " + create.table()
                                + " exists already; use CREATE TABLE IF NOT EXISTS or DROP TABLE first",
                        failure.getCause());
            }
        }
        awaitActive(create.table());
    }

    private static void requireKnown(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw new SqlFailure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "table option " + option + " is not supported; known are "
                                + String.join(", ", OPTIONS.stream().sorted().toList()));
            }
        }
    }

    private static boolean provisioned(Map<String, String> options) {
        String billing = options.getOrDefault(BILLING, options.containsKey(READ_UNITS) ? "provisioned" : "on_demand");
        return billing.toLowerCase(Locale.ROOT).startsWith("prov");
    }

    private static ProvisionedThroughput throughput(Map<String, String> options) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(units(options, READ_UNITS))
                .writeCapacityUnits(units(options, WRITE_UNITS))
                .build();
    }

    private static long units(Map<String, String> options, String option) {
        String text = options.getOrDefault(option, "5");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "table option " + option + " takes a whole number, not '" + text + "'",
                    malformed);
        }
    }

    private static TableClass tableClass(Map<String, String> options) {
        String text = options.getOrDefault(TABLE_CLASS, "").toUpperCase(Locale.ROOT);
        return text.contains("INFREQUENT") ? TableClass.STANDARD_INFREQUENT_ACCESS : TableClass.STANDARD;
    }

    private static void define(KeySchema key, Map<String, ScalarAttributeType> attributes) {
        for (KeyAttribute attribute : key.attributes()) {
            attributes.put(
                    attribute.name(),
                    ScalarAttributeType.fromValue(attribute.type().name()));
        }
    }

    private static List<AttributeDefinition> definitions(Map<String, ScalarAttributeType> attributes) {
        List<AttributeDefinition> definitions = new ArrayList<>();
        attributes.forEach((name, type) -> definitions.add(AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build()));
        return definitions;
    }

    private static List<KeySchemaElement> elements(KeySchema key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        key.partition().forEach(attribute -> elements.add(element(attribute, KeyType.HASH)));
        key.sort().forEach(attribute -> elements.add(element(attribute, KeyType.RANGE)));
        return elements;
    }

    private static KeySchemaElement element(KeyAttribute attribute, KeyType type) {
        return KeySchemaElement.builder()
                .attributeName(attribute.name())
                .keyType(type)
                .build();
    }

    private static Projection projection(TableChange.NewIndex index) {
        return switch (index.projection()) {
            case ALL -> Projection.builder().projectionType(ProjectionType.ALL).build();
            case KEYS_ONLY -> Projection.builder()
                    .projectionType(ProjectionType.KEYS_ONLY)
                    .build();
            case INCLUDE -> Projection.builder()
                    .projectionType(ProjectionType.INCLUDE)
                    .nonKeyAttributes(index.included())
                    .build();
        };
    }

    private void drop(TableChange.Drop drop) {
        try {
            Calls.send(
                    "DROP TABLE " + drop.table(),
                    context,
                    () -> client.deleteTable(request -> request.tableName(drop.table())));
        } catch (SqlFailure failure) {
            if (!(failure.getCause() instanceof ResourceNotFoundException && drop.ifExists())) {
                throw failure;
            }
        }
        for (int round = 1; exists(drop.table()); round++) {
            Calls.backOff(round, context);
        }
    }

    private boolean exists(String table) {
        try {
            describe(table);
            return true;
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw failure;
        }
    }

    private TableDescription describe(String table) {
        return Calls.send(
                        "DescribeTable of " + table,
                        context,
                        () -> client.describeTable(request -> request.tableName(table)))
                .table();
    }

    /** Waits until the table and all its indexes can be used. */
    private void awaitActive(String table) {
        for (int round = 1; !active(describe(table)); round++) {
            Calls.backOff(round, context);
        }
    }

    private static boolean active(TableDescription table) {
        return table.tableStatus() == TableStatus.ACTIVE
                && table.globalSecondaryIndexes().stream().allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
    }

    private void addIndex(TableChange.AddIndex add) {
        TableDescription table = describe(add.table());
        TableChange.NewIndex index = add.index();
        if (has(table, index.name())) {
            if (add.ifNotExists()) {
                return;
            }
            throw new SqlFailure(
                    SqlState.DUPLICATE_OBJECT,
                    "index " + index.name() + " of " + add.table()
                            + " exists already; use CREATE INDEX IF NOT EXISTS or DROP INDEX first");
        }
        if (index.kind() == Index.Kind.LOCAL) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DynamoDB makes local indexes with their table only; use a global index, or create the table anew");
        }
        Map<String, ScalarAttributeType> attributes = new LinkedHashMap<>();
        table.attributeDefinitions()
                .forEach(definition -> attributes.put(definition.attributeName(), definition.attributeType()));
        define(index.key(), attributes);
        CreateGlobalSecondaryIndexAction.Builder create = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .keySchema(elements(index.key()))
                .projection(projection(index));
        boolean onDemand = table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        if (!onDemand) {
            create.provisionedThroughput(throughput(index.options()));
        }
        update(
                "CREATE INDEX " + index.name(),
                UpdateTableRequest.builder()
                        .tableName(add.table())
                        .attributeDefinitions(definitions(attributes))
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .create(create.build())
                                .build())
                        .build());
    }

    private static boolean has(TableDescription table, String index) {
        return table.globalSecondaryIndexes().stream()
                        .map(GlobalSecondaryIndexDescription::indexName)
                        .anyMatch(index::equals)
                || table.localSecondaryIndexes().stream()
                        .anyMatch(local -> local.indexName().equals(index));
    }

    private void update(String what, UpdateTableRequest request) {
        Calls.send(what, context, () -> client.updateTable(request));
        awaitActive(request.tableName());
    }

    private void dropIndex(TableChange.DropIndex drop) {
        if (!has(describe(drop.table()), drop.index())) {
            if (drop.ifExists()) {
                return;
            }
            throw new SqlFailure(SqlState.UNDEFINED_OBJECT, "table " + drop.table() + " has no index " + drop.index());
        }
        update(
                "DROP INDEX " + drop.index(),
                UpdateTableRequest.builder()
                        .tableName(drop.table())
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .delete(DeleteGlobalSecondaryIndexAction.builder()
                                        .indexName(drop.index())
                                        .build())
                                .build())
                        .build());
        for (int round = 1; has(describe(drop.table()), drop.index()); round++) {
            Calls.backOff(round, context);
        }
    }

    private void alter(TableChange.Alter alter) {
        requireKnown(alter.options());
        UpdateTableRequest.Builder request = UpdateTableRequest.builder().tableName(alter.table());
        Map<String, String> options = alter.options();
        if (options.containsKey(BILLING) || options.containsKey(READ_UNITS)) {
            request.billingMode(provisioned(options) ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST);
            if (provisioned(options)) {
                request.provisionedThroughput(throughput(options));
            }
        }
        if (options.containsKey(TABLE_CLASS)) {
            request.tableClass(tableClass(options));
        }
        if (options.containsKey(DELETION_PROTECTION)) {
            request.deletionProtectionEnabled(Boolean.parseBoolean(options.get(DELETION_PROTECTION)));
        }
        update("ALTER TABLE " + alter.table(), request.build());
    }
}
