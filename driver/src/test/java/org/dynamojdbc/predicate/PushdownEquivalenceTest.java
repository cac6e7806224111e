package org.dynamojdbc.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dynamojdbc.type.AttributeType;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PushdownEquivalenceTest {
    private static final List<Map<String, AttributeValue>> ITEMS = States.items();
    private static final List<Predicate> LEAVES = States.leaves();

    @Test
    void everyLeafItsNegationAndItsTruthTestsAnswerTheSameInDynamoDbAndInTheDriver() {
        for (Predicate leaf : LEAVES) {
            for (Predicate form : forms(leaf)) {
                check(form, itemsFor(leaf), true);
            }
        }
    }

    @Test
    void theResidualAnswersAloneWhereAnAttributeMayNotBeFiltered() {
        for (Predicate leaf : LEAVES) {
            check(new Predicate.Not(leaf), itemsFor(leaf), false);
        }
    }

    @Property(tries = 5_000, seed = "20240131")
    void randomTreesAnswerTheSameInDynamoDbAndInTheDriver(
            @ForAll("trees") Predicate tree, @ForAll("items") List<Map<String, AttributeValue>> items) {
        check(tree, items, true);
    }

    @Provide
    Arbitrary<Predicate> trees() {
        return trees(3);
    }

    private static Arbitrary<Predicate> trees(int depth) {
        Arbitrary<Predicate> leaf = Arbitraries.of(LEAVES);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Predicate> inner = trees(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                inner.map(Predicate.Not::new),
                inner.list().ofMinSize(1).ofMaxSize(4).map(Predicate.And::new),
                inner.list().ofMinSize(1).ofMaxSize(4).map(Predicate.Or::new),
                Combinators.combine(inner, Arbitraries.of(Truth.class)).as(Predicate.IsTruth::new));
    }

    @Provide
    Arbitrary<List<Map<String, AttributeValue>>> items() {
        return Arbitraries.of(ITEMS).list().ofSize(20);
    }

    /** Without b the items that differ in b alone say nothing new. */
    private static List<Map<String, AttributeValue>> itemsFor(Predicate leaf) {
        return Predicates.attributes(leaf).contains("b")
                ? ITEMS
                : ITEMS.stream().filter(i -> !i.containsKey("b")).toList();
    }

    static List<Predicate> forms(Predicate leaf) {
        List<Predicate> forms = new ArrayList<>(List.of(leaf, new Predicate.Not(leaf)));
        for (Truth truth : Truth.values()) {
            Predicate test = new Predicate.IsTruth(leaf, truth);
            forms.add(test);
            forms.add(new Predicate.Not(test));
        }
        return forms;
    }

    private static void check(Predicate original, List<Map<String, AttributeValue>> items, boolean mayPushA) {
        Predicate normal = Normalizer.toNegationNormalForm(original);
        assertThat(Normalizer.toNegationNormalForm(normal)).isEqualTo(normal);
        FilterSplit split = FilterSplit.of(normal, root -> mayPushA || !root.equals("a"));
        RequestExpression request = new RequestExpression();
        String text = split.pushed().equals(Predicate.TRUE) ? null : request.condition(split.pushed());
        Map<String, String> names = request.names();
        Map<String, AttributeValue> values = request.values();
        if (!mayPushA) {
            assertThat(names.values()).doesNotContain("a");
        }
        for (AttributeValue value : values.values()) {
            assertThat(Values.sendable(value)).isTrue();
        }
        for (Map<String, AttributeValue> item : items) {
            boolean wanted = Evaluator.evaluate(original, item) == Truth.TRUE;
            boolean normalised = Evaluator.evaluate(normal, item) == Truth.TRUE;
            boolean pushed = text == null || DynamoExpression.holds(text, names, values, item);
            boolean divided = pushed && Evaluator.evaluate(split.residual(), item) == Truth.TRUE;
            if (wanted != normalised || wanted != divided) {
                throw new AssertionError("%s on %s is %s; normalised %s: %s; divided %s: %s AND %s, as %s with %s"
                        .formatted(
                                Predicates.text(original),
                                item,
                                wanted,
                                Predicates.text(normal),
                                normalised,
                                divided,
                                Predicates.text(split.pushed()),
                                Predicates.text(split.residual()),
                                text,
                                values));
            }
            implications(normal, item, wanted);
        }
    }

    private static void implications(Predicate normal, Map<String, AttributeValue> item, boolean holds) {
        if (holds && Predicates.rejectsNull(normal, "a")) {
            assertThat(item).containsKey("a");
            assertThat(item.get("a")).isNotEqualTo(States.NULL);
        }
        for (AttributeType type : AttributeType.values()) {
            if (holds && Predicates.impliesType(normal, "a", type)) {
                assertThat(AttributeType.of(item.get("a"))).isEqualTo(type);
            }
        }
    }
}
