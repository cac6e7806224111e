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
        MOVE("UPDATE model SET id = ? WHERE id = ?"),
        MERGE("INSERT INTO model (n, id) VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"),
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
                case MERGE:
                    model.merge(id, n, Integer::sum);
                    return 1;
                case DELETE:
                    model.remove(id);
                    return old == null ? 0 : 1;
                case MOVE:
                    if (old == null) {
                        return 0;
                    }
                    if (leaves() && model.containsKey(target())) {
                        return -1;
                    }
                    model.remove(id);
                    model.put(target(), old);
                    return 1;
                default:
                    if (old == null) {
                        return 0;
                    }
                    model.put(id, kind == Kind.SET ? n : kind == Kind.ADD ? old + n : (old * 3 + n) % 97);
                    return 1;
            }
        }

        /** Where a MOVE puts its item. */
        String target() {
            return "k" + n;
        }

        boolean leaves() {
            return !target().equals(id);
        }

        /** An INSERT of what is there already: repeated after an unclear end, it takes the item for its own. */
        boolean isIn(Map<String, Integer> model) {
            return kind == Kind.INSERT && Integer.valueOf(n).equals(model.get(id));
        }

        void bind(PreparedStatement statement) throws SQLException {
            if (kind == Kind.MOVE) {
                statement.setString(1, target());
            } else if (kind != Kind.DELETE) {
                statement.setInt(1, n);
            }
            statement.setString(kind == Kind.DELETE ? 1 : 2, id);
        }

        String text() {
            String first = kind == Kind.DELETE
                    ? kind.sql
                    : kind.sql.replaceFirst("\\?", kind == Kind.MOVE ? "'" + target() + "'" : Integer.toString(n));
            return first.replaceFirst("\\?", "'" + id + "'");
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
        run(script, seed, EnumSet.of(Fault.THROTTLED, Fault.ERROR_BEFORE, Fault.LOST_BEFORE, Fault.PARTLY));
    }

    /** Writes that are done although their answer is a server error or none. */
    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED, seed = "20240131")
    void theTableIsWhatTheModelIsWhenAnswersAreLost(@ForAll("scripts") List<Step> script, @ForAll long seed)
            throws SQLException {
        run(script, seed, EnumSet.of(Fault.ERROR_AFTER, Fault.LOST_AFTER));
    }

    private static void run(List<Step> script, long seed, Set<Fault> faults) throws SQLException {
        try (FaultyServer faulty = new FaultyServer(direct, seed);
                Connection connection = faulty.connect("maxAttempts=20")) {
            faulty.fail(0.25, faults);
            run(script, connection);
        }
    }

    private static void run(List<Step> script, Connection connection) throws SQLException {
        execute(direct, "DELETE FROM model WHERE id IN ('k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9')");
        Map<String, Integer> model = new TreeMap<>();
        for (Step step : script) {
            Set<Map<String, Integer>> possible =
                    switch (step.how()) {
                        case SINGLE -> single(step.ops(), connection, model);
                        case BATCH -> batch(step.ops(), connection, model);
                        case COMMITTED -> transaction(step.ops(), connection, model, true);
                        case ROLLED_BACK -> transaction(step.ops(), connection, model, false);
                    };
            model = rows();
            assertThat(possible).as("after %s", step).contains(model);
        }
    }

    /** The statement and an earlier one cannot be made one action. */
    private static final int REFUSED = -4;

    /** Whether the write was done is unknown, as its 40003 says. */
    private static final int UNKNOWN = -3;

    /** What may repeat a write without doing it twice, or see that it was done, never ends as unknown. */
    private static final Set<Kind> MAY_BE_UNKNOWN =
            EnumSet.of(Kind.SET, Kind.ADD, Kind.COMPUTE, Kind.MERGE, Kind.DELETE);

    private static int execute(Op op, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(op.kind().sql)) {
            op.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException refused) {
            if (!connection.getAutoCommit() && refused.getSQLState().equals("0A000")) {
                return REFUSED;
            }
            return ended(refused);
        }
    }

    private static int ended(SQLException failed) {
        if ("40003".equals(failed.getSQLState())) {
            return UNKNOWN;
        }
        assertThat((Throwable) failed).hasFieldOrPropertyWithValue("SQLState", "23505");
        return -1;
    }

    /** What may be stored after a write that ended so. */
    private static Set<Map<String, Integer>> after(
            Op op, int end, Set<Map<String, Integer>> before, Connection connection) {
        Set<Map<String, Integer>> after = new HashSet<>();
        for (Map<String, Integer> world : before) {
            Map<String, Integer> next = new TreeMap<>(world);
            int expected = op.apply(next);
            if (end == UNKNOWN && connection != direct && MAY_BE_UNKNOWN.contains(op.kind())) {
                after.add(world);
                after.add(next);
            } else if (end == expected || (end == Statement.SUCCESS_NO_INFO && op.kind() == Kind.DELETE)) {
                after.add(next);
            } else if (end == 1 && op.isIn(world) && connection != direct) {
                after.add(world);
            }
        }
        assertThat(after).as("%s ended with %s on %s", op, end, before).isNotEmpty();
        return after;
    }

    private static Set<Map<String, Integer>> single(List<Op> ops, Connection connection, Map<String, Integer> model)
            throws SQLException {
        Set<Map<String, Integer>> possible = Set.of(model);
        for (Op op : ops) {
            possible = after(op, execute(op, connection), possible, connection);
        }
        return possible;
    }

    private static Set<Map<String, Integer>> batch(List<Op> ops, Connection connection, Map<String, Integer> model)
            throws SQLException {
        try (Statement batch = connection.createStatement()) {
            for (Op op : ops) {
                batch.addBatch(op.text());
            }
            int[] counts;
            SQLException failure = null;
            try {
                counts = batch.executeBatch();
            } catch (BatchUpdateException some) {
                counts = some.getUpdateCounts();
                failure = some.getNextException();
            }
            Set<Map<String, Integer>> possible = Set.of(model);
            for (int i = 0; i < counts.length; i++) {
                int end = counts[i];
                if (end == Statement.EXECUTE_FAILED) {
                    end = ended(java.util.Objects.requireNonNull(failure));
                    failure = failure.getNextException();
                }
                possible = after(ops.get(i), end, possible, connection);
            }
            assertThat((Throwable) failure).isNull();
            return possible;
        }
    }

    private static Set<Map<String, Integer>> transaction(
            List<Op> ops, Connection connection, Map<String, Integer> model, boolean commits) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Map<String, Integer> after = new TreeMap<>(model);
            boolean doomed = gather(ops, connection, model, after);
            if (!commits) {
                connection.rollback();
                return Set.of(model);
            }
            return committed(connection, doomed) ? Set.of(after) : Set.of(model);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static boolean committed(Connection connection, boolean doomed) throws SQLException {
        if (!doomed) {
            connection.commit();
            return true;
        }
        try {
            connection.commit();
            throw new AssertionError("a transaction that could not be done was committed");
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isIn("23505", "40001");
            return false;
        }
    }

    /** Whether the commit has to be refused. */
    private static boolean gather(
            List<Op> ops, Connection connection, Map<String, Integer> model, Map<String, Integer> after)
            throws SQLException {
        Set<String> written = new HashSet<>();
        boolean doomed = false;
        for (Op op : ops) {
            int count = execute(op, connection);
            boolean moves = op.kind() == Kind.MOVE && op.leaves();
            if (count == REFUSED) {
                assertThat(Set.of(Kind.SET, Kind.COMPUTE, Kind.MOVE, Kind.MERGE))
                        .contains(op.kind());
                assertThat(written).contains(op.id());
                continue;
            }
            if (Set.of(Kind.COMPUTE, Kind.MOVE).contains(op.kind())
                    && !written.contains(op.id())
                    && !model.containsKey(op.id())) {
                // It is read when the statement runs: there is nothing to change.
                assertThat(count).isZero();
                continue;
            }
            int expected = op.apply(after);
            if (written.contains(op.id()) || (moves && written.contains(op.target()) && count != 1)) {
                // What the transaction did to the item before tells the count, unless it is already doomed.
                boolean told = !moves || written.contains(op.target());
                assertThat(doomed || count == expected || (!told && count == 1))
                        .as("%s counted %s, expected %s", op, count, expected)
                        .isTrue();
                doomed |= count != expected;
            } else {
                assertThat(count).as("%s", op).isEqualTo(1);
                doomed |= expected != 1;
            }
            if (moves && count == 1) {
                written.add(op.target());
            }
            if (op.kind() != Kind.MOVE || (moves && count == 1)) {
                written.add(op.id());
            }
        }
        return doomed;
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
