package org.dynamojdbc.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void theNearestNamesComeFirstAndFarOnesNotAtAll() {
        assertThat(Suggestions.nearest("totl", List.of("region", "total", "tot", "customer")))
                .containsExactly("tot", "total");
        assertThat(Suggestions.nearest("placed", List.of("customer"))).isEmpty();
    }

    @Test
    void swappedNeighboursAndCaseAreNear() {
        assertThat(Suggestions.nearest("regoin", List.of("REGION"))).containsExactly("REGION");
        assertThat(Suggestions.distance("ab", "ba")).isEqualTo(1);
    }

    @Test
    void thereIsNoQuestionWithoutACandidate() {
        assertThat(Suggestions.didYouMean("x", List.of())).isEmpty();
        assertThat(Suggestions.didYouMean("totl", List.of("total"))).isEqualTo("; did you mean 'total'?");
    }
}
