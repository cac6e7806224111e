package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.read.ResumeTokens.Place;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests as the JSON that the service gets, for EXPLAIN. */
public final class RequestText {
    private RequestText() {}

    /** Segments and merged Queries that are written out; more look the same. */
    private static final int MAX_REQUESTS = 16;

    /**
     * The call that a path begins with, or goes on with behind a resume token, "" when it makes none. A list where several calls begin at once (the first
     * {@value #MAX_REQUESTS} of them), and of a look-up: its call for items, whose keys are those that the index gives.
     */
    public static String of(AccessPath path, ReadOptions options) {
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
            return last(path) == null ? List.of(new ItemRequests().of(path, null)) : List.of();
        }

        /** The place that a read in one order goes on behind, null for its start. */
        private @Nullable Place last(AccessPath path) {
            return Resumption.of(path, options.resumeToken()).last();
        }

        @Override
        public List<SdkPojo> visitBatchGetItem(AccessPath.BatchGetItem path) {
            if (options.isolation() == ReadOptions.Isolation.SERIALIZABLE) {
                return List.of(TransactGetPages.request(path, options).build());
            }
            Place stopped = last(path);
            List<Map<String, AttributeValue>> keys = path.keys()
                    .subList(
                            stopped == null ? 0 : stopped.source() + 1,
                            path.keys().size());
            int end = Math.min(keys.size(), BatchGetPages.keysFor(path.shape(), options.wanted()));
            return keys.isEmpty() ? List.of() : List.of(batchGet(path.table(), keys.subList(0, end), path.shape()));
        }

        private static SdkPojo batchGet(Table table, List<Map<String, AttributeValue>> keys, ReadShape shape) {
            return BatchGetPages.request(table, Requests.batchGet(table, keys, shape))
                    .build();
        }

        @Override
        public List<SdkPojo> visitQuery(AccessPath.Query path) {
            Resumption resumption = Resumption.of(path, options.resumeToken());
            if (path.combination() == AccessPath.Combination.MERGED) {
                return IntStream.range(0, path.conditions().size())
                        .mapToObj(i -> query(path, i, i + 1, resumption.at(i)))
                        .flatMap(Optional::stream)
                        .limit(MAX_REQUESTS)
                        .toList();
            }
            Place stopped = resumption.last();
            return query(
                            path,
                            stopped == null ? 0 : stopped.source(),
                            path.conditions().size(),
                            stopped)
                    .stream()
                    .toList();
        }

        /** The first of some Queries from a place on that has anything to give. */
        private Optional<SdkPojo> query(AccessPath.Query path, int first, int end, @Nullable Place stopped) {
            boolean ended = stopped != null && QueryEnds.isLast(path, stopped);
            int number = ended ? first + 1 : first;
            return number >= end
                    ? Optional.empty()
                    : Optional.of(Requests.query(path, path.conditions().get(number)).toBuilder()
                            .exclusiveStartKey(stopped == null || ended ? null : stopped.key())
                            .limit(pageSize(path.shape()))
                            .build());
        }

        @Override
        public List<SdkPojo> visitScan(AccessPath.Scan path) {
            if (path.shape().countOnly() || !Reads.isParallel(path, options)) {
                return List.of(scan(path, last(path)));
            }
            int segments = options.scanSegments();
            Resumption resumption = Resumption.ofSegments(path, segments, options.resumeToken());
            return IntStream.range(0, Math.min(segments, MAX_REQUESTS))
                    .mapToObj(i -> scan(
                            new AccessPath.Scan(
                                    path.table(), path.index(), new AccessPath.Segment(i, segments), path.shape()),
                            resumption.at(i)))
                    .toList();
        }

        private SdkPojo scan(AccessPath.Scan path, @Nullable Place stopped) {
            return Requests.scan(path).toBuilder()
                    .exclusiveStartKey(stopped == null ? null : stopped.key())
                    .limit(pageSize(path.shape()))
                    .build();
        }

        private @Nullable Integer pageSize(ReadShape shape) {
            return new PageSizes(shape, options).next(options.wanted());
        }

        @Override
        public List<SdkPojo> visitIndexLookup(AccessPath.IndexLookup path) {
            Place stopped = last(path);
            First inner = new First(options.withScanSegments(1).withResumeToken(null));
            List<SdkPojo> requests = new ArrayList<>();
            if (path.keys() instanceof AccessPath.Query query) {
                int first = stopped == null ? 0 : stopped.source();
                inner.query(query, first, query.conditions().size(), stopped).ifPresent(requests::add);
            } else if (path.keys() instanceof AccessPath.Scan scan) {
                requests.add(inner.scan(scan, stopped));
            }
            requests.add(batchGet(path.table(), List.of(), path.shape()));
            return requests;
        }
    }

    /** A request or a part of one as JSON. */
    public static String of(SdkPojo pojo) {
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
