package org.dynamojdbc.scalar;

import org.jspecify.annotations.Nullable;

/** One method per kind of {@link Scalar}; null is a result like any other. */
public interface ScalarVisitor<R> {
    @Nullable
    R visitConstant(Scalar.Constant scalar);

    @Nullable
    R visitAttribute(Scalar.Attribute scalar);

    @Nullable
    R visitCall(Scalar.Call scalar);

    @Nullable
    R visitCase(Scalar.Case scalar);

    @Nullable
    R visitCast(Scalar.Cast scalar);

    @Nullable
    R visitShown(Scalar.Shown scalar);

    @Nullable
    R visitMoment(Scalar.Moment scalar);

    @Nullable
    R visitShift(Scalar.Shift scalar);

    @Nullable
    R visitTest(Scalar.Test scalar);
}
