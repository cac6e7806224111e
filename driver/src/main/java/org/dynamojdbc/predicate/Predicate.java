package org.dynamojdbc.predicate;

import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition on one item under SQL's three-valued logic, with every parameter bound. Missing attributes and NULL-typed
 * ones are SQL NULL; values of different types are unequal and unordered.
 */
public sealed interface Predicate {
    Predicate TRUE = new Always(Truth.TRUE);
    Predicate FALSE = new Always(Truth.FALSE);
    Predicate UNKNOWN = new Always(Truth.UNKNOWN);

    <R> R accept(PredicateVisitor<R> visitor);

    /** A constant. */
    record Always(Truth truth) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitAlways(this);
        }
    }

    record And(List<Predicate> terms) implements Predicate {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    record Or(List<Predicate> terms) implements Predicate {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    record Not(Predicate term) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    /** {@code left operator right}. */
    record Compare(Operand left, CompareOperator operator, Operand right) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitCompare(this);
        }
    }

    /** {@code value BETWEEN low AND high}: exactly {@code value >= low AND value <= high}. */
    record Between(Operand value, Operand low, Operand high) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitBetween(this);
        }
    }

    /** {@code value IN (values)}; a value of type NULL in the list is SQL NULL. */
    record In(Operand value, List<AttributeValue> values) implements Predicate {
        public In {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitIn(this);
        }
    }

    /** {@code value LIKE pattern [ESCAPE escape]}; UNKNOWN for values that are not strings. */
    record Like(Operand value, String pattern, @Nullable Integer escapeCodePoint) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitLike(this);
        }
    }

    /** {@code value IS NULL}: missing or NULL-typed. */
    record IsNull(Operand value) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitIsNull(this);
        }
    }

    /** {@code path IS MISSING}, also {@code attribute_not_exists(path)}: never UNKNOWN. */
    record IsMissing(AttributePath path) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitIsMissing(this);
        }
    }

    /** {@code (term) IS TRUE | FALSE | UNKNOWN}: never UNKNOWN. */
    record IsTruth(Predicate term, Truth truth) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitIsTruth(this);
        }
    }

    /** A boolean attribute standing alone: TRUE, FALSE, or UNKNOWN when it holds no boolean. */
    record BooleanAttribute(AttributePath path) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitBooleanAttribute(this);
        }
    }

    /** {@code left IS DISTINCT FROM right}: never UNKNOWN. */
    record Distinct(Operand left, Operand right) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitDistinct(this);
        }
    }

    /**
     * {@code begins_with(value, prefix)}, strings or binary; UNKNOWN when either is NULL or they are not both strings or
     * both binary.
     */
    record BeginsWith(Operand value, Operand prefix) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitBeginsWith(this);
        }
    }

    /**
     * DynamoDB's {@code contains(path, element)}: substring of a string, part of a binary, member of a set or list.
     * UNKNOWN when the attribute is missing or NULL, or the element is NULL; FALSE for other types.
     */
    record Contains(AttributePath path, AttributeValue element) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitContains(this);
        }
    }

    /** {@code element = ANY(path)}: member of a set or list only, UNKNOWN for anything else. */
    record Member(AttributeValue element, AttributePath path) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitMember(this);
        }
    }

    /** {@code attribute_type(path, type)}: FALSE when missing, never UNKNOWN. */
    record HasType(AttributePath path, AttributeType type) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.visitHasType(this);
        }
    }
}
