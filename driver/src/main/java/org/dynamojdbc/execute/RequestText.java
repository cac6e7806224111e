package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests as the JSON that the service gets, for EXPLAIN. */
final class RequestText {
    private RequestText() {}

    /** Segments and merged Queries that are written out; more look the same. */
    private static final int MAX_REQUESTS = 16;

    /**
     * The call that a path begins with, "" when it makes none. A list where several calls begin at once (the first
     * {@value #MAX_REQUESTS} of them), and of a look-up: its call for items, whose keys are those that the index gives.
     */
    static String of(AccessPath path, ReadOptions options) {
        if (options.limit() == 0) {
            return "";
        }
        List<SdkPojo> requests = path.accept(new First(options));
        StringBuilder json = new StringBuilder();
        if (requests.size() == 1) {
            write(requests.get(0), json);
        } else if (!requests.isEmpty()) {
            write(requests, json);
        }
        return json.toString();
    }

    private record First(ReadOptions options) implements AccessPathVisitor<List<SdkPojo>> {
        @Override
        public List<SdkPojo> visitNothing(AccessPath.Nothing path) {
            return List.of();
        }

        @Override
        public List<SdkPojo> visitGetItem(AccessPath.GetItem path) {
            return List.of(new ItemRequests().of(path, null));
        }

        @Override
        public List<SdkPojo> visitBatchGetItem(AccessPath.BatchGetItem path) {
            int end = Math.min(path.keys().size(), BatchGetPages.keysFor(path.shape(), options.wanted()));
            return List.of(batchGet(path.table(), path.keys().subList(0, end), path.shape()));
        }

        private static SdkPojo batchGet(Table table, List<Map<String, AttributeValue>> keys, ReadShape shape) {
            return BatchGetPages.request(table, Requests.batchGet(table, keys, shape))
                    .build();
        }

        @Override
        public List<SdkPojo> visitQuery(AccessPath.Query path) {
            int atOnce = path.combination() == AccessPath.Combination.MERGED ? MAX_REQUESTS : 1;
            return path.conditions().stream()
                    .limit(atOnce)
                    .<SdkPojo>map(condition -> Requests.query(path, condition).toBuilder()
                            .limit(pageSize(path.shape()))
                            .build())
                    .toList();
        }

        @Override
        public List<SdkPojo> visitScan(AccessPath.Scan path) {
            if (path.shape().countOnly() || !Reads.isParallel(path, options)) {
                return List.of(scan(path));
            }
            int segments = options.scanSegments();
            return IntStream.range(0, Math.min(segments, MAX_REQUESTS))
                    .mapToObj(i -> scan(new AccessPath.Scan(
                            path.table(), path.index(), new AccessPath.Segment(i, segments), path.shape())))
                    .toList();
        }

        private SdkPojo scan(AccessPath.Scan path) {
            return Requests.scan(path).toBuilder().limit(pageSize(path.shape())).build();
        }

        private @Nullable Integer pageSize(ReadShape shape) {
            return new PageSizes(shape, options).next(options.wanted());
        }

        @Override
        public List<SdkPojo> visitIndexLookup(AccessPath.IndexLookup path) {
            List<SdkPojo> requests = new ArrayList<>(path.keys().accept(new First(options.withScanSegments(1))));
            requests.add(batchGet(path.table(), List.of(), path.shape()));
            return requests;
        }
    }

    static String of(SdkPojo pojo) {
        StringBuilder json = new StringBuilder();
        write(pojo, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        if (value instanceof SdkPojo pojo) {
            char separator = '{';
            for (SdkField<?> field : pojo.sdkFields()) {
                Object content = field.getValueOrDefault(pojo);
                if (isGiven(content)) {
                    json.append(separator);
                    JsonText.quote(field.locationName(), json);
                    json.append(':');
                    write(content, json);
                    separator = ',';
                }
            }
            json.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator);
                JsonText.quote(String.valueOf(entry.getKey()), json);
                json.append(':');
                write(entry.getValue(), json);
                separator = ',';
            }
            json.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (Object item : list) {
                json.append(separator);
                write(item, json);
                separator = ',';
            }
            json.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof SdkBytes bytes) {
            JsonText.quote(java.util.Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()), json);
        } else {
            JsonText.quote(String.valueOf(value), json);
        }
    }

    /** What was never set is no part of the request; the SDK shows it as null or as an empty collection of its own. */
    private static boolean isGiven(@Nullable Object content) {
        return content != null
                && !(content instanceof SdkAutoConstructMap)
                && !(content instanceof SdkAutoConstructList);
    }
}
