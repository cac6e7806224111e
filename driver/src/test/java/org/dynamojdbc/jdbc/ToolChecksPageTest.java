package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line of docs/tool-checks.md names tests, and each of them is there. */
class ToolChecksPageTest {
    private static final Pattern LINE = Pattern.compile("\\| ([AC]\\d\\d) \\| .* \\| (`.*`) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final int RELIED_UPON = 68;
    private static final int TRAPS = 40;

    private static Path project() {
        return Files.exists(Path.of("docs")) ? Path.of("") : Path.of("..");
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String module : List.of("driver", "dialect-tests", "client-tests", "spark")) {
            try (Stream<Path> files = Files.walk(project().resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return tests;
    }

    @Test
    void everyLineNamesTestsThatExist() throws IOException {
        Map<String, String> tests = tests();
        List<String> lines = new ArrayList<>();
        for (String text : Files.readAllLines(project().resolve("docs/tool-checks.md"))) {
            Matcher line = LINE.matcher(text);
            if (line.matches()) {
                lines.add(line.group(1));
                Matcher named = TEST.matcher(line.group(2));
                int count = 0;
                while (named.find()) {
                    count++;
                    assertThat(tests.getOrDefault(named.group(1), ""))
                            .as(named.group())
                            .contains("void " + named.group(2) + "(");
                }
                assertThat(count).as(text).isPositive();
            }
        }
        assertThat(lines)
                .containsExactlyElementsOf(Stream.concat(numbered("A", RELIED_UPON), numbered("C", TRAPS))
                        .toList());
    }

    private static Stream<String> numbered(String letter, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "%s%02d".formatted(letter, number));
    }
}
