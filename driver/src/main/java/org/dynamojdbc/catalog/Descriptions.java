package org.dynamojdbc.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.SearchSchemaElementType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexDescription;

/** DescribeTable's answer becomes a {@link Table}. */
public final class Descriptions {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    private Descriptions() {}

    /** Names that no table can have are not asked for. */
    static boolean isPossibleName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The table as described. */
    public static Table table(TableDescription description) {
        Map<String, AttributeType> types = description.attributeDefinitions().stream()
                .collect(Collectors.toMap(
                        AttributeDefinition::attributeName, a -> AttributeType.valueOf(a.attributeTypeAsString())));
        List<Index> indexes = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : description.globalSecondaryIndexes()) {
            indexes.add(global(index, types));
        }
        for (LocalSecondaryIndexDescription index : description.localSecondaryIndexes()) {
            indexes.add(local(index, types));
        }
        return new Table(
                description.tableName(),
                key(description.keySchema(), types),
                indexes,
                description.vectorIndexes().stream()
                        .map(index -> vector(index, types))
                        .toList(),
                number(description.itemCount()),
                number(description.tableSizeBytes()));
    }

    private static VectorIndex vector(VectorIndexDescription index, Map<String, AttributeType> types) {
        List<KeyAttribute> partition = searched(index, SearchSchemaElementType.HASH, types);
        return new VectorIndex(
                index.indexName(),
                index.vectorAttribute().attributeName(),
                Math.toIntExact(number(index.dimensions())),
                VectorIndex.Distance.valueOf(index.distanceFunctionAsString()),
                partition.isEmpty() ? null : partition.get(0),
                searched(index, SearchSchemaElementType.INLINE_FILTER, types),
                Index.Projection.valueOf(index.projection().projectionTypeAsString()),
                index.projection().nonKeyAttributes(),
                !Boolean.TRUE.equals(index.backfilling())
                        && (index.indexStatus() == IndexStatus.ACTIVE || index.indexStatus() == IndexStatus.UPDATING));
    }

    private static List<KeyAttribute> searched(
            VectorIndexDescription index, SearchSchemaElementType role, Map<String, AttributeType> types) {
        return index.searchSchema().stream()
                .filter(element -> element.searchSchemaElementType() == role)
                .map(element -> new KeyAttribute(
                        element.attributeName(), types.getOrDefault(element.attributeName(), AttributeType.S)))
                .toList();
    }

    private static Index global(GlobalSecondaryIndexDescription index, Map<String, AttributeType> types) {
        boolean building = Boolean.TRUE.equals(index.backfilling());
        boolean readable = index.indexStatus() == IndexStatus.ACTIVE || index.indexStatus() == IndexStatus.UPDATING;
        return new Index(
                index.indexName(),
                Index.Kind.GLOBAL,
                key(index.keySchema(), types),
                Index.Projection.valueOf(index.projection().projectionTypeAsString()),
                index.projection().nonKeyAttributes(),
                number(index.itemCount()),
                number(index.indexSizeBytes()),
                readable && !building);
    }

    private static Index local(LocalSecondaryIndexDescription index, Map<String, AttributeType> types) {
        return new Index(
                index.indexName(),
                Index.Kind.LOCAL,
                key(index.keySchema(), types),
                Index.Projection.valueOf(index.projection().projectionTypeAsString()),
                index.projection().nonKeyAttributes(),
                number(index.itemCount()),
                number(index.indexSizeBytes()),
                true);
    }

    private static KeySchema key(List<KeySchemaElement> elements, Map<String, AttributeType> types) {
        return new KeySchema(attributes(elements, KeyType.HASH, types), attributes(elements, KeyType.RANGE, types));
    }

    private static List<KeyAttribute> attributes(
            List<KeySchemaElement> elements, KeyType part, Map<String, AttributeType> types) {
        return elements.stream()
                .filter(element -> element.keyType() == part)
                .map(element -> new KeyAttribute(
                        element.attributeName(), types.getOrDefault(element.attributeName(), AttributeType.S)))
                .toList();
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }
}
