package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one vector index tests while it searches (API reference, SearchVectors, SearchConditionExpression): its partition by
 * one equality, its filters by comparisons and ranges, joined by AND and OR. Negations are left out, for what they say of
 * items without the attribute is not SQL's answer everywhere.
 */
final class SearchCondition {
    /** The service limits the number of conditions; so many any search takes. */
    private static final int MOST = 20;

    private final VectorIndex index;
    private int tests;

    SearchCondition(VectorIndex index) {
        this.index = index;
    }

    boolean takes(Predicate where) {
        List<Predicate> filters = new ArrayList<>();
        int partitions = 0;
        for (Predicate term : where.equals(Predicate.TRUE) ? List.<Predicate>of() : Predicates.conjuncts(where)) {
            if (isPartition(term)) {
                partitions++;
            } else {
                filters.add(term);
            }
        }
        tests = partitions;
        return partitions == (index.partition() == null ? 0 : 1)
                && filters.stream().allMatch(this::isFilter)
                && tests <= MOST;
    }

    private boolean isPartition(Predicate term) {
        KeyAttribute partition = index.partition();
        return partition != null
                && term instanceof Predicate.Compare compare
                && compare.operator() == CompareOperator.EQ
                && isOf(partition, compare.left(), constants(compare.right()));
    }

    private boolean isFilter(Predicate term) {
        if (term instanceof Predicate.And and) {
            return and.terms().stream().allMatch(this::isFilter);
        }
        if (term instanceof Predicate.Or or) {
            return or.terms().stream().allMatch(this::isFilter);
        }
        if (term instanceof Predicate.Compare compare) {
            return compare.operator() != CompareOperator.NE && isTest(compare.left(), constants(compare.right()));
        }
        if (term instanceof Predicate.Between between) {
            return isTest(
                    between.value(),
                    Stream.concat(constants(between.low()).stream(), constants(between.high()).stream())
                            .toList());
        }
        return term instanceof Predicate.In in && isTest(in.value(), in.values());
    }

    private boolean isTest(Operand place, List<@Nullable AttributeValue> values) {
        tests += values.size();
        return index.filters().stream().anyMatch(filter -> isOf(filter, place, values));
    }

    private static List<@Nullable AttributeValue> constants(Operand operand) {
        List<@Nullable AttributeValue> values = new ArrayList<>();
        values.add(operand instanceof Operand.Constant constant ? constant.value() : null);
        return values;
    }

    private static boolean isOf(
            KeyAttribute attribute, Operand place, List<? extends @Nullable AttributeValue> values) {
        return place instanceof Operand.Attribute named
                && named.path().equals(org.dynamojdbc.row.AttributePath.of(attribute.name()))
                && values.stream().allMatch(value -> value != null && AttributeType.of(value) == attribute.type());
    }
}
