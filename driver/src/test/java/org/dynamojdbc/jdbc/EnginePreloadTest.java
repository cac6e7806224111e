package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.dynamojdbc.plan.EnginePreload;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;

/** Loading the relational engine ahead is seen by nobody but the first query. */
class EnginePreloadTest {
    private static final String THREAD = "dynamo-jdbc-engine-preload";

    @Test
    void theThreadIsGoneWhenTheConnectionIsClosed() throws Exception {
        try (DynamoStub stub = new DynamoStub()) {
            try (Connection connection = stub.connect("preloadEngine=true")) {
                assertThat(sum(connection)).isEqualTo(3);
            }
            assertThat(EnginePreload.begin(null, null)).as("begun again").isNull();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain(THREAD);
        }
    }

    private static int sum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SUM(a.k) FROM (SELECT 1 AS k UNION ALL SELECT 2) a")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
