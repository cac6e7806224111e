package org.dynamojdbc.plan;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.RelationalQuery;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.TransactionKind;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a statement, its parameters bound, will do. A plan is data: it can be printed, compared and run. */
public sealed interface Plan {
    <R> R accept(PlanVisitor<R> visitor);

    /** Columns of the result, empty when there is none. */
    List<OutputColumn> columns();

    /**
     * Rows of one table.
     *
     * @param choice the access path and why it was chosen
     * @param limit -1 for all
     * @param resumeToken where an earlier run stopped, null to begin at the start
     * @param warnings sentences the statement carries as SQLWarnings
     */
    record Read(
            Choice choice,
            List<OutputColumn> columns,
            long offset,
            long limit,
            Hints hints,
            @Nullable String resumeToken,
            List<String> warnings)
            implements Plan {
        public Read {
            columns = List.copyOf(columns);
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitRead(this);
        }
    }

    /** COUNT(*): one row; every column holds the number of rows. LIMIT and OFFSET apply to that one row. */
    record Count(Choice choice, List<OutputColumn> columns, long offset, long limit, Hints hints, List<String> warnings)
            implements Plan {
        public Count {
            columns = List.copyOf(columns);
            warnings = List.copyOf(warnings);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitCount(this);
        }
    }

    /** The items with the nearest vectors, by a vector index; offset and limit lie within what is searched for. */
    record Nearest(VectorSearch search, List<OutputColumn> columns, long offset, long limit, Hints hints)
            implements Plan {
        public Nearest {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitNearest(this);
        }
    }

    /**
     * A query that the relational engine answers.
     *
     * @param query planned once for all parameters
     * @param parameters their values in this execution
     */
    record Relational(RelationalQuery query, List<AttributeValue> parameters, Hints hints, List<String> warnings)
            implements Plan {
        public Relational {
            parameters = List.copyOf(parameters);
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<OutputColumn> columns() {
            return query.columns();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitRelational(this);
        }
    }

    /** Rows known without reading data. Each row maps the path root of a column to its value; missing is NULL. */
    record Constant(List<OutputColumn> columns, List<Map<String, AttributeValue>> rows) implements Plan {
        public Constant {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitConstant(this);
        }
    }

    /** Writes of single items by their full keys; with {@code columns} each write that counts gives a row (RETURNING). */
    record Write(List<ItemWrite> writes, List<OutputColumn> columns) implements Plan {
        public Write {
            writes = List.copyOf(writes);
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitWrite(this);
        }
    }

    /**
     * Writes of the rows that another plan reads: UPDATE and DELETE without full keys, INSERT ... SELECT. With {@code
     * columns} each write that counts gives a row (RETURNING).
     *
     * @param source reads the rows
     * @param passing what of each row the writer gets
     */
    record WriteEach(Plan source, Passing passing, RowWriter writer, List<OutputColumn> columns) implements Plan {
        /** What of each row the writer gets. */
        public enum Passing {
            /** The item as read. */
            ITEM,
            /** The values of the columns, named 0, 1, 2 and so on. */
            COLUMNS
        }

        public WriteEach {
            columns = List.copyOf(columns);
        }

        /** Writes of the items that an access path finds. */
        static WriteEach matching(
                Choice choice, Hints hints, RowWriter writer, List<OutputColumn> columns, PlannerOptions options) {
            Plan source = new Read(choice, List.of(), 0, -1, hints, null, options.scanWarnings(choice));
            return new WriteEach(source, Passing.ITEM, writer, columns);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitWriteEach(this);
        }
    }

    /** A change of a table; the declared columns go to the catalog once it is done. */
    record Change(TableChange change, List<Column> declared) implements Plan {
        public Change {
            declared = List.copyOf(declared);
        }

        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitChange(this);
        }
    }

    /** EXPLAIN [ANALYZE]. */
    record Explain(boolean analyze, Plan plan) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return analyze ? Explainer.ANALYZE_COLUMNS : Explainer.COLUMNS;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitExplain(this);
        }
    }

    /**
     * ASSERT [NOT] EXISTS: a condition that one item must fulfil when the transaction is committed.
     *
     * @param condition on the item, existing or not
     */
    record Assertion(Table table, Map<String, AttributeValue> key, Predicate condition) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitAssertion(this);
        }
    }

    /** BEGIN, COMMIT or ROLLBACK. */
    record TransactionControl(TransactionKind kind) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitTransactionControl(this);
        }
    }

    /**
     * EXECUTE PARTIQL.
     *
     * @param known columns of the result, empty when there is none, null when only the items tell
     */
    record PassThrough(PartiQl statement, @Nullable List<OutputColumn> known) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return known == null
                    ? List.of(new OutputColumn(
                            "item", "item", null, null, ColumnType.of(ColumnType.Kind.VARCHAR), "", true))
                    : known;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitPassThrough(this);
        }
    }

    /** SET property = value; null puts the default back. */
    record SetProperty(String property, @Nullable String value) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitSetProperty(this);
        }
    }

    /** SHOW TABLE STATUS: a row for each table, asked when it is read. */
    record TableStatus(List<String> tables) implements Plan {
        public TableStatus {
            tables = List.copyOf(tables);
        }

        @Override
        public List<OutputColumn> columns() {
            return TableStatusRow.COLUMNS;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitTableStatus(this);
        }
    }

    /**
     * SHOW CREATE TABLE.
     *
     * @param known key and declared columns
     */
    record TableDefinition(String table, List<Column> known) implements Plan {
        public TableDefinition {
            known = List.copyOf(known);
        }

        @Override
        public List<OutputColumn> columns() {
            return Shows.columns("create_table");
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitTableDefinition(this);
        }
    }

    /** SHOW of a connection property, or of all when null. */
    record Properties(@Nullable String property) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return property == null
                    ? Shows.columns("property", "value", "default_value", "description")
                    : Shows.columns("value");
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitProperties(this);
        }
    }
}
