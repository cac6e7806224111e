package org.dynamojdbc.execute.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateVectorIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.SearchSchemaElement;
import software.amazon.awssdk.services.dynamodb.model.SearchSchemaElementType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.VectorAttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.VectorIndex;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexUpdate;

/** Requests that create tables and indexes. */
final class TableRequests {
    private TableRequests() {}

    static CreateTableRequest.Builder create(TableChange.Create create) {
        TableOptions options = create.options();
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(create.table())
                .keySchema(keySchema(create.key()))
                .attributeDefinitions(definitions(create))
                .warmThroughput(options.warm())
                .streamSpecification(options.stream())
                .sseSpecification(options.encryption());
        ProvisionedThroughput throughput = options.isProvisioned() ? options.throughput(null, null) : null;
        request.billingMode(options.isProvisioned() ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST)
                .provisionedThroughput(throughput)
                .onDemandThroughput(options.onDemand());
        if (options.has(TableOption.TABLE_CLASS)) {
            request.tableClass(TableClass.valueOf(options.text(TableOption.TABLE_CLASS)));
        }
        if (options.has(TableOption.DELETION_PROTECTION)) {
            request.deletionProtectionEnabled(options.flag(TableOption.DELETION_PROTECTION));
        }
        if (!options.tags().isEmpty()) {
            request.tags(tags(options));
        }
        addIndexes(create, throughput, request);
        return request;
    }

    private static void addIndexes(
            TableChange.Create create, @Nullable ProvisionedThroughput throughput, CreateTableRequest.Builder request) {
        List<GlobalSecondaryIndex> global = new ArrayList<>();
        List<LocalSecondaryIndex> local = new ArrayList<>();
        for (TableChange.NewIndex index : create.indexes()) {
            if (index.kind() == Index.Kind.LOCAL) {
                local.add(LocalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index.key()))
                        .projection(projection(index.projection(), index.included()))
                        .build());
            } else {
                global.add(GlobalSecondaryIndex.builder()
                        .indexName(index.name())
                        .keySchema(keySchema(index.key()))
                        .projection(projection(index.projection(), index.included()))
                        .provisionedThroughput(throughput(index.options(), throughput))
                        .onDemandThroughput(index.options().onDemand())
                        .warmThroughput(index.options().warm())
                        .build());
            }
        }
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        if (!create.vectorIndexes().isEmpty()) {
            request.vectorIndexes(create.vectorIndexes().stream()
                    .map(index -> VectorIndex.builder()
                            .indexName(index.name())
                            .vectorAttribute(vectors(index))
                            .dimensions(index.options().number(TableOption.DIMENSIONS))
                            .distanceFunction(index.options().text(TableOption.DISTANCE))
                            .searchSchema(searchSchema(index))
                            .projection(projection(index.projection(), index.included()))
                            .build())
                    .toList());
        }
    }

    /** An index of a provisioned table has its own throughput, else the table's; null where none is provisioned. */
    private static @Nullable ProvisionedThroughput throughput(
            TableOptions index, @Nullable ProvisionedThroughput table) {
        return table == null ? null : index.throughput(table.readCapacityUnits(), table.writeCapacityUnits());
    }

    static List<Tag> tags(TableOptions options) {
        List<Tag> tags = new ArrayList<>();
        options.tags()
                .forEach((key, value) -> value.ifPresent(
                        text -> tags.add(Tag.builder().key(key).value(text).build())));
        return tags;
    }

    /** @param table the throughput of a provisioned table, null for on-demand tables */
    static UpdateTableRequest.Builder add(TableChange.AddIndex add, @Nullable ProvisionedThroughput table) {
        TableChange.NewIndex index = add.index();
        CreateGlobalSecondaryIndexAction action = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .keySchema(keySchema(index.key()))
                .projection(projection(index.projection(), index.included()))
                .provisionedThroughput(throughput(index.options(), table))
                .onDemandThroughput(index.options().onDemand())
                .warmThroughput(index.options().warm())
                .build();
        return UpdateTableRequest.builder()
                .tableName(add.table())
                .attributeDefinitions(index.key().attributes().stream()
                        .map(TableRequests::definition)
                        .toList())
                .globalSecondaryIndexUpdates(List.of(
                        GlobalSecondaryIndexUpdate.builder().create(action).build()));
    }

    static UpdateTableRequest.Builder add(TableChange.AddVectorIndex add) {
        TableChange.NewVectorIndex index = add.index();
        CreateVectorIndexAction action = CreateVectorIndexAction.builder()
                .indexName(index.name())
                .vectorAttribute(vectors(index))
                .dimensions(index.options().number(TableOption.DIMENSIONS))
                .distanceFunction(index.options().text(TableOption.DISTANCE))
                .searchSchema(searchSchema(index))
                .projection(projection(index.projection(), index.included()))
                .build();
        UpdateTableRequest.Builder request = UpdateTableRequest.builder()
                .tableName(add.table())
                .vectorIndexUpdates(
                        List.of(VectorIndexUpdate.builder().create(action).build()));
        List<KeyAttribute> searched = searched(index);
        return searched.isEmpty()
                ? request
                : request.attributeDefinitions(
                        searched.stream().map(TableRequests::definition).toList());
    }

    private static VectorAttributeDefinition vectors(TableChange.NewVectorIndex index) {
        return VectorAttributeDefinition.builder()
                .attributeName(index.attribute())
                .build();
    }

    private static List<KeyAttribute> searched(TableChange.NewVectorIndex index) {
        List<KeyAttribute> attributes = new ArrayList<>();
        if (index.partition() != null) {
            attributes.add(index.partition());
        }
        attributes.addAll(index.filters());
        return attributes;
    }

    /** Null when there is nothing to search by. */
    private static @Nullable List<SearchSchemaElement> searchSchema(TableChange.NewVectorIndex index) {
        List<SearchSchemaElement> elements = searched(index).stream()
                .map(attribute -> SearchSchemaElement.builder()
                        .attributeName(attribute.name())
                        .searchSchemaElementType(
                                attribute.equals(index.partition())
                                        ? SearchSchemaElementType.HASH
                                        : SearchSchemaElementType.INLINE_FILTER)
                        .build())
                .toList();
        return elements.isEmpty() ? null : elements;
    }

    private static List<AttributeDefinition> definitions(TableChange.Create create) {
        Map<String, KeyAttribute> attributes = new LinkedHashMap<>();
        create.key().attributes().forEach(a -> attributes.put(a.name(), a));
        create.indexes().forEach(i -> i.key().attributes().forEach(a -> attributes.put(a.name(), a)));
        create.vectorIndexes().forEach(i -> searched(i).forEach(a -> attributes.put(a.name(), a)));
        return attributes.values().stream().map(TableRequests::definition).toList();
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

    private static Projection projection(Index.Projection kind, List<String> included) {
        Projection.Builder projection = Projection.builder().projectionType(ProjectionType.valueOf(kind.name()));
        return (included.isEmpty() ? projection : projection.nonKeyAttributes(included)).build();
    }
}
