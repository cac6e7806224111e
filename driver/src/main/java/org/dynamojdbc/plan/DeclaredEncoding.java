package org.dynamojdbc.plan;

import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Gives constants the encoding of the declared column they are compared with: a timestamp compared with an EPOCH_SECONDS
 * column becomes a number. Only types whose encoding differs from the literal's own are touched; a constant that does not
 * fit stays as it is and, being of another type, equals nothing.
 */
final class DeclaredEncoding {
    private final Scope scope;

    DeclaredEncoding(Scope scope) {
        this.scope = scope;
    }

    AttributeValue encode(AttributeValue constant, Expression other) {
        if (!(other instanceof PathExpression path) || AttributeType.of(constant) == AttributeType.NULL) {
            return constant;
        }
        return scope.knownType(scope.resolve(path))
                .map(type -> AttributeValues.inEncodingOf(type, constant))
                .orElse(constant);
    }

    /** Whether two columns are compared that keep the same kind of value in different encodings. */
    boolean differs(Expression left, Expression right) {
        if (!(left instanceof PathExpression a) || !(right instanceof PathExpression b)) {
            return false;
        }
        ColumnType.Kind first = ownEncoding(a);
        ColumnType.Kind second = ownEncoding(b);
        return first != second && first != null && second != null;
    }

    private ColumnType.@Nullable Kind ownEncoding(PathExpression path) {
        return scope.knownType(scope.resolve(path))
                .filter(DeclaredEncoding::hasOwnEncoding)
                .map(ColumnType::kind)
                .orElse(null);
    }

    static boolean hasOwnEncoding(ColumnType type) {
        return switch (type.kind()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS, UUID -> true;
            default -> false;
        };
    }
}
