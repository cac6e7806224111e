package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the page of operations is done by something, and each proof it names exists and speaks of that. */
class OperationsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final int HERE = 4;
    private static final int PROOF = 5;
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    /** Words in capitals, with an underscore, or of several words written as one. */
    private static final Pattern WORD = Pattern.compile("\\b(?:[A-Z_]{2,}|[a-z]+_[a-z_]+|[a-z]+[A-Z][A-Za-z]+)\\b");

    @TestFactory
    Stream<DynamicTest> everyRowNamesWhatDoesItAndWhatProvesIt() throws IOException {
        Map<String, String> proofs = proofs();
        List<List<String>> rows = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| operation |"))
                .map(OperationsPageTest::cells)
                .toList();
        assertThat(rows).hasSizeGreaterThan(110);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    assertThat(row).hasSize(PROOF + 1);
                    assertThat(row.get(HERE)).isNotEmpty();
                    List<String> named = Arrays.asList(row.get(PROOF).split(", ", -1));
                    assertThat(proofs).containsKeys(named.toArray(String[]::new));
                    String proof = named.stream()
                            .map(name -> String.valueOf(proofs.get(name)).toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining());
                    assertThat(words(row.get(HERE)))
                            .as("what %s contain", named)
                            .allMatch(word -> proof.contains(word.toLowerCase(Locale.ROOT)));
                }));
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1).replace("\\|", "or");
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** Keywords, functions, properties and methods of the code in a cell. */
    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            Matcher word = WORD.matcher(code.group(1).replaceAll("'[^']*'", ""));
            while (word.find()) {
                words.add(word.group());
            }
        }
        return words;
    }

    /** Texts of case files and of test classes by their names. */
    private static Map<String, String> proofs() throws IOException {
        Map<String, String> proofs = new TreeMap<>();
        for (Path folder : List.of(Path.of("src/test"), ROOT.resolve("driver/src/test"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(OperationsPageTest::isProof).toList()) {
                    proofs.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return proofs;
    }

    private static boolean isProof(Path file) {
        return file.toString().endsWith(".case") || file.toString().endsWith("Test.java");
    }
}
