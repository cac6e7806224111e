package org.dynamojdbc.execute.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a write asks of the item it meets: the part that DynamoDB checks, and the residual part that the driver checks on
 * the item it read, which then must not have changed.
 */
final class WriteCondition {
    private static final int MAX_TEXT_BYTES = 4096;
    private static final int MAX_UNCHANGED = 140;

    private final Predicate where;
    private final List<Expectation> expectations;
    private final Predicate pushed;
    private final Predicate residual;

    private WriteCondition(Predicate where, List<Expectation> expectations, Predicate pushed, Predicate residual) {
        this.where = where;
        this.expectations = expectations;
        this.pushed = pushed;
        this.residual = residual;
    }

    static WriteCondition of(Predicate where, List<Expectation> expectations) {
        List<Predicate> terms = new ArrayList<>();
        terms.add(where);
        expectations.forEach(e -> terms.add(e.predicate()));
        Predicate normal = Normalizer.toNegationNormalForm(new Predicate.And(terms));
        FilterSplit split = FilterSplit.of(normal, attribute -> true);
        return new WriteCondition(where, expectations, split.pushed(), split.residual());
    }

    /** No item is chosen. An expectation that no item fulfils is none of this: it fails on the item that is chosen. */
    boolean isImpossible() {
        return residual.equals(Predicate.FALSE)
                && (expectations.isEmpty()
                        || Normalizer.toNegationNormalForm(where).equals(Predicate.FALSE));
    }

    /** DynamoDB alone can check it. */
    boolean isWhole() {
        return residual.equals(Predicate.TRUE);
    }

    /** What DynamoDB checks. */
    Predicate pushed() {
        return pushed;
    }

    boolean isTrivial() {
        return isWhole() && pushed.equals(Predicate.TRUE);
    }

    /** The places whose values decide the residual part. */
    Set<AttributePath> residualInputs() {
        return Predicates.paths(residual);
    }

    /** Whether the item must be there already. */
    enum Presence {
        REQUIRED,
        ANY
    }

    /**
     * The condition expression, null when there is nothing to check.
     *
     * @param unchanged places that must still hold what was read, null for places that must be missing
     */
    @Nullable
    String text(
            Table table,
            Presence presence,
            Map<AttributePath, @Nullable AttributeValue> unchanged,
            RequestExpression expression) {
        List<String> terms = new ArrayList<>();
        if (presence == Presence.REQUIRED) {
            terms.add("attribute_exists("
                    + expression.name(table.key().partition().get(0).name()) + ")");
        }
        if (!pushed.equals(Predicate.TRUE)) {
            String text = expression.condition(pushed);
            terms.add(
                    pushed instanceof Predicate.Or && (!terms.isEmpty() || !unchanged.isEmpty())
                            ? "(" + text + ")"
                            : text);
        }
        unchanged.forEach((path, value) -> terms.add(
                value == null
                        ? "attribute_not_exists(" + expression.path(path) + ")"
                        : expression.path(path) + " = " + expression.value(value)));
        if (terms.isEmpty()) {
            return null;
        }
        String text = String.join(" AND ", terms);
        if (unchanged.size() > MAX_UNCHANGED || text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "the condition of this write compares " + unchanged.size()
                            + " attributes and is longer than the 4096 bytes and 300 operators that DynamoDB takes; name"
                            + " fewer attributes in it");
        }
        return text;
    }

    /** What the places hold in an item. */
    static Map<AttributePath, @Nullable AttributeValue> values(
            Set<AttributePath> places, Map<String, AttributeValue> item) {
        Map<AttributePath, @Nullable AttributeValue> values = new LinkedHashMap<>();
        places.forEach(place -> values.put(place, place.in(item)));
        return values;
    }

    /** That the places hold what they hold in this item. */
    static Predicate unchanged(Set<AttributePath> places, Map<String, AttributeValue> item) {
        List<Predicate> same = new ArrayList<>();
        values(places, item).forEach((path, value) -> same.add(holds(path, value)));
        return same.size() == 1 ? same.get(0) : new Predicate.And(same);
    }

    private static Predicate holds(AttributePath path, @Nullable AttributeValue value) {
        if (value == null) {
            return new Predicate.IsMissing(path);
        }
        return AttributeType.of(value) == AttributeType.NULL
                ? new Predicate.HasType(path, AttributeType.NULL)
                : new Predicate.Compare(new Operand.Attribute(path), CompareOperator.EQ, new Operand.Constant(value));
    }

    /**
     * Whether an item fulfils the whole condition.
     *
     * @param item empty when there is none
     * @throws SqlFailure when it fails an expectation
     */
    boolean holds(Table table, Map<String, AttributeValue> item, Presence presence, @Nullable Throwable cause) {
        if (item.isEmpty() && presence == Presence.REQUIRED) {
            for (Expectation expectation : expectations) {
                if (expectation.missingItem() == ItemWrite.MissingItem.REFUSED) {
                    throw WriteFailures.unmet(expectation, table, item, cause);
                }
            }
            return false;
        }
        if (Evaluator.evaluate(where, item) != Truth.TRUE) {
            return false;
        }
        for (Expectation expectation : expectations) {
            if (Evaluator.evaluate(expectation.predicate(), item) != Truth.TRUE) {
                throw WriteFailures.unmet(expectation, table, item, cause);
            }
        }
        return true;
    }
}
