package org.dynamojdbc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A word that becomes reserved breaks statements that name an attribute so: the lists change only on purpose. */
class ReservedWordsTest {
    private final SqlParser parser = new SqlParser();

    @Test
    void noOtherWordsAreRefusedAsNames() {
        assertThat(refused("SELECT a FROM %s")).isEqualTo(frozen("words that are no names"));
    }

    @Test
    void noOtherWordsAreRefusedAsAliasesWithoutAs() {
        assertThat(refused("SELECT 1 %s FROM t")).isEqualTo(frozen("words that are no aliases without AS"));
    }

    @Test
    void anyWordIsANameBehindADotOrInQuotes() {
        assertThat(refused("SELECT a.%s, \"%1$s\" AS \"%1$s\" FROM \"%1$s\"")).isEmpty();
    }

    private List<String> refused(String template) {
        return IntStream.rangeClosed(1, DynamoSqlParser.VOCABULARY.getMaxTokenType())
                .mapToObj(DynamoSqlParser.VOCABULARY::getLiteralName)
                .filter(Objects::nonNull)
                .map(literal -> literal.substring(1, literal.length() - 1))
                .filter(word -> Character.isLetter(word.charAt(0)))
                .filter(word -> !parses(String.format(template, word)))
                .sorted()
                .toList();
    }

    private boolean parses(String sql) {
        try {
            parser.parse(sql);
            return true;
        } catch (SyntaxException refused) {
            return false;
        }
    }

    private static List<String> frozen(String title) {
        try (InputStream in = ReservedWordsTest.class.getResourceAsStream("reserved-words.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            String section = text.substring(text.indexOf(title + "\n") + title.length());
            return List.of(section.strip().split("\\R\\R", 2)[0].split("\\s+", -1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
