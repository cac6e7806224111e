package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests on a table of orders, and the paths that are chosen for them. */
abstract class ChosenPaths {
    static final KeyAttribute CUSTOMER = new KeyAttribute("customer", AttributeType.S);
    static final KeyAttribute PLACED = new KeyAttribute("placed", AttributeType.S);
    static final KeyAttribute STATUS = new KeyAttribute("status", AttributeType.S);
    static final KeyAttribute EMAIL = new KeyAttribute("email", AttributeType.S);
    static final KeyAttribute SHIPPED = new KeyAttribute("shipped", AttributeType.S);
    static final KeyAttribute COUNTRY = new KeyAttribute("country", AttributeType.S);
    static final KeyAttribute CITY = new KeyAttribute("city", AttributeType.S);
    static final KeyAttribute YEAR = new KeyAttribute("year", AttributeType.N);
    static final KeyAttribute MONTH = new KeyAttribute("month", AttributeType.N);

    static final Index BY_STATUS = global("by_status", List.of(STATUS), List.of(PLACED));
    static final Index BY_EMAIL = new Index(
            "by_email",
            Index.Kind.GLOBAL,
            new KeySchema(List.of(EMAIL), List.of()),
            Index.Projection.KEYS_ONLY,
            List.of(),
            0,
            0,
            true);
    static final Index BY_SHIPPED = new Index(
            "by_shipped",
            Index.Kind.LOCAL,
            new KeySchema(List.of(CUSTOMER), List.of(SHIPPED)),
            Index.Projection.INCLUDE,
            List.of("carrier"),
            0,
            0,
            true);
    static final Index BY_PLACE = global("by_place", List.of(COUNTRY, CITY), List.of(YEAR, MONTH));

    static final Table ORDERS = orders(BY_STATUS, BY_EMAIL, BY_SHIPPED, BY_PLACE);
    static final Table PLAIN = orders();
    static final Table NUMBERED = new Table(
            "counters", new KeySchema(List.of(new KeyAttribute("id", AttributeType.N)), List.of()), List.of(), 0, 0);

    static Table orders(Index... indexes) {
        return new Table("orders", new KeySchema(List.of(CUSTOMER), List.of(PLACED)), Arrays.asList(indexes), 0, 0);
    }

    static Index global(String name, List<KeyAttribute> partition, List<KeyAttribute> sort) {
        return new Index(
                name, Index.Kind.GLOBAL, new KeySchema(partition, sort), Index.Projection.ALL, List.of(), 0, 0, true);
    }

    static String plan(Predicate... terms) {
        return plan(PLAIN, terms);
    }

    static String plan(Table table, Predicate... terms) {
        return AccessPathText.planLine(choose(table, terms).path());
    }

    static String ordered(Table table, List<ReadRequest.Order> order, Predicate... terms) {
        Choice choice = choose(request(table, and(terms))
                .order(order.toArray(new ReadRequest.Order[0]))
                .build());
        assertThat(choice.ordered()).isTrue();
        return AccessPathText.planLine(choice.path());
    }

    static Choice choose(Table table, Predicate... terms) {
        return choose(request(table, and(terms)).build());
    }

    static Choice choose(ReadRequest request) {
        return AccessPathChooser.choose(request);
    }

    static Predicate and(Predicate... terms) {
        return terms.length == 1 ? terms[0] : new Predicate.And(List.of(terms));
    }

    static Predicate or(Predicate... terms) {
        return new Predicate.Or(List.of(terms));
    }

    static Predicate eq(String attribute, String value) {
        return compare(attribute, CompareOperator.EQ, s(value));
    }

    static Predicate gt(String attribute, String value) {
        return compare(attribute, CompareOperator.GT, s(value));
    }

    static Predicate gt(String attribute, int value) {
        return compare(attribute, CompareOperator.GT, n(Integer.toString(value)));
    }

    static Predicate lt(String attribute, String value) {
        return compare(attribute, CompareOperator.LT, s(value));
    }

    static Predicate between(String attribute, String low, String high) {
        return new Predicate.Between(attribute(attribute), new Operand.Constant(s(low)), new Operand.Constant(s(high)));
    }

    static Predicate in(String attribute, String... values) {
        return new Predicate.In(
                attribute(attribute), Stream.of(values).map(ChosenPaths::s).toList());
    }

    static Predicate startsWith(String attribute, String prefix) {
        return new Predicate.BeginsWith(attribute(attribute), new Operand.Constant(s(prefix)));
    }

    static Predicate compare(String attribute, CompareOperator operator, AttributeValue value) {
        return new Predicate.Compare(attribute(attribute), operator, new Operand.Constant(value));
    }

    static Operand attribute(String name) {
        return new Operand.Attribute(AttributePath.of(name));
    }

    static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue n(String value) {
        return AttributeValue.fromN(value);
    }

    static ReadRequest.Order order(String attribute) {
        return new ReadRequest.Order(AttributePath.of(attribute), false);
    }

    static Request request(Table table, Predicate where) {
        return new Request(table, where);
    }

    static final class Request {
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
