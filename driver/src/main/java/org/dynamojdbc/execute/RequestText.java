package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.type.JsonText;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** Requests as the JSON that the service gets, for EXPLAIN. */
final class RequestText {
    private RequestText() {}

    /** The first call of a path; "" when it makes none. */
    static String of(AccessPath path, ReadOptions options) {
        return path.accept(new First(options));
    }

    private record First(ReadOptions options) implements AccessPathVisitor<String> {
        @Override
        public String visitNothing(AccessPath.Nothing path) {
            return "";
        }

        @Override
        public String visitGetItem(AccessPath.GetItem path) {
            return RequestText.of(new ItemRequests().of(path, null));
        }

        @Override
        public String visitBatchGetItem(AccessPath.BatchGetItem path) {
            int end = Math.min(BatchGetPages.MAX_KEYS, path.keys().size());
            return RequestText.of(BatchGetItemRequest.builder()
                    .requestItems(Map.of(
                            path.table().name(),
                            Requests.batchGet(path.table(), path.keys().subList(0, end), path.shape())))
                    .build());
        }

        @Override
        public String visitQuery(AccessPath.Query path) {
            long wanted = options.limit() < 0 ? -1 : options.limit() + options.offset();
            return RequestText.of(Requests.query(path, path.conditions().get(0)).toBuilder()
                    .limit(new PageSizes(path.shape(), options).next(wanted))
                    .build());
        }

        @Override
        public String visitScan(AccessPath.Scan path) {
            long wanted = options.limit() < 0 ? -1 : options.limit() + options.offset();
            return RequestText.of(Requests.scan(path).toBuilder()
                    .limit(new PageSizes(path.shape(), options).next(wanted))
                    .build());
        }

        @Override
        public String visitIndexLookup(AccessPath.IndexLookup path) {
            return path.keys().accept(this);
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
    private static boolean isGiven(@org.jspecify.annotations.Nullable Object content) {
        return content != null
                && !(content instanceof SdkAutoConstructMap)
                && !(content instanceof SdkAutoConstructList);
    }
}
