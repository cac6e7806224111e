package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;

/** What a path is estimated to cost. */
class EstimatedUnitsTest extends ChosenPaths {
    @Test
    void scansCostTheWholeTableInUnitsOfFourKilobytes() {
        Choice choice = choose(new Table("t", PLAIN.key(), List.of(), 1000, 4_096_000), Predicate.TRUE);
        assertThat(choice.cost().readUnits()).isEqualTo(500);
        assertThat(choice.cost().items()).isEqualTo(1000);
        assertThat(choice.cost().calls()).isEqualTo(4);
    }

    @Test
    void consistentReadsCostTwice() {
        assertThat(choose(request(PLAIN, and(eq("customer", "a"), eq("placed", "1")))
                                .consistent()
                                .build())
                        .cost()
                        .readUnits())
                .isEqualTo(1);
    }

    @Test
    void aLimitWithoutFilterBoundsTheRead() {
        Table table = new Table("t", PLAIN.key(), List.of(), 1_000_000, 400_000_000);
        assertThat(choose(request(table, Predicate.TRUE).limit(10).build())
                        .cost()
                        .readUnits())
                .isEqualTo(0.5);
        assertThat(choose(request(table, gt("total", 5)).limit(10).build())
                        .cost()
                        .readUnits())
                .isGreaterThan(10_000);
    }
}
