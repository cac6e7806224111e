package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Constants beside key attributes: of another type, and such as no key has. */
class KeyConstantsTest extends ChosenPaths {
    @Test
    void aNumberAgainstAStringKeyFindsItsText() {
        assertThat(plan(compare("customer", CompareOperator.EQ, n("5.0")), eq("placed", "1")))
                .isEqualTo("GetItem orders key(customer = '5', placed = '1')");
    }

    @Test
    void aNumericTextFindsTheNumberKey() {
        assertThat(AccessPathText.planLine(choose(NUMBERED, eq("id", "5")).path()))
                .isEqualTo("GetItem counters key(id = 5)");
    }

    @Test
    void aTextThatIsNoNumberMatchesNoNumberKey() {
        assertNothing(NUMBERED, eq("id", "five"));
        assertNothing(NUMBERED, compare("id", CompareOperator.LT, s("five")));
    }

    @Test
    void theWrongTypeAgainstAnIndexKeyMatchesNothingEither() {
        assertNothing(ORDERS, eq("country", "x"), eq("city", "y"), compare("year", CompareOperator.GT, s("old")));
    }

    @Test
    void contradictionsReadNothing() {
        assertNothing(PLAIN, eq("customer", "a"), eq("customer", "b"));
        assertNothing(PLAIN, eq("customer", "a"), gt("placed", "5"), lt("placed", "5"));
        assertNothing(PLAIN, eq("customer", "a"), between("placed", "9", "1"));
        assertNothing(PLAIN, new Predicate.IsNull(attribute("customer")));
        assertNothing(PLAIN, Predicate.UNKNOWN);
        assertNothing(ORDERS, eq("status", "x"), eq("status", "y"));
    }

    @Test
    void keysAreNeverEmptyOrTooLong() {
        assertNothing(PLAIN, eq("customer", ""));
        assertNothing(PLAIN, lt("customer", ""));
        assertNothing(PLAIN, eq("customer", "x".repeat(2049)));
        assertNothing(PLAIN, eq("customer", "a"), eq("placed", "x".repeat(1025)));
    }

    @Test
    void boundsAtTheEmptyTextAreNoBounds() {
        String partition = "Query orders key(customer = 'a')";
        assertThat(plan(eq("customer", "a"), gt("placed", ""))).isEqualTo(partition);
        assertThat(plan(eq("customer", "a"), startsWith("placed", ""))).isEqualTo(partition);
        assertThat(plan(eq("customer", "a"), between("placed", "", "5")))
                .isEqualTo("Query orders key(customer = 'a', placed <= '5')");
    }

    @Test
    void aBoundTooLongToSendIsTestedByTheDriver() {
        AccessPath.Query query = (AccessPath.Query) choose(PLAIN, eq("customer", "a"), gt("placed", "x".repeat(1025)))
                .path();
        assertThat(query.conditions().get(0).range()).isNull();
        assertThat(query.shape().residual()).isNotEqualTo(Predicate.TRUE);
    }

    @Test
    void nullMatchesNothing() {
        assertNothing(PLAIN, compare("customer", CompareOperator.EQ, AttributeValue.fromNul(true)));
    }

    private static void assertNothing(Table table, Predicate... terms) {
        assertThat(choose(table, terms).path()).isInstanceOf(AccessPath.Nothing.class);
    }
}
