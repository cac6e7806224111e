package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;

/** Indexes, the table and segments that a statement or its hints name. */
class NamedIndexesTest extends ChosenPaths {
    @Test
    void aNamedIndexIsTheOnlyOneRead() {
        assertThat(AccessPathText.planLine(choose(request(ORDERS, and(eq("customer", "a"), eq("placed", "1")))
                                .index("by_email")
                                .needed("email")
                                .build())
                        .path()))
                .isEqualTo("Scan orders filter(customer = 'a' AND placed = '1') [index by_email]");
    }

    @Test
    void allOfANamedIndexIsWhatItProjects() {
        assertThat(AccessPathText.planLine(choose(request(ORDERS, eq("email", "e"))
                                .index("BY_EMAIL")
                                .build())
                        .path()))
                .isEqualTo("Query orders key(email = 'e') [index by_email]");
    }

    @Test
    void aNamedGlobalIndexHasNoOtherAttributes() {
        assertRefused(
                request(ORDERS, eq("email", "e"))
                        .index("by_email")
                        .needed("total")
                        .build(),
                SqlState.UNDEFINED_COLUMN,
                "does not project total");
        assertRefused(
                request(ORDERS, gt("total", 5)).index("by_email").build(),
                SqlState.UNDEFINED_COLUMN,
                "does not project total");
        assertRefused(
                request(ORDERS, Predicate.TRUE).index("by_nothing").build(),
                SqlState.UNDEFINED_OBJECT,
                "has no index by_nothing; it has by_status");
    }

    @Test
    void aNamedLocalIndexLooksOtherAttributesUp() {
        assertThat(choose(request(ORDERS, eq("customer", "a"))
                                .index("by_shipped")
                                .needed("total")
                                .build())
                        .path())
                .isInstanceOf(AccessPath.IndexLookup.class);
    }

    @Test
    void aForcedIndexIsUsedOrRefused() {
        assertThat(AccessPathText.indexName(
                        choose(request(ORDERS, and(eq("customer", "a"), eq("placed", "1"), eq("status", "x")))
                                        .forced("by_status")
                                        .build())
                                .path()))
                .isEqualTo("by_status");
        assertRefused(
                request(ORDERS, eq("customer", "a")).forced("by_status").build(),
                SqlState.WRONG_OBJECT,
                "the condition does not imply that status is a string");
        assertRefused(
                request(ORDERS, Predicate.TRUE).forced("by_x").build(), SqlState.UNDEFINED_OBJECT, "has no index by_x");
    }

    @Test
    void theTableItselfCanBeForced() {
        assertThat(AccessPathText.planLine(
                        choose(request(ORDERS, eq("status", "x")).forced("").build())
                                .path()))
                .isEqualTo("Scan orders filter(status = 'x')");
    }

    @Test
    void aForbiddenScanIsRefusedWithTheKeysThatAvoidIt() {
        assertRefused(
                request(ORDERS, gt("total", 5)).noScan().build(),
                SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                "give a value with = for customer, or status (index by_status)");
        assertThat(choose(request(ORDERS, eq("email", "e")).noScan().build()).path())
                .isInstanceOf(AccessPath.IndexLookup.class);
    }

    @Test
    void aSegmentIsScannedWhateverTheCondition() {
        assertThat(AccessPathText.planLine(
                        choose(request(ORDERS, eq("status", "x")).segment(1, 4).build())
                                .path()))
                .isEqualTo("Scan orders filter(status = 'x') [segment 1 of 4]");
    }

    private static void assertRefused(ReadRequest request, SqlState state, String message) {
        assertThatThrownBy(() -> choose(request))
                .isInstanceOf(SqlFailure.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SqlFailure) e).state())
                .isEqualTo(state);
    }
}
