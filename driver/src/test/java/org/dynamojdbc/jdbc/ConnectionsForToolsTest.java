package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.dynamojdbc.DynamoDriver;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tools and pools expect of a driver and its connections. */
class ConnectionsForToolsTest {
    private static final String URL = "jdbc:dynamodb:embedded:connections-for-tools";
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, PRIMARY KEY (customer, placed))");
            for (int i = 0; i < 20; i++) {
                statement.executeUpdate(
                        "INSERT INTO orders (customer, placed, n) VALUES ('c" + i + "', '1', " + i + ")");
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void theDriverIsFoundByServiceAndByName() throws Exception {
        assertThat(StreamSupport.stream(ServiceLoader.load(Driver.class).spliterator(), false)
                        .filter(DynamoDriver.class::isInstance))
                .hasSize(1);
        Driver byName = Class.forName("org.dynamojdbc.DynamoDriver")
                .asSubclass(Driver.class)
                .getConstructor()
                .newInstance();
        assertThat(byName.acceptsURL(URL)).isTrue();
        assertThat(byName.getParentLogger().getName()).isEqualTo("org.dynamojdbc");
        assertThat(byName.jdbcCompliant()).isFalse();
        assertThat(byName.getMajorVersion()).isNotNegative();
    }

    @Test
    void urlsOfOthersAreLeftAlone() throws SQLException {
        Driver driver = new DynamoDriver();
        for (String foreign : List.of(
                "jdbc:h2:mem:x", "jdbc:dynamodb:Host=x;", "jdbc:dynamodb:partiql:x", "jdbc:dynamo:x", "", "x")) {
            assertThat(driver.acceptsURL(foreign)).as(foreign).isFalse();
            assertThat(driver.connect(foreign, new Properties())).as(foreign).isNull();
        }
        assertThatThrownBy(() -> driver.acceptsURL(null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> driver.connect(null, new Properties())).isInstanceOf(SQLException.class);
    }

    @Test
    void propertiesAreToldWithoutAConnection() throws SQLException {
        for (DriverPropertyInfo[] infos : List.of(
                new DynamoDriver().getPropertyInfo("jdbc:dynamodb:", new Properties()),
                new DynamoDriver().getPropertyInfo("jdbc:dynamodb://eu-west-1?scan=deny", null))) {
            assertThat(infos).hasSizeGreaterThan(20);
            assertThat(Arrays.stream(infos).map(info -> info.name))
                    .doesNotHaveDuplicates()
                    .contains("region", "scan");
            assertThat(Arrays.stream(infos).map(info -> info.description)).allMatch(text -> text.length() > 10);
            assertThat(Arrays.stream(infos)
                            .filter(info -> info.name.equals("scan"))
                            .findFirst()
                            .orElseThrow()
                            .choices)
                    .containsExactlyInAnyOrder("allow", "warn", "deny");
        }
    }

    @Test
    void openingAConnectionAsksTheServerNothing() throws SQLException {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("orders", "customer");
            try (Connection one = stub.connect("");
                    Connection two = stub.connect("")) {
                assertThat(one.isValid(1)).isTrue();
                assertThat(two.isValid(0)).isTrue();
                assertThat(one.isValid(10_000)).isTrue();
                assertThat(one.isClosed()).isFalse();
                assertThat(one.getCatalog()).isNull();
                assertThat(one.getSchema()).isNull();
                for (String operation : List.of("ListTables", "DescribeTable", "Scan", "Query", "GetItem")) {
                    assertThat(stub.calls(operation)).as(operation).isEmpty();
                }
            }
        }
    }

    @Test
    void aClosedConnectionIsInvalidAndCanBeClosedAgain() throws SQLException {
        Connection closed = DriverManager.getConnection(URL);
        Statement statement = closed.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM orders WHERE customer = 'c1'");
        assertThatThrownBy(() -> closed.isValid(-1)).isInstanceOf(SQLException.class);
        closed.close();
        assertThat(closed.isValid(1)).isFalse();
        assertThat(closed.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertThat(rows.isClosed()).isTrue();
        for (AutoCloseable each : List.of(rows, rows, statement, statement, closed, closed)) {
            assertThatCode(each::close).doesNotThrowAnyException();
        }
        assertThatThrownBy(closed::createStatement)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
        assertThatThrownBy(closed::rollback).isInstanceOf(SQLException.class);
    }

    /** Scrolling and updating are not there: what was asked for is lowered, told and warned of. */
    @Test
    void everyKindOfStatementIsGivenAndLoweredKindsWarn() throws SQLException {
        int[] types = {ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE};
        int[] concurrencies = {ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE};
        int[] holdabilities = {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT};
        String sql = "SELECT * FROM orders WHERE customer = 'c1'";
        connection.clearWarnings();
        for (int type : types) {
            for (int concurrency : concurrencies) {
                for (int holdability : holdabilities) {
                    boolean asked =
                            type == types[0] && concurrency == concurrencies[0] && holdability == holdabilities[0];
                    try (Statement plain = connection.createStatement(type, concurrency, holdability);
                            PreparedStatement prepared =
                                    connection.prepareStatement(sql, type, concurrency, holdability)) {
                        assertThat(plain.getWarnings() == null).isEqualTo(asked);
                        assertThat(prepared.getWarnings() == null).isEqualTo(asked);
                        for (ResultSet rows : List.of(plain.executeQuery(sql), prepared.executeQuery())) {
                            assertThat(rows.getType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
                            assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
                            assertThat(rows.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                            assertThat(rows.getWarnings() == null).isEqualTo(asked);
                            assertThat(rows.next()).isTrue();
                        }
                    }
                }
            }
        }
        List<String> told = new ArrayList<>();
        for (SQLWarning each = connection.getWarnings(); each != null; each = each.getNextWarning()) {
            told.add(each.getMessage());
        }
        assertThat(told).hasSize(3).doesNotHaveDuplicates();
        connection.clearWarnings();
        assertThatThrownBy(() -> connection.createStatement(17, ResultSet.CONCUR_READ_ONLY))
                .isInstanceOf(SQLException.class)
                .isNotInstanceOf(SQLFeatureNotSupportedException.class);
    }

    @Test
    void isolationMayBeSetToWhatItIsAndToWhatIsSaidToBeSupported() throws SQLException {
        try (Connection own = DriverManager.getConnection(URL)) {
            DatabaseMetaData metadata = own.getMetaData();
            assertThat(own.getTransactionIsolation()).isEqualTo(metadata.getDefaultTransactionIsolation());
            for (int level : new int[] {0, 1, 2, 4, 8}) {
                if (metadata.supportsTransactionIsolationLevel(level)) {
                    own.setTransactionIsolation(level);
                    own.setTransactionIsolation(own.getTransactionIsolation());
                    assertThat(own.getTransactionIsolation()).isEqualTo(level);
                }
            }
            assertThatThrownBy(() -> own.setTransactionIsolation(17)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void readOnlyRefusesWritesUntilItIsTakenBack() throws SQLException {
        try (Connection own = DriverManager.getConnection(URL);
                Statement statement = own.createStatement()) {
            own.setReadOnly(true);
            assertThat(own.isReadOnly()).isTrue();
            assertThat(own.getMetaData().isReadOnly()).isTrue();
            for (String write : List.of(
                    "UPSERT INTO orders (customer, placed) VALUES ('no', '1')",
                    "DELETE FROM orders WHERE customer = 'c1' AND placed = '1'",
                    "DROP TABLE orders")) {
                assertThatThrownBy(() -> statement.execute(write))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("25006"));
            }
            own.setReadOnly(false);
            assertThat(statement.executeUpdate("DELETE FROM orders WHERE customer = 'none' AND placed = '1'"))
                    .isZero();
        }
    }

    @Test
    void catalogSchemaAndClientInfoMayBeSet() throws SQLException {
        try (Connection own = DriverManager.getConnection(URL)) {
            for (String name : Arrays.asList("x", "", null)) {
                own.setCatalog(name);
                own.setSchema(name);
                assertThat(own.getCatalog()).isNull();
                assertThat(own.getSchema()).isNull();
            }
            assertThat(own.getMetaData()
                            .getTables(own.getCatalog(), own.getSchema(), "%", null)
                            .next())
                    .isTrue();
            own.setClientInfo("ApplicationName", "grid");
            assertThat(own.getClientInfo("ApplicationName")).isEqualTo("grid");
            own.setClientInfo("Unheard", "x");
            assertThat((Throwable) own.getWarnings()).isNotNull();
            own.clearWarnings();
            assertThat((Throwable) own.getWarnings()).isNull();
            Properties several = new Properties();
            several.setProperty("ApplicationName", "other");
            own.setClientInfo(several);
            assertThat(own.getClientInfo()).containsEntry("ApplicationName", "other");
            assertThat(own.getTypeMap()).isEmpty();
        }
    }

    @Test
    void theUrlIsTakenBackAndHoldsNoSecret() throws SQLException {
        Properties keys = new Properties();
        keys.setProperty("user", "AKIDEXAMPLE");
        keys.setProperty("password", "verysecret");
        try (DynamoStub stub = new DynamoStub();
                Connection own = DriverManager.getConnection(
                        "jdbc:dynamodb://" + stub.endpoint().substring("http://".length()) + "?sessionToken=alsosecret",
                        keys)) {
            String url = own.getMetaData().getURL();
            assertThat(new DynamoDriver().acceptsURL(url)).isTrue();
            assertThat(url + own + own.getMetaData() + own.getMetaData().getUserName())
                    .doesNotContain("verysecret")
                    .doesNotContain("alsosecret");
            assertThatThrownBy(() -> own.createStatement().executeQuery("SELECT * FROM nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContainingAny("verysecret", "alsosecret");
        }
    }

    @Test
    void everyObjectUnwrapsToItsFaces() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT * FROM orders WHERE customer = ?")) {
            prepared.setString(1, "c1");
            try (ResultSet rows = prepared.executeQuery()) {
                assertThat(connection.unwrap(DynamoConnection.class)).isSameAs(connection);
                assertThat(connection.isWrapperFor(Connection.class)).isTrue();
                assertThat(prepared.unwrap(DynamoPreparedStatement.class)).isSameAs(prepared);
                assertThat(prepared.unwrap(DynamoStatement.class)).isSameAs(prepared);
                assertThat(rows.unwrap(DynamoResultSet.class)).isSameAs(rows);
                assertThat(rows.getMetaData().unwrap(ResultSetMetaData.class)).isNotNull();
                assertThat(connection.getMetaData().unwrap(DatabaseMetaData.class))
                        .isNotNull();
                assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
                assertThat(rows.getStatement()).isSameAs(prepared);
                assertThat(prepared.getConnection()).isSameAs(connection);
                assertThat(rows.isWrapperFor(Driver.class)).isFalse();
                assertThatThrownBy(() -> rows.unwrap(Driver.class)).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void sixteenThreadsShareAConnection() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int number = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    StringBuilder seen = new StringBuilder();
                    for (int round = 0; round < 5; round++) {
                        try (PreparedStatement statement = connection.prepareStatement(
                                "SELECT n FROM orders WHERE customer = ? AND placed = '1'")) {
                            statement.setString(1, "c" + number);
                            try (ResultSet rows = statement.executeQuery()) {
                                rows.next();
                                seen.append(rows.getInt(1)).append(' ');
                            }
                        }
                    }
                    return seen.toString();
                }));
            }
            start.countDown();
            for (int i = 0; i < 16; i++) {
                assertThat(answers.get(i).get()).isEqualTo((i + " ").repeat(5));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As in tools with plug-ins, where neither the thread's loader nor the system's knows the driver. */
    @Test
    void aClassLoaderOfItsOwnIsEnough() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> {
                    try {
                        return java.nio.file.Path.of(entry).toUri().toURL();
                    } catch (java.net.MalformedURLException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .collect(Collectors.toList())
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            Driver driver = own.loadClass("org.dynamojdbc.DynamoDriver")
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
            try (Connection other = driver.connect(URL, new Properties());
                    Statement statement = other.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT upper('x') FROM (VALUES (1)) v GROUP BY 1")) {
                assertThat(other.getClass()).isNotEqualTo(connection.getClass());
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("X");
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void networkTimeoutsAreKept() throws SQLException {
        try (Connection own = DriverManager.getConnection(URL)) {
            own.setNetworkTimeout(Runnable::run, 5000);
            assertThat(own.getNetworkTimeout()).isEqualTo(5000);
            own.setNetworkTimeout(Runnable::run, 0);
            assertThat(own.getNetworkTimeout()).isZero();
            assertThatThrownBy(() -> own.setNetworkTimeout(Runnable::run, -1)).isInstanceOf(SQLException.class);
            own.beginRequest();
            own.endRequest();
        }
    }

    @Test
    void commitAndRollbackWithAutoCommitAreRefusedWithoutHarm() throws SQLException {
        try (Connection own = DriverManager.getConnection(URL)) {
            for (ThrowingEnd end : List.<ThrowingEnd>of(own::commit, own::rollback)) {
                assertThatThrownBy(end::run).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                        .startsWith("25"));
            }
            assertThat(own.isValid(0)).isTrue();
            own.setAutoCommit(false);
            own.rollback();
            own.commit();
            own.setAutoCommit(true);
        }
    }

    private interface ThrowingEnd {
        void run() throws SQLException;
    }

    @Test
    void aWarningOfAScanNamesTheKeyThatWouldHelp() throws SQLException {
        String table = "full scan of warned, about ";
        assertThat(warning("SELECT * FROM warned")).startsWith(table).endsWith("= on p would make it a Query");
        assertThat(warning("SELECT * FROM \"warned\".\"by_z\""))
                .startsWith("full scan of warned.by_z, about ")
                .endsWith("= on z would make it a Query");
        String sorts = IntStream.range(0, 4000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String partitions = sorts.replaceAll("(\\d+)", "'$1'");
        assertThat(warning("SELECT * FROM warned WHERE p IN (" + partitions + ") AND s > 1"))
                .startsWith(table)
                .endsWith("; the conditions on p allow reads by key, but those are estimated to cost no less");
        assertThat(warning("SELECT * FROM warned WHERE segment(0, 4)"))
                .startsWith(table)
                .endsWith(" read units");
        assertThat(warning("SELECT * FROM warned LIMIT 0")).isEmpty();
        assertThat(warning("SELECT COUNT(*) FROM warned LIMIT 0")).isEmpty();
    }

    private static String warning(String sql) throws SQLException {
        try (Connection warned = DriverManager.getConnection(URL + "?scan=warn");
                Statement statement = warned.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS warned (p VARCHAR, s NUMERIC, z VARCHAR, PRIMARY KEY (p, s),"
                    + " GLOBAL INDEX by_z (z) PROJECTION ALL)");
            statement.execute(sql);
            return messages(statement).stream().findFirst().orElse("");
        }
    }

    @Test
    void warningsStayUntilTheStatementRunsAgain() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT * FROM orders");
            assertThat(messages(statement)).hasSize(1).first().asString().startsWith("full scan of orders, about ");
            while (rows.next()) {
                assertThat(messages(statement)).hasSize(1);
            }
            assertThat(messages(statement))
                    .last()
                    .isEqualTo("the scan has consumed "
                            + statement
                                    .unwrap(DynamoStatement.class)
                                    .statistics()
                                    .readUnits() + " read units in 1 calls");
            rows.close();
            assertThat(messages(statement)).hasSize(2);
            statement.clearWarnings();
            assertThat((Throwable) statement.getWarnings()).isNull();
            statement.executeQuery("SELECT * FROM orders").close();
            assertThat((Throwable) statement.getWarnings()).isNotNull();
            statement
                    .executeQuery("SELECT customer FROM orders WHERE customer = 'c1'")
                    .close();
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }

    private static List<String> messages(Statement statement) throws SQLException {
        List<String> messages = new ArrayList<>();
        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
            messages.add(each.getMessage());
        }
        return messages;
    }
}
