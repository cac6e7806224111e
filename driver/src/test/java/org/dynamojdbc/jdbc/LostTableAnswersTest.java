package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.dynamojdbc.stub.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of tables whose answer was lost. */
class LostTableAnswersTest extends TableServer {
    private static Answer inUse() {
        return Answer.error(400, "ResourceInUseException", "whatever");
    }

    /** An answer that is lost, of a change that was made. */
    private void loses(String operation, Answer next, Runnable change) {
        stub.on(operation, call -> {
            if (stub.calls(operation).size() == 1) {
                change.run();
                return Answer.lost();
            }
            return next;
        });
    }

    @Test
    void aTableIsCreatedThoughTheAnswerWasLostAndTheNextAttemptMetIt() throws SQLException {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + INDEX + "," + created(0)));
        assertThat(
                        run(
                                "CREATE TABLE orders (id VARCHAR PRIMARY KEY, INDEX by_city (city VARCHAR)) WITH (ttl = 'ends')"))
                .anyMatch(warning -> warning.contains("got no answer at first"));
        assertThat(stub.calls("CreateTable")).hasSize(2);
        assertThat(stub.calls("UpdateTimeToLive")).hasSize(1);
    }

    @Test
    void aTableThatWasThereBeforeTheLostAttemptExists() {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + created(10)));
        refused("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (ttl = 'ends')", "42P07", "exists");
        assertThat(stub.calls("UpdateTimeToLive")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id VARCHAR, n INTEGER, PRIMARY KEY (id, n))",
                "CREATE TABLE orders (id VARCHAR PRIMARY KEY, INDEX by_city (city VARCHAR))"
            })
    void aTableThatIsOtherThanTheLostAttemptWouldHaveMadeItExists(String sql) {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + created(0)));
        refused(sql, "42P07", "exists");
        assertThat(stub.calls("CreateTable")).hasSize(2);
    }

    @Test
    void aTableIsDroppedThoughTheAnswerWasLost() throws SQLException {
        loses(
                "DeleteTable",
                Answer.error(400, "ResourceNotFoundException", "gone"),
                () -> stub.on("DescribeTable", gone -> Answer.error(400, "ResourceNotFoundException", "gone")));
        run("DROP TABLE orders");
        assertThat(stub.calls("DeleteTable")).hasSize(2);
    }

    @Test
    void changesOfATableWhoseAnswerWasLostAreDone() throws SQLException {
        Answer refusal = Answer.error(400, "ValidationException", "whatever");
        loses("UpdateTable", refusal, () -> describe(ON_DEMAND + "," + INDEX));
        run("CREATE INDEX by_city ON orders (city VARCHAR)");
        assertThat(stub.calls("UpdateTable")).hasSize(2);
        refused("DROP INDEX by_city ON orders", "22023");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            DROP INDEX by_city ON orders | GONE
            ALTER TABLE orders SET (deletion_protection = true) | 'DeletionProtectionEnabled':true
            """)
    void otherChangesWhoseAnswerWasLostAreDone(String sql, String made) throws SQLException {
        describe(ON_DEMAND + "," + INDEX);
        loses(
                "UpdateTable",
                inUse(),
                () -> describe(ON_DEMAND + (made.equals("GONE") ? "" : "," + INDEX + "," + made)));
        run(sql);
        assertThat(stub.calls("UpdateTable")).hasSize(2);
    }
}
