package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** How much a transaction takes. */
class TransactionSizesTest extends Accounts {
    @Test
    void theHundredAndFirstItemIsRefusedAndTheHundredAreCommitted() throws SQLException {
        for (int i = 0; i < 98; i++) {
            run("INSERT INTO acc (id) VALUES ('i" + i + "')");
        }
        assertState(failure("INSERT INTO acc (id) VALUES ('j1'), ('j2'), ('j3')"), "54000");
        run("INSERT INTO acc (id) VALUES ('j1'), ('j2')");
        run("UPDATE acc SET n = 1 WHERE id = 'j1'");
        assertState(failure("INSERT INTO acc (id) VALUES ('j3')"), "54000");
        connection.commit();
        assertThat(rows()).hasSize(102).contains("j1 1 null").doesNotContain("j3 null null");
    }

    @Test
    void moreThanFourMegabytesAreRefused() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO acc (id, v) VALUES (?, ?)")) {
            insert.setString(2, "x".repeat(390 * 1024));
            for (int i = 0; i < 10; i++) {
                insert.setString(1, "big" + i);
                insert.executeUpdate();
            }
            insert.setString(1, "one too many");
            assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "54000");
            insert.setString(1, "too large");
            insert.setString(2, "x".repeat(401 * 1024));
            assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "54000");
        }
        connection.commit();
        assertThat(rows()).hasSize(12);
    }
}
