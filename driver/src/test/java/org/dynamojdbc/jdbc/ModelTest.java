package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dynamojdbc.stub.FaultyServer;
import org.dynamojdbc.stub.FaultyServer.Fault;

/** Random statements, batches and transactions do to DynamoDB what they do to a plain map, also when the server falters. */
class ModelTest {
    private static Connection direct;

    @BeforeContainer
    static void open() throws SQLException {
        direct = DriverManager.getConnection("jdbc:dynamodb:embedded:model");
        execute(direct, "DROP TABLE IF EXISTS model");
        execute(direct, "CREATE TABLE model (id VARCHAR PRIMARY KEY, n INTEGER)");
    }

    @AfterContainer
    static void close() throws SQLException {
        direct.close();
    }

    enum Kind {
        INSERT("INSERT INTO model (n, id) VALUES (?, ?)"),
        UPSERT("UPSERT INTO model (n, id) VALUES (?, ?)"),
        SET("UPDATE model SET n = ? WHERE id = ?"),
        ADD("UPDATE model SET n = n + ? WHERE id = ?"),
        COMPUTE("UPDATE model SET n = (n * 3 + ?) % 97 WHERE id = ?"),
        DELETE("DELETE FROM model WHERE id = ?");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    /** One write of one item. */
    record Op(Kind kind, String id, int n) {
        /** Its effect on the model and its count; -1 for a duplicate key. */
        int apply(Map<String, Integer> model) {
            Integer old = model.get(id);
            switch (kind) {
                case INSERT:
                    if (old != null) {
                        return -1;
                    }
                    model.put(id, n);
                    return 1;
                case UPSERT:
                    model.put(id, n);
                    return 1;
                case DELETE:
                    model.remove(id);
                    return old == null ? 0 : 1;
                default:
                    if (old == null) {
                        return 0;
                    }
                    model.put(id, kind == Kind.SET ? n : kind == Kind.ADD ? old + n : (old * 3 + n) % 97);
                    return 1;
            }
        }

        /** An INSERT of what is there already: repeated after an unclear end, it takes the item for its own. */
        boolean isIn(Map<String, Integer> model) {
            return kind == Kind.INSERT && Integer.valueOf(n).equals(model.get(id));
        }

        void bind(PreparedStatement statement) throws SQLException {
            if (kind != Kind.DELETE) {
                statement.setInt(1, n);
            }
            statement.setString(kind == Kind.DELETE ? 1 : 2, id);
        }
    }

    enum How {
        SINGLE,
        BATCH,
        COMMITTED,
        ROLLED_BACK
    }

