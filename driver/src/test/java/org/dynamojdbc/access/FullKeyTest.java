package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is recognised at once is what the search finds; everything else is left to the search. */
class FullKeyTest {
    private static final Index BY_STATUS = new Index(
            "by_status",
            Index.Kind.GLOBAL,
            new KeySchema(List.of(new KeyAttribute("status", AttributeType.S)), List.of()),
            Index.Projection.ALL,
            List.of(),
            0,
            0,
            true);
    private static final Table EVENTS = new Table(
            "events",
            new KeySchema(
                    List.of(new KeyAttribute("source", AttributeType.S)),
                    List.of(new KeyAttribute("number", AttributeType.N))),
            List.of(BY_STATUS),
            1_000,
            100_000);
    private static final Table BLOBS = new Table(
            "blobs", new KeySchema(List.of(new KeyAttribute("hash", AttributeType.B)), List.of()), List.of(), 0, 0);

    private static final Predicate SOURCE = eq("source", AttributeValue.fromS("a"));
    private static final Predicate NUMBER = eq("number", AttributeValue.fromN("1.50"));

    private static Predicate eq(String attribute, AttributeValue value) {
        return compare(attribute, CompareOperator.EQ, value);
    }

    private static Predicate compare(String attribute, CompareOperator operator, AttributeValue value) {
        return new Predicate.Compare(
                new Operand.Attribute(AttributePath.of(attribute)), operator, new Operand.Constant(value));
    }

    private static Predicate and(Predicate... terms) {
        return new Predicate.And(Arrays.asList(terms));
    }

    private static ReadRequest request(
            Table table, Predicate where, @Nullable List<AttributePath> needed, ReadPreferences preferences) {
        return new ReadRequest(table, null, where, needed, List.of(), -1, false, preferences);
    }

    private static ReadRequest request(Table table, Predicate where) {
        return request(table, where, null, preferences(false, null));
    }

    private static ReadPreferences preferences(boolean consistent, @Nullable String index) {
        return new ReadPreferences(consistent, index, true, null);
    }

    private static AccessPath searched(ReadRequest request) {
        return AccessPathChooser.candidates(request).stream()
                .map(Candidate::path)
                .filter(AccessPath.GetItem.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFullKeyIsRecognisedAsTheSearchFindsIt() {
        List<ReadRequest> requests = new ArrayList<>();
        for (Predicate where : List.of(and(SOURCE, NUMBER), and(NUMBER, SOURCE))) {
            for (boolean consistent : new boolean[] {false, true}) {
                for (String index : new String[] {null, ""}) {
                    ReadPreferences preferences = preferences(consistent, index);
                    requests.add(request(EVENTS, where, null, preferences));
                    requests.add(request(EVENTS, where, List.of(), preferences));
                    requests.add(request(
                            EVENTS,
                            where,
                            List.of(
                                    AttributePath.of("note"),
                                    new AttributePath("place", List.of(new AttributePath.Step.Field("city")))),
                            preferences));
                }
            }
        }
        requests.add(request(BLOBS, eq("hash", AttributeValue.fromB(SdkBytes.fromUtf8String("x")))));
        requests.add(new ReadRequest(
                EVENTS,
                null,
                and(SOURCE, NUMBER),
                List.of(AttributePath.of("note")),
                List.of(new ReadRequest.Order(AttributePath.of("total"), true)),
                10,
                false,
                preferences(false, null)));
        requests.add(new ReadRequest(
                EVENTS, null, and(SOURCE, NUMBER), List.of(), List.of(), -1, true, preferences(false, null)));
        for (ReadRequest request : requests) {
            assertThat(FullKey.of(request)).as(request.toString()).isEqualTo(searched(request));
        }
    }

    @Test
    void everythingElseIsLeftToTheSearch() {
        Stream.of(
                        SOURCE,
                        and(SOURCE, SOURCE),
                        and(SOURCE, NUMBER, eq("status", AttributeValue.fromS("NEW"))),
                        and(SOURCE, eq("status", AttributeValue.fromS("NEW"))),
                        and(SOURCE, compare("number", CompareOperator.GE, AttributeValue.fromN("1"))),
                        and(SOURCE, eq("number", AttributeValue.fromS("1"))),
                        and(SOURCE, eq("number", AttributeValue.fromNul(true))),
                        and(SOURCE, eq("number", AttributeValue.fromN("1E+126"))),
                        and(eq("source", AttributeValue.fromS("")), NUMBER),
                        and(eq("source", AttributeValue.fromS("x".repeat(2049))), NUMBER),
                        new Predicate.Or(List.of(SOURCE, NUMBER)),
                        Predicate.TRUE)
                .forEach(where -> assertThat(FullKey.of(request(EVENTS, where)))
                        .as(where.toString())
                        .isNull());
        assertThat(FullKey.of(request(EVENTS, and(SOURCE, NUMBER), null, preferences(false, "by_status"))))
                .isNull();
        assertThat(FullKey.of(new ReadRequest(
                        EVENTS,
                        "by_status",
                        and(SOURCE, NUMBER),
                        null,
                        List.of(),
                        -1,
                        false,
                        preferences(false, null))))
                .isNull();
    }
}
