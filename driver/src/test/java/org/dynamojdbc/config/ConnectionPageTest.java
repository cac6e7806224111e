package org.dynamojdbc.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionPageTest {
    /** Maven runs tests in the module's folder, an IDE perhaps in the project's. */
    private static Path page() {
        Path beside = Path.of("..", "docs", "connection.md");
        return Files.exists(beside) ? beside : Path.of("docs", "connection.md");
    }

    @Test
    void thePageListsEveryPropertyWithItsDefaultAndMeaning() throws IOException {
        List<String> rows = Files.readAllLines(page()).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Property.values()).map(this::row).toList());
    }

    private String row(Property property) {
        String choices = property.kind() == Property.Kind.CHOICE ? String.join(", ", property.choices()) : "";
        return "| `" + property.key() + "` | "
                + (choices.isEmpty() ? property.kind().name().toLowerCase(java.util.Locale.ROOT) : choices) + " | "
                + property.defaultValue() + " | " + property.description() + " |";
    }
}
