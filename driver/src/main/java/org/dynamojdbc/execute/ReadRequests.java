package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.KeyCondition;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Access paths as the requests of the SDK: names as #placeholders, values as :values. */
final class ReadRequests {
    private ReadRequests() {}

    static GetItemRequest getItem(AccessPath.GetItem path) {
        RequestExpression names = new RequestExpression();
        GetItemRequest.Builder request = GetItemRequest.builder()
                .tableName(path.table().name())
                .key(path.key())
                .consistentRead(path.shape().consistent())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        String projection = projection(path.shape().projection(), names);
        if (projection != null) {
            request.projectionExpression(projection).expressionAttributeNames(names.names());
        }
        return request.build();
    }

    /** @param needed key attributes that the reader needs beside the projection */
    static KeysAndAttributes batch(List<Map<String, AttributeValue>> keys, ReadShape shape, List<KeyAttribute> needed) {
        RequestExpression names = new RequestExpression();
        KeysAndAttributes.Builder request =
                KeysAndAttributes.builder().keys(keys).consistentRead(shape.consistent());
        String projection = projection(with(shape.projection(), needed), names);
        if (projection != null) {
            request.projectionExpression(projection).expressionAttributeNames(names.names());
        }
        return request.build();
    }

    static QueryRequest.Builder query(
            AccessPath.Query path, KeyCondition condition, List<KeyAttribute> needed, int limit) {
        RequestExpression expression = new RequestExpression();
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(path.table().name())
                .scanIndexForward(path.forward())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .keyConditionExpression(keyCondition(condition, expression));
        if (path.index() != null) {
            request.indexName(path.index().name());
        }
        ReadShape shape = path.shape();
        if (shape.consistent()) {
            request.consistentRead(true);
        }
        if (shape.filter() != Predicate.TRUE) {
            request.filterExpression(expression.condition(shape.filter()));
        }
        if (shape.countOnly()) {
            request.select(Select.COUNT);
        } else {
            String projection = projection(with(shape.projection(), needed), expression);
            if (projection != null) {
                request.projectionExpression(projection);
            }
        }
        if (limit > 0) {
            request.limit(limit);
        }
        return request.expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values().isEmpty() ? null : expression.values());
    }

    static ScanRequest.Builder scan(AccessPath.Scan path, List<KeyAttribute> needed, int limit) {
        RequestExpression expression = new RequestExpression();
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(path.table().name())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (path.index() != null) {
            request.indexName(path.index().name());
        }
        if (path.segment() != null) {
            request.segment(path.segment().number())
                    .totalSegments(path.segment().total());
        }
        ReadShape shape = path.shape();
        if (shape.consistent()) {
            request.consistentRead(true);
        }
        if (shape.filter() != Predicate.TRUE) {
            request.filterExpression(expression.condition(shape.filter()));
        }
        if (shape.countOnly()) {
            request.select(Select.COUNT);
        } else {
            String projection = projection(with(shape.projection(), needed), expression);
            if (projection != null) {
                request.projectionExpression(projection);
            }
        }
        if (limit > 0) {
            request.limit(limit);
        }
        return request.expressionAttributeNames(expression.names().isEmpty() ? null : expression.names())
                .expressionAttributeValues(expression.values().isEmpty() ? null : expression.values());
    }

    private static List<AttributePath> with(List<AttributePath> projection, List<KeyAttribute> needed) {
        if (projection.isEmpty()) {
            return projection;
        }
        Map<String, AttributePath> paths = new LinkedHashMap<>();
        List<AttributePath> all = new ArrayList<>(projection);
        for (AttributePath path : projection) {
            paths.put(path.root(), path);
        }
        for (KeyAttribute attribute : needed) {
            if (paths.putIfAbsent(attribute.name(), AttributePath.of(attribute.name())) == null) {
                all.add(AttributePath.of(attribute.name()));
            }
        }
        return all;
    }

    private static @Nullable String projection(List<AttributePath> paths, RequestExpression expression) {
        return paths.isEmpty()
                ? null
                : String.join(", ", paths.stream().map(expression::path).toList());
    }

    private static String keyCondition(KeyCondition condition, RequestExpression expression) {
        List<String> terms = new ArrayList<>();
        for (KeyCondition.Equality equality : condition.equalities()) {
            terms.add(expression.name(equality.attribute()) + " = " + expression.value(equality.value()));
        }
        KeyCondition.Range range = condition.range();
        if (range != null) {
            terms.add(range(range, expression));
        }
        return String.join(" AND ", terms);
    }

    private static String range(KeyCondition.Range range, RequestExpression expression) {
        String name = expression.name(range.attribute());
        String low = expression.value(range.low());
        return switch (range.operator()) {
            case LT -> name + " < " + low;
            case LE -> name + " <= " + low;
            case GT -> name + " > " + low;
            case GE -> name + " >= " + low;
            case BEGINS_WITH -> "begins_with(" + name + ", " + low + ")";
            case BETWEEN -> {
                AttributeValue high = range.high();
                if (high == null) {
                    throw new IllegalStateException("BETWEEN without its upper bound");
                }
                yield name + " BETWEEN " + low + " AND " + expression.value(high);
            }
        };
    }
}
