package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AccessPathChooserTest {
    private static final KeyAttribute CUSTOMER = new KeyAttribute("customer", AttributeType.S);
    private static final KeyAttribute PLACED = new KeyAttribute("placed", AttributeType.S);
    private static final KeyAttribute STATUS = new KeyAttribute("status", AttributeType.S);
    private static final KeyAttribute EMAIL = new KeyAttribute("email", AttributeType.S);
    private static final KeyAttribute SHIPPED = new KeyAttribute("shipped", AttributeType.S);
    private static final KeyAttribute COUNTRY = new KeyAttribute("country", AttributeType.S);
    private static final KeyAttribute CITY = new KeyAttribute("city", AttributeType.S);
    private static final KeyAttribute YEAR = new KeyAttribute("year", AttributeType.N);
    private static final KeyAttribute MONTH = new KeyAttribute("month", AttributeType.N);

    private static final Index BY_STATUS = global("by_status", List.of(STATUS), List.of(PLACED));
    private static final Index BY_EMAIL = new Index(
            "by_email",
            Index.Kind.GLOBAL,
            new KeySchema(List.of(EMAIL), List.of()),
            Index.Projection.KEYS_ONLY,
            List.of(),
            0,
            0,
            true);
    private static final Index BY_SHIPPED = new Index(
            "by_shipped",
            Index.Kind.LOCAL,
            new KeySchema(List.of(CUSTOMER), List.of(SHIPPED)),
            Index.Projection.INCLUDE,
            List.of("carrier"),
            0,
            0,
            true);
    private static final Index BY_PLACE = global("by_place", List.of(COUNTRY, CITY), List.of(YEAR, MONTH));

    private static final Table ORDERS = orders(BY_STATUS, BY_EMAIL, BY_SHIPPED, BY_PLACE);
    private static final Table PLAIN = orders();
    private static final Table NUMBERED = new Table(
            "counters", new KeySchema(List.of(new KeyAttribute("id", AttributeType.N)), List.of()), List.of(), 0, 0);

    // ---- full keys

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

    // ---- types of constants

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

    // ---- constants that no key has

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

    // ---- one range on the sort key

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

    // ---- several partitions and order

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

    // ---- indexes

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

    // ---- the index named in FROM

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

    // ---- hints

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

    // ---- projection

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

    // ---- cost

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

    // ---- building blocks

    private static Table orders(Index... indexes) {
        return new Table("orders", new KeySchema(List.of(CUSTOMER), List.of(PLACED)), Arrays.asList(indexes), 0, 0);
    }

    private static Table ordersOf(long items) {
        return new Table("orders", PLAIN.key(), List.of(), items, items * 400);
    }

    private static Index global(String name, List<KeyAttribute> partition, List<KeyAttribute> sort) {
        return new Index(
                name, Index.Kind.GLOBAL, new KeySchema(partition, sort), Index.Projection.ALL, List.of(), 0, 0, true);
    }

    private static String plan(Predicate... terms) {
        return plan(PLAIN, terms);
    }

    private static String plan(Table table, Predicate... terms) {
        return AccessPathText.planLine(choose(table, terms).path());
    }

    private static String ordered(Table table, List<ReadRequest.Order> order, Predicate... terms) {
        Choice choice = choose(request(table, and(terms))
                .order(order.toArray(new ReadRequest.Order[0]))
                .build());
        assertThat(choice.ordered()).isTrue();
        return AccessPathText.planLine(choice.path());
    }

    private static Choice choose(Table table, Predicate... terms) {
        return choose(request(table, and(terms)).build());
    }

    private static Choice choose(ReadRequest request) {
        return AccessPathChooser.choose(request);
    }

    private static void assertNothing(Table table, Predicate... terms) {
        assertThat(choose(table, terms).path()).isInstanceOf(AccessPath.Nothing.class);
    }

    private static void assertRefused(ReadRequest request, SqlState state, String message) {
        assertThatThrownBy(() -> choose(request))
                .isInstanceOf(SqlFailure.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SqlFailure) e).state())
                .isEqualTo(state);
    }

    private static Predicate and(Predicate... terms) {
        return terms.length == 1 ? terms[0] : new Predicate.And(List.of(terms));
    }

    private static Predicate or(Predicate... terms) {
        return new Predicate.Or(List.of(terms));
    }

    private static Predicate eq(String attribute, String value) {
        return compare(attribute, CompareOperator.EQ, s(value));
    }

    private static Predicate gt(String attribute, String value) {
        return compare(attribute, CompareOperator.GT, s(value));
    }

    private static Predicate gt(String attribute, int value) {
        return compare(attribute, CompareOperator.GT, n(Integer.toString(value)));
    }

    private static Predicate lt(String attribute, String value) {
        return compare(attribute, CompareOperator.LT, s(value));
    }

    private static Predicate between(String attribute, String low, String high) {
        return new Predicate.Between(attribute(attribute), new Operand.Constant(s(low)), new Operand.Constant(s(high)));
    }

    private static Predicate in(String attribute, String... values) {
        return new Predicate.In(
                attribute(attribute),
                Stream.of(values).map(AccessPathChooserTest::s).toList());
    }

    private static Predicate startsWith(String attribute, String prefix) {
        return new Predicate.BeginsWith(attribute(attribute), new Operand.Constant(s(prefix)));
    }

    private static Predicate compare(String attribute, CompareOperator operator, AttributeValue value) {
        return new Predicate.Compare(attribute(attribute), operator, new Operand.Constant(value));
    }

    private static Operand attribute(String name) {
        return new Operand.Attribute(AttributePath.of(name));
    }

    private static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue n(String value) {
        return AttributeValue.fromN(value);
    }

    private static ReadRequest.Order order(String attribute) {
        return new ReadRequest.Order(AttributePath.of(attribute), false);
    }

    private static ReadRequest.Order descending(String attribute) {
        return new ReadRequest.Order(AttributePath.of(attribute), true);
    }

    private static Request request(Table table, Predicate where) {
        return new Request(table, where);
    }

    private static final class Request {
        private final Table table;
        private final Predicate where;
        private @Nullable String index;
        private @Nullable List<AttributePath> needed;
        private List<ReadRequest.Order> order = List.of();
        private long limit = -1;
        private boolean countOnly;
        private boolean consistent;
        private @Nullable String forced;
        private boolean scanAllowed = true;
        private AccessPath.@Nullable Segment segment;

        Request(Table table, Predicate where) {
            this.table = table;
            this.where = where;
        }

        Request index(String name) {
            index = name;
            return this;
        }

        Request needed(String... attributes) {
            needed = Stream.of(attributes).map(AttributePath::of).toList();
            return this;
        }

        Request order(ReadRequest.Order... items) {
            order = List.of(items);
            return this;
        }

        Request limit(long rows) {
            limit = rows;
            return this;
        }

        Request counting() {
            countOnly = true;
            return this;
        }

        Request consistent() {
            consistent = true;
            return this;
        }

        Request forced(String name) {
            forced = name;
            return this;
        }

        Request noScan() {
            scanAllowed = false;
            return this;
        }

        Request segment(int number, int total) {
            segment = new AccessPath.Segment(number, total);
            return this;
        }

        ReadRequest build() {
            return new ReadRequest(
                    table,
                    index,
                    where,
                    needed,
                    order,
                    limit,
                    countOnly,
                    new ReadPreferences(consistent, forced, scanAllowed, segment));
        }
    }
}
