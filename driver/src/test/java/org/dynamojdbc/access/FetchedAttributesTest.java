package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.junit.jupiter.api.Test;

/** What a path fetches. */
class FetchedAttributesTest extends ChosenPaths {
    @Test
    void pathsAreProjectedWithoutOverlapAndListsWhole() {
        List<AttributePath> needed = List.of(
                AttributePath.of("placed"),
                new AttributePath("address", List.of(new AttributePath.Step.Field("city"))),
                new AttributePath(
                        "address", List.of(new AttributePath.Step.Field("city"), new AttributePath.Step.Field("code"))),
                new AttributePath("lines", List.of(new AttributePath.Step.Element(0))));
        assertThat(Projections.of(needed).stream().map(AttributePath::toString))
                .containsExactly("placed", "address.city", "lines");
        List<AttributePath> whole = new ArrayList<>(needed);
        whole.add(AttributePath.of("address"));
        assertThat(Projections.of(whole).stream().map(AttributePath::toString))
                .containsExactly("placed", "address", "lines");
    }

    @Test
    void aProjectionTooLongForOneExpressionFetchesEverything() {
        assertThat(Projections.of(IntStream.range(0, 700)
                        .mapToObj(i -> AttributePath.of("a" + i))
                        .toList()))
                .isEmpty();
    }

    @Test
    void whatTheResidualNeedsIsFetched() {
        Choice choice = choose(request(PLAIN, and(eq("customer", "a"), eq("placed", "1"), gt("total", 5)))
                .needed("note")
                .build());
        assertThat(AccessPathText.projection(choice.path())).isEqualTo("note, total, customer, placed");
    }

    @Test
    void countingFetchesNothingUnlessTheDriverMustTest() {
        assertThat(AccessPathText.planLine(choose(request(PLAIN, and(eq("customer", "a"), gt("total", 5)))
                                .counting()
                                .build())
                        .path()))
                .isEqualTo("Query orders key(customer = 'a') filter(total > 5) [count]");
        assertThat(AccessPathText.planLine(
                        choose(request(PLAIN, and(eq("customer", "a"), compare("placed", CompareOperator.NE, s("5"))))
                                        .counting()
                                        .build())
                                .path()))
                .isEqualTo("Query orders key(customer = 'a') residual(placed <> '5') project(placed)");
    }

    @Test
    void constantsOutputsFetchNoMoreThanAKey() {
        assertThat(AccessPathText.projection(
                        choose(request(PLAIN, Predicate.TRUE).needed().build()).path()))
                .isEqualTo("customer");
    }
}
