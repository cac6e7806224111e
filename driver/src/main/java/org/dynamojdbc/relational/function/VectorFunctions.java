package org.dynamojdbc.relational.function;

import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Arithmetic;
import org.dynamojdbc.type.Vectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far vectors are from each other, as DynamoDB's vector indexes measure it. */
final class VectorFunctions {
    private static final String NAME = "vector_distance";

    private VectorFunctions() {}

    static void addTo(FunctionTable.Builder table) {
        table.add(NAME, 2, 3, Returns.DOUBLE, VectorFunctions::distance);
    }

    /** NULL where one is no vector or their lengths differ: such an item is in no vector index either. */
    private static @Nullable Object distance(Object[] arguments) {
        Optional<double[]> left = vector(arguments[0]);
        Optional<double[]> right = vector(arguments[1]);
        String function = arguments.length == 3 ? Datum.text(arguments[2], NAME).toUpperCase(Locale.ROOT) : "COSINE";
        if (left.isEmpty() || right.isEmpty() || left.get().length != right.get().length) {
            checkFunction(function);
            return null;
        }
        double[] a = left.get();
        double[] b = right.get();
        Double distance =
                switch (checkFunction(function)) {
                    case "COSINE" -> Vectors.cosineDistance(a, b);
                    case "EUCLIDEAN" -> (Double) Vectors.euclideanDistance(a, b);
                    default -> (Double) (0 - Vectors.product(a, b));
                };
        return distance == null ? null : Arithmetic.real(distance, NAME);
    }

    private static String checkFunction(String function) {
        return switch (function) {
            case "COSINE", "EUCLIDEAN", "DOT_PRODUCT" -> function;
            default -> throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    NAME + " knows 'cosine', 'euclidean' and 'dot_product', not '" + function + "'");
        };
    }

    private static Optional<double[]> vector(Object value) {
        return value instanceof AttributeValue document ? Vectors.of(document) : Optional.empty();
    }
}
