package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.dynamojdbc.stub.Answer;
import org.junit.jupiter.api.Test;

/** Changes of tables are waited for, unless nobody wants to. */
class AwaitedChangesTest extends TableServer {
    @Test
    void theNextChangeWaitsUntilTheOneBeforeHasTakenEffect() throws SQLException {
        List<String> order = new ArrayList<>();
        stub.on("UpdateTable", call -> {
            order.add("change");
            stub.first("DescribeTable", table("UPDATING", ON_DEMAND), table("UPDATING", ON_DEMAND));
            return Answer.ok("{}");
        });
        stub.on("DescribeTable", call -> {
            order.add("active");
            return table("ACTIVE", ON_DEMAND);
        });
        run("ALTER TABLE orders SET (table_class = 'STANDARD_INFREQUENT_ACCESS', stream = 'KEYS_ONLY', sse = true)");
        assertThat(String.join(" ", order)).endsWith("change active change active change active");
    }

    @Test
    void anIndexIsUsableWhenItIsFilled() throws SQLException {
        List<Answer> answers = new ArrayList<>();
        stub.on("UpdateTable", call -> {
            for (String state : List.of(
                    "'IndexStatus':'CREATING','Backfilling':false",
                    "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10",
                    "'IndexStatus':'ACTIVE','Backfilling':true")) {
                answers.add(table("ACTIVE", ON_DEMAND + "," + INDEX.replace("'IndexStatus':'ACTIVE'", state)));
            }
            answers.add(table("ACTIVE", ON_DEMAND + "," + INDEX));
            stub.first("DescribeTable", answers.toArray(Answer[]::new));
            return Answer.ok("{}");
        });
        run("CREATE INDEX by_city ON orders (city VARCHAR)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','AttributeDefinitions':[{'AttributeName':'city','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'by_city','KeySchema':[{'AttributeName':"
                        + "'city','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]}");
        // Planned, looked at, and waited for until the fourth answer.
        assertThat(stub.calls("DescribeTable")).hasSize(6);
    }

    @Test
    void whoStopsWaitingIsToldThatTheServerGoesOn() throws Exception {
        stub.on("UpdateTable", call -> {
            stub.on(
                    "DescribeTable",
                    described -> table(
                            "ACTIVE",
                            ON_DEMAND + ","
                                    + INDEX.replace(
                                            "'IndexStatus':'ACTIVE'",
                                            "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10")));
            return Answer.ok("{}");
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException stopped = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("CREATE INDEX by_city ON orders (city VARCHAR)"));
            assertThat(stopped.getSQLState()).isEqualTo("HYT00");
            assertThat((Throwable) stopped)
                    .hasMessageContaining("index by_city is being filled, 10 of about 1000 items");
        }
    }

    @Test
    void howFarAnIndexIsCanBeAskedWhileItIsFilled() throws Exception {
        String filling =
                INDEX.replace("'IndexStatus':'ACTIVE'", "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10");
        stub.on("UpdateTable", call -> {
            describe(ON_DEMAND + "," + filling);
            return Answer.ok("{}");
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            FutureTask<Boolean> creating =
                    new FutureTask<>(() -> statement.execute("CREATE INDEX by_city ON orders (city VARCHAR)"));
            Thread thread = new Thread(creating, "creating-client");
            thread.setDaemon(true);
            thread.start();
            SQLWarning news = statement.getWarnings();
            while (news == null) {
                Thread.sleep(20);
                news = statement.getWarnings();
            }
            assertThat(news.getMessage()).contains("index by_city is being filled, 10 of about 1000 items");
            describe(ON_DEMAND + "," + INDEX);
            creating.get();
        }
    }

    @Test
    void aProtectedTableIsNotDropped() {
        describe(ON_DEMAND + ",'DeletionProtectionEnabled':true");
        stub.on("DeleteTable", call -> Answer.error(400, "ValidationException", "whatever"));
        refused("DROP TABLE orders", "55000", "deletion_protection = false");
    }

    @Test
    void dropTableReturnsWhenTheTableIsGone() throws SQLException {
        stub.on("DeleteTable", call -> {
            stub.first("DescribeTable", table("DELETING", ON_DEMAND), table("DELETING", ON_DEMAND));
            stub.on("DescribeTable", gone -> Answer.error(400, "ResourceNotFoundException", "gone"));
            return Answer.ok("{}");
        });
        run("DROP TABLE orders");
        assertThat(stub.calls("DescribeTable")).hasSize(3);
        stub.on("DeleteTable", call -> Answer.error(400, "ResourceNotFoundException", "gone"));
        run("DROP TABLE IF EXISTS orders");
        refused("DROP TABLE orders", "42P01");
    }

    @Test
    void whoDoesNotWaitReturnsAtOnce() throws SQLException {
        stub.on("DescribeTable", call -> table("CREATING", ON_DEMAND));
        run("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (wait = false)");
        assertThat(stub.calls("DescribeTable")).isEmpty();
        assertThatThrownBy(() -> run("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (wait = false, ttl = 'x')"))
                .hasMessageContaining("option ttl is set when the table is active");
    }
}
