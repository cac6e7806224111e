package org.dynamojdbc.jdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The flags of DatabaseMetaData are true of what works. */
class SupportedFlagsTest extends SupportedSqlSession {
    private static final Map<String, Proof> PROOFS = Map.ofEntries(
            statement("AlterTableWithAddColumn", "ALTER TABLE samples ADD COLUMN x INTEGER"),
            statement("AlterTableWithDropColumn", "ALTER TABLE samples DROP COLUMN n"),
            statement("ANSI92EntryLevelSQL", "CREATE VIEW seen AS SELECT id FROM samples"),
            statement("ANSI92IntermediateSQL", "CREATE DOMAIN d AS INTEGER"),
            statement("ANSI92FullSQL", "CREATE ASSERTION a CHECK (1 = 1)"),
            statement("CoreSQLGrammar", "GRANT SELECT ON samples TO PUBLIC"),
            statement("ExtendedSQLGrammar", "DECLARE c CURSOR FOR SELECT id FROM samples"),
            statement("MinimumSQLGrammar", "SELECT id, n + 1 FROM samples WHERE NOT (n = 5 OR n IS NULL) ORDER BY n"),
            entry("BatchUpdates", () -> {
                try (Statement statement = connection.createStatement()) {
                    statement.addBatch("DELETE FROM samples WHERE id = 'none'");
                    assertThat(statement.executeBatch()).containsExactly(0);
                }
            }),
            statement("CatalogsInDataManipulation", "SELECT * FROM cat.main.samples"),
            statement("CatalogsInIndexDefinitions", "CREATE INDEX i ON cat.main.samples (n)"),
            statement("CatalogsInPrivilegeDefinitions", "GRANT SELECT ON cat.main.samples TO PUBLIC"),
            statement("CatalogsInProcedureCalls", "{call cat.main.p()}"),
            statement("CatalogsInTableDefinitions", "CREATE TABLE cat.main.made (id VARCHAR PRIMARY KEY)"),
            statement("SchemasInDataManipulation", "SELECT * FROM main.samples"),
            statement("SchemasInIndexDefinitions", "CREATE INDEX i ON main.samples (n)"),
            statement("SchemasInPrivilegeDefinitions", "GRANT SELECT ON main.samples TO PUBLIC"),
            statement("SchemasInProcedureCalls", "{call main.p()}"),
            statement("SchemasInTableDefinitions", "CREATE TABLE main.made (id VARCHAR PRIMARY KEY)"),
            statement("ColumnAliasing", "SELECT n AS number, id name FROM samples"),
            statement("Convert", "SELECT {fn convert('1', SQL_INTEGER)}"),
            statement(
                    "CorrelatedSubqueries",
                    "SELECT id FROM samples a WHERE n = (SELECT max(n) FROM samples b WHERE b.id = a.id)"),
            entry("DataDefinitionAndDataManipulationTransactions", () -> {
                try (Connection own = connect();
                        Statement statement = own.createStatement()) {
                    own.setAutoCommit(false);
                    statement.execute("CREATE TABLE made (id VARCHAR PRIMARY KEY)");
                    own.rollback();
                    assertThat(catchThrowable(() -> run("SELECT id FROM made"))).isInstanceOf(SQLException.class);
                }
            }),
            entry("DataManipulationTransactionsOnly", () -> inTransaction("UPSERT INTO written (id) VALUES ('alone')")),
            statement("TableCorrelationNames", "SELECT s.id FROM samples AS s"),
            entry("DifferentTableCorrelationNames", () -> {
                run("SELECT s.id FROM samples s");
                assertThat(catchThrowable(() -> run("SELECT samples.id FROM samples samples")))
                        .isInstanceOf(SQLException.class);
            }),
            statement("ExpressionsInOrderBy", "SELECT id FROM samples ORDER BY n * -1"),
            statement("FullOuterJoins", "SELECT a.id FROM samples a FULL OUTER JOIN samples b ON a.id = b.other"),
            statement("LimitedOuterJoins", "SELECT a.id FROM samples a LEFT OUTER JOIN samples b ON a.id = b.id"),
            statement("OuterJoins", "SELECT a.id FROM {oj samples a RIGHT OUTER JOIN samples b ON a.id = b.other}"),
            entry("GetGeneratedKeys", () -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate(
                            "UPSERT INTO written (id, u) VALUES ('generated', uuid())", new String[] {"u"});
                    try (ResultSet keys = statement.getGeneratedKeys()) {
                        assertThat(keys.next()).isTrue();
                        assertThat(keys.getString("u")).hasSize(36);
                    }
                }
            }),
            statement("GroupBy", "SELECT n FROM samples GROUP BY n"),
            statement("GroupByBeyondSelect", "SELECT n, count(*) FROM samples GROUP BY n, p"),
            statement("GroupByUnrelated", "SELECT count(*) FROM samples GROUP BY n"),
            statement(
                    "IntegrityEnhancementFacility",
                    "CREATE TABLE referring (id VARCHAR PRIMARY KEY, s VARCHAR REFERENCES samples (id))"),
            statement("LikeEscapeClause", "SELECT id FROM samples WHERE id LIKE 'a!_' ESCAPE '!'"),
            statement("MixedCaseIdentifiers", "SELECT mixedCase FROM samples WHERE mixedCase = 'kept'"),
            statement("MixedCaseQuotedIdentifiers", "SELECT \"mixedCase\" FROM \"samples\""),
            entry(
                    "MultipleOpenResults",
                    () -> connection.prepareCall("{call p()}").execute()),
            statement("MultipleResultSets", "SELECT id FROM samples; SELECT n FROM samples"),
            entry("MultipleTransactions", () -> {
                try (Connection other = connect()) {
                    other.setAutoCommit(false);
                    try (Statement statement = other.createStatement()) {
                        statement.executeUpdate("UPSERT INTO written (id) VALUES ('other')");
                        inTransaction("UPSERT INTO written (id) VALUES ('one')");
                        other.commit();
                    }
                }
            }),
            entry(
                    "NamedParameters",
                    () -> connection.prepareCall("{call p(:name)}").close()),
            entry("NonNullableColumns", () -> {
                run("CREATE TABLE strict (id VARCHAR PRIMARY KEY, n INTEGER NOT NULL)");
                assertThat(catchThrowable(() -> run("INSERT INTO strict (id, n) VALUES ('a', NULL)")))
                        .isInstanceOf(SQLException.class);
            }),
            entry("OpenCursorsAcrossCommit", () -> readOn(Connection::commit)),
            entry("OpenCursorsAcrossRollback", () -> readOn(Connection::rollback)),
            entry("OpenStatementsAcrossCommit", () -> readOn(Connection::commit)),
            entry("OpenStatementsAcrossRollback", () -> readOn(Connection::rollback)),
            statement("OrderByUnrelated", "SELECT id FROM samples ORDER BY n"),
            statement("PositionedDelete", "DELETE FROM samples WHERE CURRENT OF c"),
            statement("PositionedUpdate", "UPDATE samples SET n = 1 WHERE CURRENT OF c"),
            entry(
                    "RefCursors",
                    () -> connection.prepareCall("{? = call p()}").registerOutParameter(1, Types.REF_CURSOR)),
            entry("Savepoints", () -> inTransaction(c -> c.setSavepoint())),
            statement("SelectForUpdate", "SELECT id FROM samples WHERE id = 'a' FOR UPDATE"),
            entry("Sharding", () -> connection.setShardingKey(new ShardingKey() {})),
            entry("StatementPooling", () -> {
                java.sql.PreparedStatement prepared = connection.prepareStatement("SELECT id FROM samples");
                prepared.close();
                assertThat(connection.prepareStatement("SELECT id FROM samples"))
                        .isSameAs(prepared);
            }),
            statement("StoredFunctionsUsingCallSyntax", "{? = call upper('a')}"),
            entry("StoredProcedures", () -> connection.prepareCall("{call p()}").close()),
            statement("SubqueriesInComparisons", "SELECT id FROM samples WHERE n > (SELECT min(n) FROM samples)"),
            statement(
                    "SubqueriesInExists",
                    "SELECT id FROM samples WHERE EXISTS (SELECT 1 FROM samples b WHERE b.id = 'a')"),
            statement("SubqueriesInIns", "SELECT id FROM samples WHERE id IN (SELECT id FROM samples)"),
            statement("SubqueriesInQuantifieds", "SELECT id FROM samples WHERE n >= ALL (SELECT n FROM samples)"),
            entry("Transactions", () -> inTransaction("UPSERT INTO written (id) VALUES ('one')")),
            statement("Union", "SELECT id FROM samples UNION SELECT n FROM samples"),
            statement("UnionAll", "SELECT id FROM samples UNION ALL SELECT n FROM samples"));

    /** Goes on reading, and executes again, after the transaction has ended. */
    private static void readOn(Step end) throws SQLException {
        inTransaction(own -> {
            try (Statement statement = own.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id FROM samples WHERE id IN ('a', 'b')")) {
                assertThat(rows.next()).isTrue();
                end.on(own);
                assertThat(rows.next()).isTrue();
                assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
            }
        });
    }

    @Test
    void everyFlagIsTrueWhereItsStatementWorksAndFalseWhereItIsRefused() throws Exception {
        SoftAssertions all = new SoftAssertions();
        Set<String> flags = new TreeSet<>();
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getName().startsWith("supports") && method.getParameterCount() == 0) {
                String flag = method.getName().substring("supports".length());
                flags.add(flag);
                Proof proof = PROOFS.get(flag);
                if (proof != null) {
                    Throwable failure = catchThrowable(proof::run);
                    if ((boolean) method.invoke(metadata)) {
                        all.assertThat(failure).as(flag).isNull();
                    } else {
                        all.assertThat(failure).as(flag).isNotNull();
                    }
                }
            }
        }
        all.assertThat(PROOFS.keySet()).as("flags with a proof").containsExactlyInAnyOrderElementsOf(flags);
        all.assertAll();
    }

    /** A null sorts as if it were greater than every value. */
    @Test
    void nullsAreWhereTheFlagsSay() throws SQLException {
        assertThat(metadata.nullsAreSortedHigh()).isTrue();
        assertThat(List.of(
                        metadata.nullsAreSortedLow(), metadata.nullsAreSortedAtEnd(), metadata.nullsAreSortedAtStart()))
                .containsOnly(false);
        String query =
                "SELECT n FROM (SELECT n FROM samples WHERE id IN ('a', 'b') UNION ALL SELECT NULL) x ORDER BY n";
        assertThat(values(query)).containsExactly("1", "2", null);
        assertThat(values(query + " DESC")).containsExactly(null, "2", "1");
    }

    @Test
    void nullPlusSomethingIsNull() throws SQLException {
        assertThat(metadata.nullPlusNonNullIsNull()).isTrue();
        assertThat(values("SELECT NULL || 'a'")).containsExactly((String) null);
    }

    @Test
    void aSelectTakesAnyNumberOfTables() throws SQLException {
        assertThat(metadata.getMaxTablesInSelect()).isZero();
        assertThat(values("SELECT count(*) FROM samples a1, samples a2, samples a3, samples a4"))
                .hasSize(1);
    }

    @Test
    void theOtherFlagsTakingArgumentsAreTrueOfConnections() throws SQLException {
        for (int type : new int[] {
            ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE
        }) {
            for (int concurrency : new int[] {ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE}) {
                try (Statement statement = connection.createStatement(type, concurrency)) {
                    boolean given =
                            statement.getResultSetType() == type && statement.getResultSetConcurrency() == concurrency;
                    assertThat(metadata.supportsResultSetConcurrency(type, concurrency))
                            .isEqualTo(given);
                    assertThat(statement.getWarnings() == null).isEqualTo(given);
                }
            }
            try (Statement statement = connection.createStatement(type, ResultSet.CONCUR_READ_ONLY)) {
                assertThat(metadata.supportsResultSetType(type)).isEqualTo(statement.getResultSetType() == type);
            }
        }
        assertThat(metadata.supportsResultSetHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT))
                .isTrue();
        assertThat(metadata.supportsResultSetHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT))
                .isFalse();
        for (int level : new int[] {0, 1, 2, 4, 8}) {
            try (Connection own = connect()) {
                Throwable refusal = catchThrowable(() -> own.setTransactionIsolation(level));
                if (metadata.supportsTransactionIsolationLevel(level)) {
                    assertThat(refusal).isNull();
                    assertThat(own.getTransactionIsolation()).isEqualTo(level);
                } else if (refusal == null) {
                    assertThat(own.getTransactionIsolation())
                            .as("raised or left")
                            .isNotEqualTo(level);
                } else {
                    assertThat(refusal).isInstanceOf(SQLException.class);
                }
            }
        }
    }

    /** What the connection itself knows. */
    @Test
    void userAndDatabaseAreThoseOfTheConnection() throws SQLException {
        try (Connection own = DriverManager.getConnection(
                        "jdbc:dynamodb:embedded:supported-sql?accessKeyId=AKIDOTHER&secretAccessKey=s");
                Statement statement = own.createStatement()) {
            statement.executeUpdate("UPSERT INTO written (id, author) VALUES ('user', {fn USER()})");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT author, {fn DATABASE()} FROM written WHERE id = 'user' AND author = user()")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1))
                        .isEqualTo("AKIDOTHER")
                        .isEqualTo(own.getMetaData().getUserName());
                assertThat(rows.getString(2)).isEqualTo(own.getCatalog());
            }
        }
    }

    /** Of each type a value that the others can be made of, as far as they can. */
    private static String convertible(JDBCType from, JDBCType to) {
        return switch (from) {
            case CHAR, VARCHAR, LONGVARCHAR, NCHAR, NVARCHAR, LONGNVARCHAR, CLOB, NCLOB -> switch (to) {
                case DATE -> "'2024-01-31'";
                case TIME -> "'13:05:00'";
                case TIMESTAMP, TIMESTAMP_WITH_TIMEZONE -> "'2024-01-31 13:05:00'";
                default -> "'1'";
            };
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE, NUMERIC, DECIMAL -> "1";
            case BIT, BOOLEAN -> "TRUE";
            case BINARY, VARBINARY, LONGVARBINARY, BLOB -> "X'01'";
            case DATE -> "{d '2024-01-31'}";
            case TIME -> "{t '13:05:00'}";
            case TIMESTAMP -> "{ts '2024-01-31 13:05:00'}";
            case TIMESTAMP_WITH_TIMEZONE -> "{ts '2024-01-31 13:05:00Z'}";
            default -> "";
        };
    }

    /** JDBC 4.3, appendix C.4; a type of another kind is not converted to, an unknown one not known. */
    @Test
    void convertLeadsFromEachTypeToThoseThatAreTold() throws SQLException {
        SoftAssertions all = new SoftAssertions();
        for (JDBCType from : JDBCType.values()) {
            for (JDBCType to : JDBCType.values()) {
                boolean told = metadata.supportsConvert(from.getVendorTypeNumber(), to.getVendorTypeNumber());
                if (convertible(from, to).isEmpty() || convertible(to, from).isEmpty()) {
                    all.assertThat(told).as("%s to %s", from, to).isFalse();
                    continue;
                }
                String sql = "SELECT {fn CONVERT(" + convertible(from, to) + ", SQL_" + to + ")}";
                Throwable failure = catchThrowable(() -> assertThat(values(sql)).hasSize(1));
                all.assertThat(failure == null).as(sql).isEqualTo(told);
            }
        }
        all.assertAll();
        assertThat(values("SELECT {fn convert('12', SQL_INTEGER)} + 1, {fn CONVERT(1.50, VARCHAR)}"))
                .containsExactly("13");
        assertThat(catchThrowable(() -> run("SELECT {fn convert('1', SQL_NOTHING)}")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42704"));
    }
}
