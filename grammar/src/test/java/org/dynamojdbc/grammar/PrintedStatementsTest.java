package org.dynamojdbc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dynamojdbc.tree.Statement;
import org.junit.jupiter.api.Test;

/** The printed form of a statement is a statement, and the same one. */
class PrintedStatementsTest {
    private final SqlParser parser = new SqlParser();

    @Property(tries = 10000, seed = "20240131")
    void parsingThePrintedFormGivesTheSameStatement(@ForAll long seed) {
        String sql = Sentences.statement(new Random(seed), 24);
        Statement statement;
        try {
            statement = parser.parse(sql).statement();
        } catch (SyntaxException refusedByMeaning) {
            return;
        }
        String printed = SqlPrinter.print(statement);
        assertThat(parser.parse(printed).statement())
                .as("%s%nprinted as%n%s", sql, printed)
                .isEqualTo(statement);
        assertThat(SqlPrinter.print(parser.parse(printed).statement())).isEqualTo(printed);
    }

    @Test
    void mostGeneratedSentencesAreStatementsAndEveryKindIsAmongThem() {
        Set<String> kinds = new HashSet<>();
        List<String> refused = new ArrayList<>();
        Random random = new Random(20240131);
        for (int i = 0; i < 3000; i++) {
            String sql = Sentences.statement(random, 24);
            try {
                kinds.add(parser.parse(sql).statement().getClass().getSimpleName());
            } catch (SyntaxException e) {
                refused.add(e.getMessage() + " <- " + sql);
            }
        }
        assertThat(refused).hasSizeLessThan(600);
        assertThat(kinds)
                .containsAll(java.util.Arrays.stream(Statement.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }
}
