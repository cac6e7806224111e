package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the page of operations is done by something, and each proof it names exists. */
class OperationsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final int HERE = 4;
    private static final int PROOF = 5;

    @TestFactory
    Stream<DynamicTest> everyRowNamesWhatDoesItAndWhatProvesIt() throws IOException {
        Set<String> proofs = proofs();
        List<List<String>> rows = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| operation |"))
                .map(OperationsPageTest::cells)
                .toList();
        assertThat(rows).hasSizeGreaterThan(60);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    assertThat(row).hasSize(PROOF + 1);
                    assertThat(row.get(HERE)).isNotEmpty();
                    List<String> named = Arrays.asList(row.get(PROOF).split(", ", -1));
                    assertThat(proofs).containsAll(named);
                }));
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1).replace("\\|", "or");
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** Names of case files and of test classes. */
    private static Set<String> proofs() throws IOException {
        Set<String> proofs = new HashSet<>();
        for (Path folder : List.of(Path.of("src/test"), ROOT.resolve("driver/src/test"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".case") || name.endsWith("Test.java"))
                        .forEach(name -> proofs.add(name.replace(".java", "")));
            }
        }
        return proofs;
    }
}
