package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.junit.jupiter.api.Test;

/** Several partitions, and the order in which paths deliver items. */
class OrderedPathsTest extends ChosenPaths {
    @Test
    void severalPartitionsAreSeveralQueries() {
        assertThat(plan(in("customer", "b", "a"), gt("placed", "5")))
                .isEqualTo("Query orders key(customer = 'a', placed > '5' | customer = 'b', placed > '5')");
    }

    @Test
    void anOrderBySortKeyOverPartitionsIsMerged() {
        assertThat(ordered(PLAIN, List.of(order("placed")), in("customer", "b", "a")))
                .isEqualTo("Query orders key(customer = 'a' | customer = 'b') [merged]");
    }

    @Test
    void anOrderByWholeKeyIsConcatenated() {
        assertThat(ordered(PLAIN, List.of(order("customer"), descending("placed")), in("customer", "b", "a")))
                .isEqualTo("Query orders key(customer = 'a' | customer = 'b') [reverse]");
        assertThat(ordered(PLAIN, List.of(descending("customer"), order("placed")), in("customer", "b", "a")))
                .isEqualTo("Query orders key(customer = 'b' | customer = 'a')");
    }

    @Test
    void aDescendingOrderReadsBackwards() {
        assertThat(ordered(PLAIN, List.of(descending("placed")), eq("customer", "a")))
                .isEqualTo("Query orders key(customer = 'a') [reverse]");
    }

    @Test
    void fixedAttributesDoNotCountInTheOrder() {
        assertThat(ordered(
                        PLAIN,
                        List.of(order("status"), descending("customer"), descending("placed"), order("total")),
                        eq("customer", "a"),
                        eq("status", "x")))
                .isEqualTo("Query orders key(customer = 'a') filter(status = 'x') [reverse]");
    }

    @Test
    void batchesOfKeysComeInTheOrderOfTheirKeys() {
        Choice choice = choose(request(PLAIN, and(in("customer", "a", "b"), in("placed", "1", "2")))
                .order(descending("placed"), order("customer"))
                .build());
        assertThat(choice.ordered()).isTrue();
        assertThat(AccessPathText.planLine(choice.path()))
                .isEqualTo("BatchGetItem orders key(customer = 'a', placed = '2' | customer = 'b', placed = '2'"
                        + " | customer = 'a', placed = '1' | customer = 'b', placed = '1') [by key]");
    }

    @Test
    void anOrderNoPathDeliversIsToldAndItsAttributesAreFetched() {
        Choice choice = choose(request(PLAIN, eq("customer", "a"))
                .needed("placed")
                .order(order("total"))
                .build());
        assertThat(choice.ordered()).isFalse();
        assertThat(AccessPathText.projection(choice.path())).isEqualTo("placed, total");
        assertThat(choice.rejected()).anyMatch(r -> r.contains("no path delivers the order"));
    }

    @Test
    void aPathThatDeliversTheOrderIsTakenThoughAnotherIsCheaper() {
        Choice choice = choose(request(ORDERS, and(eq("customer", "a"), eq("status", "x"), gt("shipped", "5")))
                .needed("shipped")
                .order(order("shipped"))
                .build());
        assertThat(choice.ordered()).isTrue();
        assertThat(AccessPathText.indexName(choice.path())).isEqualTo("by_shipped");
    }

    private static ReadRequest.Order descending(String attribute) {
        return new ReadRequest.Order(AttributePath.of(attribute), true);
    }
}
