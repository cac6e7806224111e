package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement. */
public sealed interface Statement {
    <R> R accept(StatementVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** A query. */
    record QueryStatement(Query query, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitQueryStatement(this);
        }
    }

    /** INSERT, UPSERT or REPLACE. */
    record Insert(
            InsertKind kind,
            List<Hint> hints,
            String table,
            @Nullable String alias,
            List<String> columns,
            InsertSource source,
            ConflictAction onConflict,
            @Nullable Expression condition,
            @Nullable Returning returning,
            Position position)
            implements Statement {
        public Insert {
            hints = List.copyOf(hints);
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitInsert(this);
        }
    }

    /** UPDATE. */
    record Update(
            List<Hint> hints,
            String table,
            @Nullable String alias,
            List<UpdateClause> clauses,
            @Nullable Expression where,
            @Nullable Expression condition,
            @Nullable Returning returning,
            Position position)
            implements Statement {
        public Update {
            hints = List.copyOf(hints);
            clauses = List.copyOf(clauses);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitUpdate(this);
        }
    }

    /** DELETE. */
    record Delete(
            List<Hint> hints,
            String table,
            @Nullable String alias,
            @Nullable Expression where,
            @Nullable Expression condition,
            @Nullable Returning returning,
            Position position)
            implements Statement {
        public Delete {
            hints = List.copyOf(hints);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitDelete(this);
        }
    }

    /** CREATE TABLE. */
    record CreateTable(
            String table,
            boolean ifNotExists,
            List<ColumnDefinition> columns,
            KeyDefinition primaryKey,
            List<IndexDefinition> indexes,
            List<Option> options,
            Position position)
            implements Statement {
        public CreateTable {
            columns = List.copyOf(columns);
            indexes = List.copyOf(indexes);
            options = List.copyOf(options);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitCreateTable(this);
        }
    }

    /** DROP TABLE. */
    record DropTable(String table, boolean ifExists, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitDropTable(this);
        }
    }

    /** TRUNCATE. */
    record TruncateTable(String table, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitTruncateTable(this);
        }
    }

    /** CREATE INDEX. */
    record CreateIndex(boolean ifNotExists, String table, IndexDefinition index, Position position)
            implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitCreateIndex(this);
        }
    }

    /** DROP INDEX. */
    record DropIndex(boolean ifExists, String index, String table, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitDropIndex(this);
        }
    }

    /** ALTER TABLE ... SET (options). */
    record AlterTable(String table, List<Option> options, Position position) implements Statement {
        public AlterTable {
            options = List.copyOf(options);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitAlterTable(this);
        }
    }

    /** ALTER INDEX ... SET (options). */
    record AlterIndex(String index, String table, List<Option> options, Position position) implements Statement {
        public AlterIndex {
            options = List.copyOf(options);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitAlterIndex(this);
        }
    }

    /** REFRESH TABLE: forgets what is cached of a table and waits until it is usable. */
    record RefreshTable(String table, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitRefreshTable(this);
        }
    }

    /** DESCRIBE. */
    record Describe(String table, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitDescribe(this);
        }
    }

    /** SHOW. */
    record Show(ShowKind kind, @Nullable String target, @Nullable String likePattern, Position position)
            implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitShow(this);
        }
    }

    /** SET property = value; a null value puts the default back. */
    record SetProperty(String name, @Nullable Expression value, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitSetProperty(this);
        }
    }

    /** EXPLAIN [ANALYZE] statement. */
    record Explain(boolean analyze, Statement statement, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitExplain(this);
        }
    }

    /** EXECUTE PARTIQL text. */
    record ExecutePartiQl(String text, List<Expression> parameters, Position position) implements Statement {
        public ExecutePartiQl {
            parameters = List.copyOf(parameters);
        }

        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitExecutePartiQl(this);
        }
    }

    /** ASSERT [NOT] EXISTS (query). */
    record AssertExists(Query query, boolean negated, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitAssertExists(this);
        }
    }

    /** BEGIN, COMMIT or ROLLBACK. */
    record TransactionControl(TransactionKind kind, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitTransactionControl(this);
        }
    }

    /** {call ...}. */
    record Call(String procedure, Position position) implements Statement {
        @Override
        public <R> R accept(StatementVisitor<R> visitor) {
            return visitor.visitCall(this);
        }
    }
}
