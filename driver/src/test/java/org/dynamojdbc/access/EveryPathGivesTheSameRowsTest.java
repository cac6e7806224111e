package org.dynamojdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** For random tables, items and conditions, every path returns what local evaluation of all items returns. */
class EveryPathGivesTheSameRowsTest {
    private static final List<String> STRINGS = List.of("a", "ab", "abc", "b", "ba", "5", "\uFFFD", "\uD83D\uDE00");
    private static final List<String> NUMBERS = List.of("-1", "0", "1", "1.0", "1.5", "2", "5", "10");

    @Property(tries = 3000, seed = "20240131")
    void everyCandidateReturnsTheRowsOfTheCondition(@ForAll long seed) {
        Case.of(new Random(seed)).check();
    }

    @Example
    void thisManyRandomStatementsUseEveryKindOfPath() {
        Set<Class<?>> kinds = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            Case one = Case.of(new Random(seed));
            one.check();
            kinds.addAll(one.kinds);
        }
        assertThat(kinds)
                .contains(
                        AccessPath.GetItem.class,
                        AccessPath.BatchGetItem.class,
                        AccessPath.Query.class,
                        AccessPath.Scan.class,
                        AccessPath.IndexLookup.class,
                        AccessPath.Nothing.class);
    }

    /** @param where what the condition means, constants against keys converted */
    private record Case(
            ReadRequest request, Predicate where, List<Map<String, AttributeValue>> items, Set<Class<?>> kinds) {

        static Case of(Random random) {
            return new Generator(random).make();
        }

        void check() {
            Index named = request.index() == null
                    ? null
                    : request.table().index(request.index()).orElseThrow();
            List<Map<String, AttributeValue>> expected = new ArrayList<>();
            for (Map<String, AttributeValue> item : items) {
                if ((named == null || PathInterpreter.isIn(item, named.key()))
                        && Evaluator.evaluate(where, item) == Truth.TRUE) {
                    expected.add(output(item));
                }
            }
            Choice choice;
            try {
                choice = AccessPathChooser.choose(request);
            } catch (SqlFailure refused) {
                assertThat(refused.state())
                        .isIn(SqlState.UNDEFINED_COLUMN, SqlState.WRONG_OBJECT, SqlState.CONFIGURATION_LIMIT_EXCEEDED);
                return;
            }
            check(choice.path(), choice.ordered(), expected);
            List<Candidate> candidates = AccessPathChooser.candidates(request);
            candidates.forEach(c -> check(c.path(), c.ordered(), expected));
            if (candidates.stream().anyMatch(Candidate::ordered)) {
                assertThat(choice.ordered()).isTrue();
            }
        }

        private void check(AccessPath path, boolean ordered, List<Map<String, AttributeValue>> expected) {
            kinds.add(path.getClass());
            List<PathInterpreter.Row> rows = path.accept(new PathInterpreter(request.table(), items));
            Supplier<String> context = () -> request + "\n" + path;
            if (request.countOnly()) {
                assertThat(rows).as(context).hasSameSizeAs(expected);
            } else {
                assertThat(rows.stream().map(r -> output(r.returned())).toList())
                        .as(context)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
            if (ordered) {
                for (int i = 1; i < rows.size(); i++) {
                    assertThat(order(rows.get(i - 1).item(), rows.get(i).item()))
                            .as(context)
                            .isLessThanOrEqualTo(0);
                }
            }
            assertThat(AccessPathText.planLine(path)).isNotEmpty();
        }

        private int order(Map<String, AttributeValue> a, Map<String, AttributeValue> b) {
            for (ReadRequest.Order item : request.order()) {
                AttributeValue left = a.get(item.path().root());
                AttributeValue right = b.get(item.path().root());
                int order = left != null && left.equals(right) ? 0 : PathInterpreter.compare(left, right);
                if (order != 0) {
                    return item.descending() ? -order : order;
                }
            }
            return 0;
        }

        private Map<String, AttributeValue> output(Map<String, AttributeValue> item) {
            Map<String, AttributeValue> output = new HashMap<>(item);
            List<AttributePath> needed = request.needed();
            if (needed != null) {
                output.keySet()
                        .retainAll(needed.stream().map(AttributePath::root).toList());
            } else if (request.index() != null) {
                Source source = new Source(
                        request.table(), request.table().index(request.index()).orElseThrow());
                output.keySet().removeIf(a -> !source.projects(a));
            }
            return output;
        }
    }

    private static final class Generator {
        private static final List<String> OTHERS = List.of("a", "b", "c", "d", "x");
        private final Random random;
        private final Map<String, AttributeType> types = new LinkedHashMap<>();

        /** Constants have the type of the key they stand beside: no conversion may then change the meaning. */
        private final boolean typedConstants;

        Generator(Random random) {
            this.random = random;
            this.typedConstants = random.nextBoolean();
        }

        Case make() {
            types.put("pk", random.nextBoolean() ? AttributeType.S : AttributeType.N);
            boolean sorted = random.nextInt(4) > 0;
            if (sorted) {
                types.put("sk", random.nextBoolean() ? AttributeType.S : AttributeType.N);
            }
            types.put("a", AttributeType.S);
            types.put("b", AttributeType.N);
            types.put("c", AttributeType.S);
            types.put("d", AttributeType.N);
            Table table = table(sorted);
            Set<Map<String, AttributeValue>> keys = new HashSet<>();
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                Map<String, AttributeValue> item = item(sorted);
                Map<String, AttributeValue> key = new HashMap<>(item);
                key.keySet().retainAll(Set.of("pk", "sk"));
                if (keys.add(key)) {
                    items.add(item);
                }
            }
            ReadRequest request = request(table);
            Predicate where = typedConstants ? request.where() : KeyTypes.rewrite(request.where(), table);
            return new Case(request, where, items, new HashSet<>());
        }

        private ReadRequest request(Table table) {
            boolean countOnly = random.nextInt(5) == 0;
            List<AttributePath> needed = random.nextBoolean()
                    ? null
                    : attributes().stream()
                            .filter(a -> random.nextInt(3) == 0)
                            .map(AttributePath::of)
                            .toList();
            List<ReadRequest.Order> order = new ArrayList<>();
            if (random.nextBoolean()) {
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    order.add(new ReadRequest.Order(AttributePath.of(attribute()), random.nextInt(3) == 0));
                }
            }
            String index = table.indexes().isEmpty()
                    ? null
                    : table.indexes()
                            .get(random.nextInt(table.indexes().size()))
                            .name();
            return new ReadRequest(
                    table,
                    random.nextInt(6) == 0 ? index : null,
                    where(),
                    needed,
                    countOnly ? List.of() : order,
                    random.nextInt(3) == 0 ? 3 : -1,
                    countOnly,
                    preferences(index));
        }

        private ReadPreferences preferences(@Nullable String index) {
            String forced = random.nextInt(6) == 0 ? index : random.nextInt(12) == 0 ? "" : null;
            return new ReadPreferences(random.nextInt(4) == 0, forced, random.nextInt(6) > 0, null);
        }

        private List<String> attributes() {
            List<String> all = new ArrayList<>(types.keySet());
            all.add("x");
            return all;
        }

        private String attribute() {
            List<String> all = attributes();
            return all.get(random.nextInt(all.size()));
        }

        private Table table(boolean sorted) {
            List<Index> indexes = new ArrayList<>();
            add(indexes, "by_a", Index.Kind.GLOBAL, List.of("a"), List.of());
            add(indexes, "by_a_b", Index.Kind.GLOBAL, List.of("a"), List.of("b"));
            add(indexes, "by_all", Index.Kind.GLOBAL, List.of("a", "b"), List.of("c", "d"));
            add(indexes, "by_c", Index.Kind.GLOBAL, List.of("c"), List.of("pk"));
            if (sorted) {
                add(indexes, "inverted", Index.Kind.GLOBAL, List.of("sk"), List.of("pk"));
                add(indexes, "local_b", Index.Kind.LOCAL, List.of("pk"), List.of("b"));
            }
            return new Table(
                    "t",
                    schema(List.of("pk"), sorted ? List.of("sk") : List.of()),
                    indexes,
                    random.nextInt(3) * 5000L,
                    random.nextInt(3) * 1_000_000L);
        }

        private void add(List<Index> indexes, String name, Index.Kind kind, List<String> partition, List<String> sort) {
            if (random.nextBoolean()) {
                Index.Projection projection = Index.Projection.values()[random.nextInt(3)];
                List<String> included = projection == Index.Projection.INCLUDE ? List.of("x", "d") : List.of();
                indexes.add(new Index(name, kind, schema(partition, sort), projection, included, 0, 0, true));
            }
        }

        private KeySchema schema(List<String> partition, List<String> sort) {
            return new KeySchema(
                    partition.stream().map(this::keyAttribute).toList(),
                    sort.stream().map(this::keyAttribute).toList());
        }

        private KeyAttribute keyAttribute(String name) {
            return new KeyAttribute(name, type(name));
        }

        private AttributeType type(String attribute) {
            return types.getOrDefault(attribute, AttributeType.N);
        }

        private Map<String, AttributeValue> item(boolean sorted) {
            Map<String, AttributeValue> item = new HashMap<>();
            item.put("pk", canonical(type("pk")));
            if (sorted) {
                item.put("sk", canonical(type("sk")));
            }
            for (String attribute : OTHERS) {
                int kind = random.nextInt(8);
                if (kind > 1) {
                    item.put(attribute, kind == 2 ? any() : canonical(type(attribute)));
                }
            }
            return item;
        }

        /** Stored numbers have one form. */
        private AttributeValue canonical(AttributeType type) {
            AttributeValue value = value(type);
            return "1.0".equals(value.n()) ? AttributeValue.fromN("1") : value;
        }

        private AttributeValue value(AttributeType type) {
            return type == AttributeType.S
                    ? AttributeValue.fromS(STRINGS.get(random.nextInt(STRINGS.size())))
                    : AttributeValue.fromN(NUMBERS.get(random.nextInt(NUMBERS.size())));
        }

        private AttributeValue any() {
            return switch (random.nextInt(4)) {
                case 0 -> AttributeValue.fromNul(true);
                case 1 -> AttributeValue.fromBool(true);
                case 2 -> canonical(AttributeType.S);
                default -> canonical(AttributeType.N);
            };
        }

        private AttributeValue constant(String attribute) {
            return switch (random.nextInt(12)) {
                case 0 -> typedConstants ? AttributeValue.fromNul(true) : any();
                case 1 -> typedConstants && type(attribute) == AttributeType.N
                        ? value(AttributeType.N)
                        : AttributeValue.fromS("");
                default -> value(type(attribute));
            };
        }

        private Predicate where() {
            List<Predicate> terms = new ArrayList<>();
            if (random.nextInt(3) > 0) {
                terms.add(point("pk"));
            }
            if (random.nextInt(3) == 0) {
                terms.add(point("a"));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                terms.add(tree(2));
            }
            if (random.nextInt(6) == 0) {
                terms.add(new Predicate.Or(List.of(
                        new Predicate.And(List.of(point("pk"), point(attribute()))),
                        new Predicate.And(List.of(point("pk"), leaf(attribute()))))));
            }
            return terms.isEmpty() ? Predicate.TRUE : new Predicate.And(terms);
        }

        private Predicate point(String attribute) {
            return random.nextBoolean()
                    ? compare(attribute, CompareOperator.EQ)
                    : new Predicate.In(operand(attribute), values(attribute));
        }

        private Predicate tree(int depth) {
            if (depth == 0 || random.nextInt(3) == 0) {
                String[] likely = {"sk", "b", "a", "pk", "c", "d", "x"};
                String attribute = likely[random.nextInt(likely.length)];
                return leaf(attribute);
            }
            List<Predicate> terms = List.of(tree(depth - 1), tree(depth - 1));
            return switch (random.nextInt(5)) {
                case 0 -> new Predicate.Not(terms.get(0));
                case 1, 2 -> new Predicate.And(terms);
                default -> new Predicate.Or(terms);
            };
        }

        private Predicate leaf(String attribute) {
            Operand operand = operand(attribute);
            return switch (random.nextInt(12)) {
                case 0 -> new Predicate.Between(
                        operand, new Operand.Constant(constant(attribute)), new Operand.Constant(constant(attribute)));
                case 1 -> new Predicate.In(operand, values(attribute));
                case 2 -> new Predicate.BeginsWith(operand, new Operand.Constant(AttributeValue.fromS(prefix())));
                case 3 -> new Predicate.Like(operand, prefix() + (random.nextBoolean() ? "%" : "%b"), null);
                case 4 -> new Predicate.IsNull(operand);
                case 5 -> new Predicate.Not(new Predicate.IsNull(operand));
                case 6 -> new Predicate.IsMissing(AttributePath.of(attribute));
                case 7 -> new Predicate.Distinct(operand, new Operand.Constant(constant(attribute)));
                case 8 -> new Predicate.HasType(AttributePath.of(attribute), type(attribute));
                default -> compare(
                        attribute, CompareOperator.values()[random.nextInt(CompareOperator.values().length)]);
            };
        }

        private String prefix() {
            return Arrays.asList("", "a", "ab", "b", "5").get(random.nextInt(5));
        }

        private Predicate compare(String attribute, CompareOperator operator) {
            Operand constant = new Operand.Constant(constant(attribute));
            return random.nextBoolean()
                    ? new Predicate.Compare(operand(attribute), operator, constant)
                    : new Predicate.Compare(constant, operator.mirrored(), operand(attribute));
        }

        private List<AttributeValue> values(String attribute) {
            List<AttributeValue> values = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                values.add(constant(attribute));
            }
            return values;
        }

        private static Operand operand(String attribute) {
            return new Operand.Attribute(AttributePath.of(attribute));
        }
    }
}
