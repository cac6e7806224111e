package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;

/** Ranges of the sort key are key conditions of Queries. */
class SortKeyRangesTest extends ChosenPaths {
    @Test
    void aRangeOnTheSortKeyIsOneQueryAndOtherAttributesAreFiltered() {
        assertThat(plan(eq("customer", "a"), compare("placed", CompareOperator.GE, s("2024-02")), gt("total", 5)))
                .isEqualTo("Query orders key(customer = 'a', placed >= '2024-02') filter(total > 5)");
    }

    @Test
    void twoClosedEndsAreBetween() {
        assertThat(plan(
                        eq("customer", "a"),
                        compare("placed", CompareOperator.GE, s("1")),
                        compare("placed", CompareOperator.LE, s("3"))))
                .isEqualTo("Query orders key(customer = 'a', placed BETWEEN '1' AND '3')");
    }

    @Test
    void anOpenEndBesideAnotherIsTestedByTheDriver() {
        assertThat(plan(
                        eq("customer", "a"),
                        compare("placed", CompareOperator.GE, s("2024-01-15")),
                        lt("placed", "2024-03")))
                .isEqualTo("Query orders key(customer = 'a', placed BETWEEN '2024-01-15' AND '2024-03')"
                        + " residual(placed < '2024-03')");
    }

    @Test
    void aRangeOfEverythingWithOnePrefixIsThatPrefix() {
        assertThat(plan(
                        eq("customer", "a"),
                        compare("placed", CompareOperator.GE, s("2024-01")),
                        lt("placed", "2024-02")))
                .isEqualTo("Query orders key(customer = 'a', begins_with(placed, '2024-01'))");
    }

    @Test
    void likeWithAPrefixIsBeginsWith() {
        assertThat(plan(eq("customer", "a"), new Predicate.Like(attribute("placed"), "2024%", null)))
                .isEqualTo("Query orders key(customer = 'a', begins_with(placed, '2024'))");
        AccessPath inner = choose(PLAIN, eq("customer", "a"), new Predicate.Like(attribute("placed"), "2024%5", null))
                .path();
        assertThat(AccessPathText.keyCondition(inner)).isEqualTo("customer = 'a', begins_with(placed, '2024')");
        assertThat(((AccessPath.Query) inner).shape().residual()).isInstanceOf(Predicate.Like.class);
    }

    @Test
    void severalRangesAreSeveralQueriesThatNeverOverlap() {
        assertThat(plan(
                        eq("customer", "a"),
                        or(
                                between("placed", "5", "7"),
                                between("placed", "1", "3"),
                                between("placed", "2", "4"),
                                eq("placed", "6"),
                                eq("placed", "9"))))
                .isEqualTo("Query orders key(customer = 'a', placed BETWEEN '1' AND '4'"
                        + " | customer = 'a', placed BETWEEN '5' AND '7' | customer = 'a', placed = '9')");
    }

    @Test
    void unequalToOneValueStaysOneQuery() {
        assertThat(plan(eq("customer", "a"), compare("placed", CompareOperator.NE, s("5"))))
                .isEqualTo("Query orders key(customer = 'a') residual(placed <> '5')");
    }

    @Test
    void keyAttributesStandInTheFilterOfAScanOnly() {
        assertThat(plan(gt("placed", "5"))).isEqualTo("Scan orders filter(placed > '5')");
        assertThat(plan(startsWith("customer", "a"))).isEqualTo("Scan orders filter(begins_with(customer, 'a'))");
    }

    @Test
    void aConditionThatKeysAlwaysSatisfyIsDropped() {
        assertThat(plan(new Predicate.Not(new Predicate.IsNull(attribute("customer")))))
                .isEqualTo("Scan orders");
    }
}
