package org.dynamojdbc.scalar;

import java.util.List;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A value computed from one item, names resolved and parameters bound. Missing attributes and the NULL type are SQL NULL. */
public sealed interface Scalar {
    <R> @Nullable R accept(ScalarVisitor<R> visitor);

    /** A bound value; type NULL stands for SQL NULL. */
    record Constant(AttributeValue value) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitConstant(this);
        }
    }

    /** The value at a place of the item. */
    record Attribute(AttributePath path) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitAttribute(this);
        }
    }

    /** A function or operator. */
    record Call(ScalarFunction function, List<Scalar> arguments, Position position) implements Scalar {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitCall(this);
        }
    }

    /** The value of the first branch whose condition is TRUE; {@code otherwise} is the constant NULL when ELSE is left out. */
    record Case(List<Branch> branches, Scalar otherwise) implements Scalar {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitCase(this);
        }
    }

    /** WHEN condition THEN value. */
    record Branch(Scalar condition, Scalar value) {}

    /** CAST, and the encoding of a declared column. */
    record Cast(Scalar value, ColumnType type, Position position) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitCast(this);
        }
    }

    /** A date or time as text: as getString of a column of the type shows it. Any other value stays as it is. */
    record Shown(Scalar value, ColumnType type) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitShown(this);
        }
    }

    /** The point in time that a number of an epoch type counts, as text. Any other value stays as it is. */
    record Moment(Scalar value, ColumnType type) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitMoment(this);
        }
    }

    /** A date, timestamp or epoch number moved by an interval. {@code epoch} is what a number counts. */
    record Shift(Scalar value, Interval by, ColumnType.Kind epoch, Position position) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitShift(this);
        }
    }

    /** A condition on the item as a BOOLEAN, NULL where it is UNKNOWN. */
    record Test(Predicate predicate) implements Scalar {
        @Override
        public <R> @Nullable R accept(ScalarVisitor<R> visitor) {
            return visitor.visitTest(this);
        }
    }
}
