package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.junit.jupiter.api.Test;

/** Which conditions are keys to read, and how many. */
class KeyReadsTest extends ChosenPaths {
    @Test
    void aFullKeyIsOneGetItem() {
        assertThat(plan(eq("customer", "a"), eq("placed", "1")))
                .isEqualTo("GetItem orders key(customer = 'a', placed = '1')");
    }

    @Test
    void otherConditionsOnAFullKeyAreEvaluatedByTheDriver() {
        assertThat(plan(eq("customer", "a"), eq("placed", "1"), gt("total", 5)))
                .isEqualTo("GetItem orders key(customer = 'a', placed = '1') residual(total > 5)");
    }

    @Test
    void aListOfSortKeysIsOneBatchOfKeys() {
        assertThat(plan(eq("customer", "a"), in("placed", "2", "1", "2")))
                .isEqualTo("BatchGetItem orders" + " key(customer = 'a', placed = '1' | customer = 'a', placed = '2')");
    }

    @Test
    void productsOfListsAreKeys() {
        Choice choice = choose(PLAIN, in("customer", "a", "b", "c"), in("placed", "1", "2"));
        assertThat(((AccessPath.BatchGetItem) choice.path()).keys()).hasSize(6);
        assertThat(choice.cost().readUnits()).isEqualTo(3);
    }

    @Test
    void rowValuesAreKeysAndNothingIsLeftToTest() {
        assertThat(plan(or(and(eq("customer", "a"), eq("placed", "1")), and(eq("customer", "b"), eq("placed", "2")))))
                .isEqualTo("BatchGetItem orders" + " key(customer = 'a', placed = '1' | customer = 'b', placed = '2')");
    }

    @Test
    void keysOfManyRowValuesAreFoundInLinearTime() {
        Predicate[] rows = IntStream.range(0, 4000)
                .mapToObj(i -> and(eq("customer", "c" + i), eq("placed", "p" + i)))
                .toArray(Predicate[]::new);
        AccessPath path = choose(ordersOf(10_000_000), or(rows)).path();
        assertThat(((AccessPath.BatchGetItem) path).keys()).hasSize(4000);
        assertThat(((AccessPath.BatchGetItem) path).shape().residual()).isEqualTo(Predicate.TRUE);
    }

    @Test
    void keysOfOnePartitionAreFoundInLinearTime() {
        Predicate[] rows = IntStream.range(0, 5000)
                .mapToObj(i -> and(eq("customer", "c"), eq("placed", "p" + i)))
                .toArray(Predicate[]::new);
        AccessPath path = choose(ordersOf(1_000_000_000_000L), or(rows)).path();
        assertThat(((AccessPath.BatchGetItem) path).keys()).hasSize(5000);
        assertThat(((AccessPath.BatchGetItem) path).shape().residual()).isEqualTo(Predicate.TRUE);
    }

    @Test
    void manyRangesOfAPartitionAreOneQueryFromTheFirstToTheLast() {
        Predicate[] ranges = IntStream.range(100, 400)
                .mapToObj(i -> between("placed", i + "a", i + "b"))
                .toArray(Predicate[]::new);
        AccessPath.Query path = (AccessPath.Query)
                choose(PLAIN, eq("customer", "a"), or(ranges)).path();
        assertThat(AccessPathText.keyCondition(path)).isEqualTo("customer = 'a', placed BETWEEN '100a' AND '399b'");
        assertThat(path.shape().residual()).isEqualTo(or(ranges));
    }

    @Test
    void manyRangesOfSeveralPartitionsAreOneQueryOfEach() {
        Predicate[] ranges = IntStream.range(100, 130)
                .mapToObj(i -> between("placed", i + "a", i + "b"))
                .toArray(Predicate[]::new);
        AccessPath path = choose(PLAIN, in("customer", "a", "b"), or(ranges)).path();
        assertThat(AccessPathText.keyCondition(path))
                .isEqualTo("customer = 'a', placed BETWEEN '100a' AND '129b' | customer = 'b', placed BETWEEN '100a'"
                        + " AND '129b'");
    }

    @Test
    void fewRangesOfAPartitionAreAQueryEach() {
        AccessPath path = choose(
                        ordersOf(10_000_000),
                        eq("customer", "a"),
                        or(between("placed", "1", "2"), between("placed", "8", "9")))
                .path();
        assertThat(AccessPathText.keyCondition(path))
                .isEqualTo("customer = 'a', placed BETWEEN '1' AND '2' | customer = 'a', placed BETWEEN '8' AND '9'");
    }

    @Test
    void rangesWithoutAnEndAreAllOfAPartition() {
        List<Predicate> ranges = new ArrayList<>(List.of(lt("placed", "1"), gt("placed", "9")));
        IntStream.range(20, 40).forEach(i -> ranges.add(between("placed", i + "a", i + "b")));
        AccessPath path = choose(PLAIN, eq("customer", "a"), or(ranges.toArray(new Predicate[0])))
                .path();
        assertThat(AccessPathText.keyCondition(path)).isEqualTo("customer = 'a'");
    }

    @Test
    void tooManyKeysAreNotReadOneByOne() {
        String[] many = IntStream.range(0, 400).mapToObj(i -> "v" + i).toArray(String[]::new);
        AccessPath path =
                choose(PLAIN, in("customer", many), in("placed", many)).path();
        assertThat(((AccessPath.Query) path).conditions()).hasSize(400);
        assertThat(((AccessPath.Query) path).shape().residual()).isInstanceOf(Predicate.In.class);
    }

    @Test
    void numbersInOtherNotationAreOneKey() {
        assertThat(choose(NUMBERED, new Predicate.In(attribute("id"), List.of(n("1"), n("1.0"), n("1e0"))))
                        .path())
                .isInstanceOf(AccessPath.GetItem.class);
    }

    private static Table ordersOf(long items) {
        return new Table("orders", PLAIN.key(), List.of(), items, items * 400);
    }
}
