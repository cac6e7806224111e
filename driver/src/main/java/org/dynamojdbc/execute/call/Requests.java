package org.dynamojdbc.execute.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.KeyCondition;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Access paths as the SDK's requests. Names travel as #placeholders, values as :placeholders. */
public final class Requests {
    private Requests() {}

    /** A table's part of a BatchGetItem. */
    public static KeysAndAttributes batchGet(Table table, List<Map<String, AttributeValue>> keys, ReadShape shape) {
        RequestExpression expression = new RequestExpression();
        String projection = projection(shape, table, null, expression);
        KeysAndAttributes.Builder request = KeysAndAttributes.builder().keys(keys);
        if (shape.consistent()) {
            request.consistentRead(true);
        }
        if (projection != null) {
            request.projectionExpression(projection).expressionAttributeNames(expression.names());
        }
        return request.build();
    }

    /** One of the Queries of a path. */
    public static QueryRequest query(AccessPath.Query path, KeyCondition condition) {
        RequestExpression expression = new RequestExpression();
        ReadShape shape = path.shape();
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(path.table().name())
                .keyConditionExpression(keyCondition(condition, expression))
                .returnConsumedCapacity(ReturnedCosts.ofRead(path.index()));
        if (path.index() != null) {
            request.indexName(path.index().name());
        }
        if (!path.forward()) {
            request.scanIndexForward(false);
        }
        if (shape.consistent()) {
            request.consistentRead(true);
        }
        if (!shape.filter().equals(Predicate.TRUE)) {
            request.filterExpression(expression.condition(shape.filter()));
        }
        if (shape.countOnly()) {
            request.select(Select.COUNT);
        } else {
            request.projectionExpression(projection(shape, path.table(), path.index(), expression));
        }
        return request.expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
    }

    /** The Scan of a path, or of its segment. */
    public static ScanRequest scan(AccessPath.Scan path) {
        RequestExpression expression = new RequestExpression();
        ReadShape shape = path.shape();
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(path.table().name())
                .returnConsumedCapacity(ReturnedCosts.ofRead(path.index()));
        if (path.index() != null) {
            request.indexName(path.index().name());
        }
        if (shape.consistent()) {
            request.consistentRead(true);
        }
        if (path.segment() != null) {
            request.segment(path.segment().number())
                    .totalSegments(path.segment().total());
        }
        if (!shape.filter().equals(Predicate.TRUE)) {
            request.filterExpression(expression.condition(shape.filter()));
        }
        if (shape.countOnly()) {
            request.select(Select.COUNT);
        } else {
            request.projectionExpression(projection(shape, path.table(), path.index(), expression));
        }
        if (!expression.names().isEmpty()) {
            request.expressionAttributeNames(expression.names());
        }
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        return request.build();
    }

    private static String keyCondition(KeyCondition condition, RequestExpression expression) {
        List<String> terms = new ArrayList<>();
        for (KeyCondition.Equality equality : condition.equalities()) {
            terms.add(expression.name(equality.attribute()) + " = " + expression.value(equality.value()));
        }
        KeyCondition.Range range = condition.range();
        if (range != null) {
            String name = expression.name(range.attribute());
            String low = expression.value(range.low());
            terms.add(
                    switch (range.operator()) {
                        case LT -> name + " < " + low;
                        case LE -> name + " <= " + low;
                        case GT -> name + " > " + low;
                        case GE -> name + " >= " + low;
                        case BEGINS_WITH -> "begins_with(" + name + ", " + low + ")";
                        case BETWEEN -> name + " BETWEEN " + low + " AND "
                                + expression.value(java.util.Objects.requireNonNull(range.high()));
                    });
        }
        return String.join(" AND ", terms);
    }

    /** Keys are always fetched with a projection: they tell where a read can be resumed. Null for all attributes. */
    public static @Nullable String projection(
            ReadShape shape, Table table, @Nullable Index index, RequestExpression expression) {
        if (shape.projection().isEmpty()) {
            return null;
        }
        Set<AttributePath> paths = new LinkedHashSet<>(shape.projection());
        table.key().attributes().forEach(a -> paths.add(AttributePath.of(a.name())));
        if (index != null) {
            for (KeyAttribute attribute : index.key().attributes()) {
                paths.add(AttributePath.of(attribute.name()));
            }
        }
        return String.join(", ", paths.stream().map(expression::path).toList());
    }

    /** The parts of an item that ExclusiveStartKey takes. */
    public static Map<String, AttributeValue> position(
            Map<String, AttributeValue> item, Table table, @Nullable Index index) {
        Map<String, AttributeValue> position = new java.util.LinkedHashMap<>(ItemKeys.of(table, item));
        List<KeyAttribute> indexKey =
                index == null ? Collections.emptyList() : index.key().attributes();
        for (KeyAttribute attribute : indexKey) {
            AttributeValue value = item.get(attribute.name());
            if (value != null) {
                position.put(attribute.name(), value);
            }
        }
        return position;
    }
}
