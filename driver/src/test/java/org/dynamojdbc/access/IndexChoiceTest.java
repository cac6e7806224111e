package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;

/** When an index answers, alone or with look-ups in its table. */
class IndexChoiceTest extends ChosenPaths {
    @Test
    void anIndexThatProjectsAllAnswersAlone() {
        assertThat(plan(ORDERS, eq("status", "x"), gt("total", 5)))
                .isEqualTo("Query orders key(status = 'x') filter(total > 5) [index by_status]");
    }

    @Test
    void anIndexThatLacksAttributesGivesKeysToLookUp() {
        assertThat(plan(ORDERS, eq("email", "e"), gt("total", 5)))
                .isEqualTo("IndexLookup by Query orders key(email = 'e') residual(email = 'e' AND total > 5)"
                        + " [index by_email]");
    }

    @Test
    void anIndexThatHoldsAllThatIsNeededSparesTheLookup() {
        assertThat(AccessPathText.planLine(choose(request(ORDERS, eq("email", "e"))
                                .needed("customer", "email")
                                .build())
                        .path()))
                .isEqualTo("Query orders key(email = 'e') [index by_email]");
    }

    @Test
    void keysOfTheTableMayStandInTheFilterOfAnIndexQuery() {
        assertThat(plan(ORDERS, eq("status", "x"), startsWith("customer", "a")))
                .isEqualTo("Query orders key(status = 'x') filter(begins_with(customer, 'a')) [index by_status]");
    }

    @Test
    void aSparseIndexIsScannedOnlyWhenTheConditionImpliesItsKeys() {
        Choice sparse =
                choose(request(ORDERS, gt("email", "a")).needed("customer").build());
        assertThat(AccessPathText.planLine(sparse.path()))
                .isEqualTo("Scan orders filter(email > 'a') [index by_email]");
        Choice all = choose(request(ORDERS, new Predicate.IsNull(attribute("email")))
                .needed("customer")
                .build());
        assertThat(AccessPathText.indexName(all.path())).isEmpty();
        assertThat(all.rejected())
                .contains("index by_email not used: the condition does not imply that email is a string");
    }

    @Test
    void anIndexWithASortKeyThatMayBeMissingIsNotUsed() {
        Choice choice =
                choose(request(ORDERS, and(eq("country", "x"), eq("city", "y"))).build());
        assertThat(choice.path()).isInstanceOf(AccessPath.Scan.class);
        assertThat(choice.rejected())
                .contains("index by_place not used: the condition does not imply that year is a number");
    }

    @Test
    void multiAttributeKeysAreUsedFromTheLeftWithoutGaps() {
        Predicate place = and(eq("country", "x"), eq("city", "y"));
        assertThat(plan(ORDERS, place, gt("year", 2000), gt("month", 5)))
                .isEqualTo("Query orders key(country = 'x', city = 'y', year > 2000) residual(month > 5)"
                        + " [index by_place]");
        assertThat(plan(ORDERS, place, compare("year", CompareOperator.EQ, n("2024")), gt("month", 5)))
                .isEqualTo("Query orders key(country = 'x', city = 'y', year = 2024, month > 5) [index by_place]");
        assertThat(ordered(
                        ORDERS,
                        List.of(order("month")),
                        place,
                        compare("year", CompareOperator.EQ, n("2024")),
                        gt("month", 0)))
                .isEqualTo("Query orders key(country = 'x', city = 'y', year = 2024, month > 0) [index by_place]");
    }

    @Test
    void globalIndexesAreNotReadConsistently() {
        Choice choice = choose(request(ORDERS, eq("status", "x")).consistent().build());
        assertThat(choice.path()).isInstanceOf(AccessPath.Scan.class);
        assertThat(choice.rejected()).contains("index by_status not used: global indexes cannot be read consistently");
    }

    @Test
    void localIndexesAreReadConsistently() {
        assertThat(AccessPathText.planLine(choose(request(ORDERS, and(eq("customer", "a"), gt("shipped", "5")))
                                .needed("carrier")
                                .consistent()
                                .build())
                        .path()))
                .isEqualTo("Query orders key(customer = 'a', shipped > '5') project(carrier) [index by_shipped]"
                        + " [consistent]");
    }

    @Test
    void anIndexThatIsNotReadyIsNotUsed() {
        Index building = new Index(
                "by_status", Index.Kind.GLOBAL, BY_STATUS.key(), Index.Projection.ALL, List.of(), 0, 0, false);
        Choice choice = choose(orders(building), eq("status", "x"));
        assertThat(choice.path()).isInstanceOf(AccessPath.Scan.class);
        assertThat(choice.rejected()).containsExactly("index by_status not used: it is not ready");
    }
}
