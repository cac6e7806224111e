package org.dynamojdbc.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class FilterSplitTest {
    private static Predicate compare(String attribute, CompareOperator operator, String number) {
        return new Predicate.Compare(
                new Operand.Attribute(AttributePath.of(attribute)), operator, new Operand.Constant(States.n(number)));
    }

    private static FilterSplit split(Predicate predicate) {
        return FilterSplit.of(Normalizer.toNegationNormalForm(predicate), root -> true);
    }

    @Test
    void writesTheFewestParentheses() {
        Predicate predicate = new Predicate.And(List.of(
                new Predicate.Or(List.of(
                        compare("a", CompareOperator.LT, "1"),
                        new Predicate.And(List.of(
                                compare("b", CompareOperator.GT, "1"), compare("c", CompareOperator.GE, "2"))))),
                compare("a", CompareOperator.NE, "2")));
        RequestExpression request = new RequestExpression();
        assertThat(request.condition(split(predicate).pushed()))
                .isEqualTo("(#0 < :0 OR #1 > :0 AND #2 >= :1) AND attribute_exists(#0) AND NOT #0 IN (:1, :2)");
        assertThat(request.names()).containsEntry("#1", "b");
        assertThat(Predicates.text(split(predicate).pushed())).isEqualTo("(a < 1 OR b > 1 AND c >= 2) AND a <> 2");
    }

    @Test
    void namesWithDotsAreOneName() {
        RequestExpression request = new RequestExpression();
        AttributePath path =
                new AttributePath("a.b", List.of(new AttributePath.Step.Field("c"), new AttributePath.Step.Element(2)));
        assertThat(request.path(path)).isEqualTo("#0.#1[2]");
        assertThat(request.names()).containsEntry("#0", "a.b").containsEntry("#1", "c");
    }

    @Test
    void whatExceedsTheOperatorLimitStaysWithTheDriver() {
        List<Predicate> alternatives = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            alternatives.add(compare("a" + i, CompareOperator.LT, "1"));
        }
        Predicate large = new Predicate.Or(alternatives);
        FilterSplit split = split(new Predicate.And(List.of(large, compare("b", CompareOperator.EQ, "1"))));
        assertThat(split.pushed()).isEqualTo(compare("b", CompareOperator.EQ, "1"));
        assertThat(split.residual()).isEqualTo(large);
    }

    @Test
    void longListsBecomeOneValueAndHugeOnesStay() {
        assertThat(split(in(5_000)).residual()).isEqualTo(Predicate.TRUE);
        assertThat(new RequestExpression().condition(split(in(5_000)).pushed())).isEqualTo("contains(:0, #0)");
        assertThat(split(in(100_000)).pushed()).isEqualTo(Predicate.TRUE);
    }

    private static Predicate in(int size) {
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(States.n("" + i));
        }
        return new Predicate.In(States.A, values);
    }

    @Test
    void equalitiesJoinedByOrBecomeIn() {
        Predicate either =
                new Predicate.Or(List.of(compare("a", CompareOperator.EQ, "1"), compare("a", CompareOperator.EQ, "2")));
        assertThat(Predicates.text(Normalizer.toNegationNormalForm(either))).isEqualTo("a IN (1, 2)");
    }

    @Test
    void likeWithInnerWildcardsIsNarrowedInDynamoDb() {
        Predicate like = new Predicate.Like(States.A, "ab%cd", null);
        FilterSplit split = split(like);
        assertThat(Predicates.text(split.pushed())).isEqualTo("begins_with(a, 'ab') AND contains(a, 'cd')");
        assertThat(split.residual()).isEqualTo(like);
    }

    @Test
    void coalesceBecomesComparisonsOfTheAttribute() {
        Operand coalesce = new Operand.Coalesce(AttributePath.of("a"), States.FIVE);
        assertThat(Predicates.text(Normalizer.toNegationNormalForm(
                        new Predicate.Compare(coalesce, CompareOperator.EQ, new Operand.Constant(States.FIVE)))))
                .isEqualTo("a = 5 OR a IS NULL");
        assertThat(Predicates.text(Normalizer.toNegationNormalForm(
                        new Predicate.Compare(coalesce, CompareOperator.EQ, new Operand.Constant(States.n("7"))))))
                .isEqualTo("a = 7");
    }

    @Test
    void constantsFold() {
        Operand one = new Operand.Constant(States.n("1"));
        Predicate never = new Predicate.Compare(one, CompareOperator.EQ, new Operand.Constant(States.n("0")));
        assertThat(Normalizer.toNegationNormalForm(never)).isEqualTo(Predicate.FALSE);
        assertThat(Normalizer.toNegationNormalForm(
                        new Predicate.Compare(States.A, CompareOperator.NE, new Operand.Constant(States.NULL))))
                .isEqualTo(Predicate.FALSE);
        assertThat(Normalizer.toNegationNormalForm(new Predicate.Compare(one, CompareOperator.LT, States.A)))
                .isEqualTo(new Predicate.Compare(States.A, CompareOperator.GT, one));
    }

    @Test
    void sparseIndexesNeedAPredicateThatImpliesThePresenceOfTheirKey() {
        Predicate order = compare("a", CompareOperator.LT, "1");
        Predicate isNull = new Predicate.IsNull(States.A);
        assertThat(Predicates.rejectsNull(order, "a")).isTrue();
        assertThat(Predicates.impliesType(order, "a", AttributeType.N)).isTrue();
        assertThat(Predicates.impliesType(compare("a", CompareOperator.NE, "1"), "a", AttributeType.N))
                .isFalse();
        assertThat(Predicates.rejectsNull(new Predicate.Or(List.of(order, isNull)), "a"))
                .isFalse();
        assertThat(Predicates.rejectsNull(order, "b")).isFalse();
    }
}