    /** Writes done together. */
    record Step(How how, List<Op> ops) {}

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Op> op = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 7).map(i -> "k" + i),
                        Arbitraries.integers().between(0, 9))
                .as(Op::new);
        return Combinators.combine(
                        Arbitraries.of(How.class), op.list().ofMinSize(1).ofMaxSize(8))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED, seed = "20240131")
    void theTableIsWhatTheModelIs(@ForAll("scripts") List<Step> script) throws SQLException {
        run(script, direct);
    }

    /** Throttles, server errors, items left unprocessed, transactions in conflict: all of them before anything is done. */
    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED, seed = "20240131")
    void theTableIsWhatTheModelIsWhenTheServerFalters(@ForAll("scripts") List<Step> script, @ForAll long seed)
            throws SQLException {
        try (FaultyServer faulty = new FaultyServer(direct, seed);
                Connection connection = faulty.connect("maxAttempts=20")) {
            faulty.fail(0.25, EnumSet.of(Fault.THROTTLED, Fault.ERROR_BEFORE, Fault.LOST_BEFORE, Fault.PARTLY));
            run(without(script, Kind.ADD), connection);
        }
    }

    /** A write that must not happen twice is not sent again after an unclear end, and then reported as unknown. */
    private static List<Step> without(List<Step> script, Kind kind) {
        return script.stream()
                .map(step -> step.how() == How.COMMITTED
                        ? step
                        : new Step(
                                step.how(),
                                step.ops().stream()
                                        .map(op -> op.kind() == kind ? new Op(Kind.UPSERT, op.id(), op.n()) : op)
                                        .toList()))
                .toList();
    }

    private static void run(List<Step> script, Connection connection) throws SQLException {
        execute(direct, "DELETE FROM model WHERE id IN ('k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7')");
        Map<String, Integer> model = new TreeMap<>();
        for (Step step : script) {
            switch (step.how()) {
                case SINGLE -> single(step.ops(), connection, model);
                case BATCH -> batch(step.ops(), connection, model);
                case COMMITTED -> transaction(step.ops(), connection, model, true);
                case ROLLED_BACK -> transaction(step.ops(), connection, model, false);
            }
            assertThat(rows()).isEqualTo(model);
        }
    }

    /** The statement and an earlier one cannot be made one action. */
    private static final int REFUSED = -2;

    /** The item is gone, and whether this DELETE or an earlier one took it away is unknown after an unclear end. */
    private static final int UNKNOWN = -3;

    private static int execute(Op op, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(op.kind().sql)) {
            op.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException refused) {
            if (!connection.getAutoCommit() && refused.getSQLState().equals("0A000")) {
                return REFUSED;
            }
            if (op.kind() == Kind.DELETE && refused.getSQLState().equals("40003")) {
                return UNKNOWN;
            }
            assertThat((Throwable) refused).hasFieldOrPropertyWithValue("SQLState", "23505");
            return -1;
        }
    }

    private static void single(List<Op> ops, Connection connection, Map<String, Integer> model) throws SQLException {
        for (Op op : ops) {
            int count = execute(op, connection);
            boolean met = op.isIn(model) && connection != direct && count == 1;
            int expected = op.apply(model);
            if (count != UNKNOWN && !met) {
                assertThat(count).isEqualTo(expected);
            }
        }
    }

    private static void batch(List<Op> ops, Connection connection, Map<String, Integer> model) throws SQLException {
        try (Statement batch = connection.createStatement()) {
            for (Op op : ops) {
                String sql = op.kind() == Kind.DELETE
                        ? op.kind().sql
                        : op.kind().sql.replaceFirst("\\?", Integer.toString(op.n()));
                batch.addBatch(sql.replaceFirst("\\?", "'" + op.id() + "'"));
            }
            int[] counts;
            try {
                counts = batch.executeBatch();
            } catch (BatchUpdateException some) {
                counts = some.getUpdateCounts();
            }
            for (int i = 0; i < counts.length; i++) {
                boolean met = ops.get(i).isIn(model) && connection != direct && counts[i] == 1;
                int expected = ops.get(i).apply(model);
                // In a batch the service need not say that the item is missing, so that a repeated write stays unknown.
                boolean unknown = connection != direct && counts[i] == Statement.EXECUTE_FAILED && expected == 0;
                if (!met
                        && !unknown
                        && (counts[i] != Statement.SUCCESS_NO_INFO || ops.get(i).kind() != Kind.DELETE)) {
                    assertThat(counts[i]).isEqualTo(expected < 0 ? Statement.EXECUTE_FAILED : expected);
                }
            }
        }
    }

    private static void transaction(List<Op> ops, Connection connection, Map<String, Integer> model, boolean commits)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            inTransaction(ops, connection, model, commits);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void inTransaction(List<Op> ops, Connection connection, Map<String, Integer> model, boolean commits)
            throws SQLException {
        Map<String, Integer> after = new TreeMap<>(model);
        Set<String> written = new HashSet<>();
        boolean doomed = false;
        for (Op op : ops) {
            int count = execute(op, connection);
            if (count == REFUSED) {
                assertThat(Set.of(Kind.SET, Kind.COMPUTE)).contains(op.kind());
                assertThat(written).contains(op.id());
                continue;
            }
            if (op.kind() == Kind.COMPUTE && !written.contains(op.id()) && !model.containsKey(op.id())) {
                // It is read when the statement runs: there is nothing to change.
                assertThat(count).isZero();
                continue;
            }
            int expected = op.apply(after);
            if (written.contains(op.id())) {
                // What the transaction did to the item before tells the count, unless it is already doomed.
                assertThat(doomed || count == expected).isTrue();
            } else {
                assertThat(count).isEqualTo(1);
                doomed |= expected != 1;
            }
            written.add(op.id());
        }
        if (!commits) {
            connection.rollback();
        } else if (doomed) {
            try {
                connection.commit();
                throw new AssertionError("a transaction that could not be done was committed");
            } catch (SQLException refused) {
                assertThat(refused.getSQLState()).isIn("23505", "40001");
            }
        } else {
            connection.commit();
            model.clear();
            model.putAll(after);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Integer> rows() throws SQLException {
        Map<String, Integer> rows = new TreeMap<>();
        try (Statement statement = direct.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n FROM model")) {
            while (result.next()) {
                rows.put(result.getString(1), result.getInt(2));
            }
        }
        return rows;
    }
}
