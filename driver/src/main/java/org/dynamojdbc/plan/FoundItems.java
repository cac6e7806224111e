package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.MissingItem;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.execute.write.RowWriter.Again;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.RelationalQuery;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows to write: their keys, what the relational engine looked at in them, and the values it computed.
 *
 * @param condition what DynamoDB checks
 * @param versions the versions that the items must have
 * @param items how many rows there must be, 0 for any number
 */
record FoundItems(
        Table table,
        List<Column> known,
        RelationalQuery query,
        List<AttributeValue> parameters,
        Hints hints,
        List<AttributePath> inputs,
        int values,
        Rows rows,
        Predicate condition,
        List<Expectation> versions,
        int items) {

    Plan plan(RowWriter writer, List<org.dynamojdbc.row.OutputColumn> columns) {
        query.check(parameters);
        Plan source = new Plan.Relational(query, parameters, hints, List.of());
        return new Plan.WriteEach(source, Plan.WriteEach.Passing.COLUMNS, writer, columns);
    }

    /** What the row's item must fulfil when it is written; nothing fulfils it where the row does not match. */
    Predicate condition(Map<String, AttributeValue> row) {
        if (rows == Rows.MATCHING) {
            return condition;
        }
        AttributeValue mark = row.get(Integer.toString(table.key().attributes().size() + inputs.size() + values));
        return mark != null && Boolean.TRUE.equals(mark.bool()) ? condition : Predicate.FALSE;
    }

    /** @throws SqlFailure when items that the statement names with their versions are gone */
    void require(long found) {
        if (found < items) {
            Expectation version = versions.get(0);
            throw new SqlFailure(
                    version.state(), version.message() + "; no item with this key exists in " + table.name());
        }
    }

    Map<String, AttributeValue> key(Map<String, AttributeValue> row) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        List<KeyAttribute> attributes = table.key().attributes();
        for (int i = 0; i < attributes.size(); i++) {
            String name = attributes.get(i).name();
            AttributeValue value = stored(row.get(Integer.toString(i)), name);
            if (value == null) {
                throw new IllegalStateException("an item without its key attribute " + name);
            }
            key.put(name, value);
        }
        return key;
    }

    /** As the item holds it: moments kept as numbers may have been read as text. */
    private @Nullable AttributeValue stored(@Nullable AttributeValue value, String column) {
        return value == null
                ? null
                : known.stream()
                        .filter(c -> c.name().equals(column) && isEpoch(c.type()))
                        .findFirst()
                        .map(c -> AttributeValues.inEncodingOf(c.type(), value))
                        .orElse(value);
    }

    private static boolean isEpoch(ColumnType type) {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    /** That the item still holds what the row was computed from. */
    List<Expectation> unchanged(Map<String, AttributeValue> row, List<Expectation> expectations) {
        List<Predicate> same = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            AttributePath path = inputs.get(i);
            AttributeValue value =
                    row.get(Integer.toString(table.key().attributes().size() + i));
            AttributeValue read = path.steps().isEmpty() ? stored(value, path.root()) : value;
            Operand attribute = new Operand.Attribute(path);
            same.add(
                    read == null || AttributeType.of(read) == AttributeType.NULL
                            ? new Predicate.IsNull(attribute)
                            : new Predicate.Compare(attribute, CompareOperator.EQ, new Operand.Constant(read)));
        }
        List<Expectation> all = new ArrayList<>(expectations);
        all.addAll(versions);
        if (same.isEmpty()) {
            return all;
        }
        all.add(new Expectation(
                new Predicate.And(same),
                SqlState.SERIALIZATION_FAILURE,
                "an item of " + table.name() + " was changed by someone else between being read and being written;"
                        + " run the statement again",
                MissingItem.NOT_COUNTED));
        return all;
    }

    /**
     * What the relational engine computed, in the order of the clauses, each in the encoding of its column.
     *
     * @param targets the columns, null for those whose type nobody knows
     */
    List<AttributeValue> values(Map<String, AttributeValue> row, List<@Nullable ColumnType> targets) {
        List<AttributeValue> all = new ArrayList<>();
        int first = table.key().attributes().size() + inputs.size();
        for (int i = 0; i < values; i++) {
            AttributeValue value = row.getOrDefault(Integer.toString(first + i), Constants.NULL);
            ColumnType target = targets.get(i);
            all.add(
                    target == null
                            ? value
                            : AttributeValues.converted(
                                    value, query.columns().get(first + i).type(), target));
        }
        return all;
    }

    /** Which rows a query finds. */
    enum Rows {
        /** Those that are to be written. */
        MATCHING,
        /** Others too: the last value tells. */
        MARKED
    }

    /**
     * Writes each row found. All are read before the first is written: a sub-query may read the table that is written.
     *
     * @param operation DynamoDB's name of the write
     */
    record Each(
            Table table,
            FoundItems found,
            String operation,
            Again again,
            Function<Map<String, AttributeValue>, ItemWrite> writes)
            implements RowWriter {
        @Override
        public ItemWrite write(Map<String, AttributeValue> row) {
            return writes.apply(row);
        }

        @Override
        public void found(long rows) {
            found.require(rows);
        }

        @Override
        public @Nullable Map<String, AttributeValue> item(Map<String, AttributeValue> row) {
            return null;
        }

        @Override
        public Effect effect() {
            return Effect.BECOMES_ANOTHER;
        }
    }
}
