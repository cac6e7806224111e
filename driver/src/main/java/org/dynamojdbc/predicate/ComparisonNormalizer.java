package org.dynamojdbc.predicate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ValueOrder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Normal forms of comparisons, BETWEEN, IN and IS DISTINCT FROM. */
final class ComparisonNormalizer extends LeafNormalizer {
    private static final int MAX_DIGITS = 38;
    /** First magnitude beyond DynamoDB's numbers. */
    private static final BigDecimal BEYOND = new BigDecimal("1E126");
    /** Longest IN list over a computed operand that becomes an OR of comparisons. */
    private static final int MAX_ALTERNATIVES = 20;

    ComparisonNormalizer(Outcomes wanted) {
        super(wanted);
    }

    Predicate compare(Predicate.Compare compare) {
        Operand left = compare.left();
        CompareOperator operator = compare.operator();
        Operand right = compare.right();
        if (left instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, l -> new Predicate.Compare(l, operator, right));
        }
        if (right instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, r -> new Predicate.Compare(left, operator, r));
        }
        if (left instanceof Operand.Constant) {
            return right instanceof Operand.Constant
                    ? folded(compare)
                    : compare(new Predicate.Compare(right, operator.mirrored(), left));
        }
        if (operator == CompareOperator.NE) {
            return new ComparisonNormalizer(wanted().negated())
                    .compare(new Predicate.Compare(left, CompareOperator.EQ, right));
        }
        AttributeValue constant = Operands.constant(right);
        if (constant != null) {
            return operator == CompareOperator.EQ ? equals(left, constant) : order(left, operator, constant);
        }
        return left.equals(right) ? sameOperand(left, operator) : operands(compare);
    }

    private Predicate equals(Operand left, AttributeValue constant) {
        if (Operands.isNull(constant)) {
            return always(Truth.UNKNOWN);
        }
        Predicate isNull = nullness(left);
        boolean number = AttributeType.of(constant) == AttributeType.N;
        if (!Values.storable(constant) || (!number && !(left instanceof Operand.Attribute))) {
            return outcome(Predicate.FALSE, known(isNull), isNull);
        }
        Operand right = new Operand.Constant(constant);
        if (left instanceof Operand.Attribute && wanted().equals(Outcomes.NOT_TRUE)) {
            return new Predicate.Distinct(left, right);
        }
        return outcome(
                new Predicate.Compare(left, CompareOperator.EQ, right),
                new Predicate.Compare(left, CompareOperator.NE, right),
                isNull);
    }

    private Predicate order(Operand left, CompareOperator operator, AttributeValue constant) {
        AttributeType type = AttributeType.of(constant);
        boolean computed = !(left instanceof Operand.Attribute);
        if (!type.orderable() || (computed && type != AttributeType.N)) {
            return always(Truth.UNKNOWN);
        }
        Predicate unknown =
                left instanceof Operand.Attribute attribute ? hasNotType(attribute.path(), type) : nullness(left);
        if (type == AttributeType.N && !Values.storable(constant)) {
            return orderBeyond(left, operator, new BigDecimal(constant.n()), unknown);
        }
        return ordered(left, operator, constant, unknown);
    }

    private Predicate ordered(Operand left, CompareOperator operator, AttributeValue constant, Predicate unknown) {
        Operand right = new Operand.Constant(constant);
        return outcome(
                new Predicate.Compare(left, operator, right),
                new Predicate.Compare(left, operator.negated(), right),
                unknown);
    }

    /** No stored number equals this one, so the nearest one that can be stored decides as well. */
    private Predicate orderBeyond(Operand left, CompareOperator operator, BigDecimal number, Predicate unknown) {
        boolean less = operator == CompareOperator.LT || operator == CompareOperator.LE;
        if (number.abs().compareTo(BEYOND) >= 0) {
            boolean holds = less == (number.signum() > 0);
            Predicate known = known(unknown);
            return outcome(holds ? known : Predicate.FALSE, holds ? Predicate.FALSE : known, unknown);
        }
        RoundingMode inwards = less ? RoundingMode.FLOOR : RoundingMode.CEILING;
        AttributeValue nearest = AttributeValue.fromN(
                number.round(new MathContext(MAX_DIGITS, inwards)).toString());
        return Values.storable(nearest)
                ? ordered(left, less ? CompareOperator.LE : CompareOperator.GE, nearest, unknown)
                : ordered(left, operator, AttributeValue.fromN(number.toString()), unknown);
    }

    private Predicate sameOperand(Operand operand, CompareOperator operator) {
        boolean reflexive = operator != CompareOperator.LT && operator != CompareOperator.GT;
        Predicate unknown;
        if (operator != CompareOperator.EQ && operand instanceof Operand.Attribute attribute) {
            AttributePath path = attribute.path();
            unknown = Junctions.and(
                    hasNotType(path, AttributeType.S),
                    hasNotType(path, AttributeType.N),
                    hasNotType(path, AttributeType.B));
        } else {
            unknown = nullness(operand);
        }
        Predicate known = known(unknown);
        return outcome(reflexive ? known : Predicate.FALSE, reflexive ? Predicate.FALSE : known, unknown);
    }

    private Predicate operands(Predicate.Compare compare) {
        Predicate negated =
                new Predicate.Compare(compare.left(), compare.operator().negated(), compare.right());
        return compare.operator() == CompareOperator.EQ
                ? outcome(compare, negated, Junctions.or(nullness(compare.left()), nullness(compare.right())))
                : opaque(compare, negated);
    }

    /** {@code BETWEEN} stays one leaf only where it can be TRUE and both bounds are constants of one type. */
    Predicate between(Predicate.Between between) {
        Operand value = between.value();
        AttributeValue low = Operands.constant(between.low());
        AttributeValue high = Operands.constant(between.high());
        if (wanted().equals(Outcomes.TRUE)
                && low != null
                && high != null
                && ValueOrder.comparable(low, high)
                && Values.storable(low)
                && Values.storable(high)) {
            int order = ValueOrder.compare(low, high);
            if (order > 0) {
                return Predicate.FALSE;
            }
            if (order == 0) {
                return compare(new Predicate.Compare(value, CompareOperator.EQ, between.low()));
            }
            if (value instanceof Operand.Attribute
                    || (value instanceof Operand.Size && AttributeType.of(low) == AttributeType.N)) {
                return between;
            }
        }
        return Normalizer.where(
                new Predicate.And(List.of(
                        new Predicate.Compare(value, CompareOperator.GE, between.low()),
                        new Predicate.Compare(value, CompareOperator.LE, between.high()))),
                wanted());
    }

    Predicate in(Predicate.In in) {
        Operand value = in.value();
        if (in.values().isEmpty()) {
            return always(Truth.FALSE);
        }
        if (value instanceof Operand.Constant) {
            return folded(in);
        }
        if (value instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, v -> new Predicate.In(v, in.values()));
        }
        boolean holdsNull = in.values().stream().anyMatch(Operands::isNull);
        List<AttributeValue> values = Junctions.distinct(in.values().stream()
                .filter(v -> !Operands.isNull(v) && Values.storable(v))
                .toList());
        if (!(value instanceof Operand.Attribute) && values.size() <= MAX_ALTERNATIVES) {
            return Normalizer.where(
                    new Predicate.Or(in.values().stream()
                            .<Predicate>map(
                                    v -> new Predicate.Compare(value, CompareOperator.EQ, new Operand.Constant(v)))
                            .toList()),
                    wanted());
        }
        Predicate isNull = nullness(value);
        Predicate matches = Predicate.FALSE;
        Predicate differs = known(isNull);
        if (values.size() == 1) {
            Operand only = new Operand.Constant(values.get(0));
            matches = new Predicate.Compare(value, CompareOperator.EQ, only);
            differs = new Predicate.Compare(value, CompareOperator.NE, only);
        } else if (!values.isEmpty()) {
            matches = new Predicate.In(value, values);
            differs = new Predicate.Not(matches);
        }
        return holdsNull
                ? outcome(matches, Predicate.FALSE, Junctions.or(isNull, differs))
                : outcome(matches, differs, isNull);
    }

    Predicate distinct(Predicate.Distinct distinct) {
        Operand left = distinct.left();
        Operand right = distinct.right();
        if (left instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, l -> new Predicate.Distinct(l, right));
        }
        if (right instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, r -> new Predicate.Distinct(left, r));
        }
        if (left.equals(right)) {
            return always(Truth.FALSE);
        }
        if (left instanceof Operand.Constant) {
            return right instanceof Operand.Constant ? folded(distinct) : distinct(new Predicate.Distinct(right, left));
        }
        AttributeValue constant = Operands.constant(right);
        if (constant == null) {
            return twoValued(distinct);
        }
        if (Operands.isNull(constant)) {
            return new LeafNormalizer(wanted().negated()).isNull(new Predicate.IsNull(left));
        }
        if (!Values.storable(constant)) {
            return always(Truth.TRUE);
        }
        if (left instanceof Operand.Attribute) {
            return outcome(distinct, new Predicate.Compare(left, CompareOperator.EQ, right), Predicate.FALSE);
        }
        return Normalizer.where(
                new Predicate.Or(
                        List.of(new Predicate.IsNull(left), new Predicate.Compare(left, CompareOperator.NE, right))),
                wanted());
    }
}
