package org.dynamojdbc.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Vectors: lists of numbers, computed with in double precision. */
public final class Vectors {
    private Vectors() {}

    /** The vector a value is, empty when it is none: no list, an empty one, or one that holds something else. */
    public static Optional<double[]> of(AttributeValue value) {
        if (!value.hasL() || value.l().isEmpty()) {
            return Optional.empty();
        }
        List<AttributeValue> elements = value.l();
        double[] vector = new double[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            String number = elements.get(i).n();
            if (number == null) {
                return Optional.empty();
            }
            vector[i] = Double.parseDouble(number);
        }
        return Optional.of(vector);
    }

    /** 1 minus the cosine of the angle, 0 to 2; null when a vector has no direction. Both have the same length. */
    public static @Nullable Double cosineDistance(double[] a, double[] b) {
        double lengths = Math.sqrt(product(a, a)) * Math.sqrt(product(b, b));
        return lengths == 0 ? null : 1 - Math.max(-1, Math.min(1, product(a, b) / lengths));
    }

    /** The length of the difference. */
    public static double euclideanDistance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    /** The dot product. */
    public static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
