package org.dynamojdbc.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cases and tests that can prove something: what each of them executes, by file and name. */
final class Proofs {
    /**
     * What one case or test does.
     *
     * @param texts its statements, what is expected of them and every other text in it
     * @param names what it calls and names in Java; none in a case
     */
    record Proof(List<String> texts, Set<String> names) {}

    private final Map<String, Map<String, Proof>> files = new TreeMap<>();

    Proofs(Path cases, List<Path> tests) throws IOException {
        for (Path file : files(cases, ".case")) {
            files.put(file.getFileName().toString(), cases(CaseFile.read(file)));
        }
        for (Path folder : tests) {
            for (Path file : files(folder, "Test.java")) {
                files.put(file.getFileName().toString().replace(".java", ""), TestMethods.of(file));
            }
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static Map<String, Proof> cases(CaseFile file) {
        Map<String, Proof> cases = new LinkedHashMap<>();
        cases.put("setup", new Proof(file.setup(), Set.of()));
        int n = 0;
        for (CaseFile.Paragraph paragraph : file.paragraphs()) {
            n++;
            if (paragraph.isCase()) {
                List<String> expected = paragraph.expected().entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream().map(text -> entry.getKey() + " " + text))
                        .toList();
                List<String> texts = Stream.concat(Stream.of(Template.filled(paragraph.sql())), expected.stream())
                        .toList();
                // Two cases may have the same words; the number keeps both, and a name that fits both is refused.
                cases.put(paragraph.title() + "\n" + n, new Proof(texts, Set.of()));
            }
        }
        return cases;
    }

    /**
     * The case or test that a proof names: {@code file.case: the beginning of its title}, {@code file.case: setup} or {@code
     * ClassTest.method}.
     */
    Proof named(String proof) {
        boolean isCase = proof.contains(".case");
        String[] parts = proof.split(isCase ? ": " : "\\.", 2);
        Map<String, Proof> file = files.get(parts[0]);
        if (file == null || parts.length == 1) {
            throw new AssertionError("a proof is 'name.case: beginning of a title' or 'NameTest.method', not " + proof);
        }
        List<Map.Entry<String, Proof>> found = file.entrySet().stream()
                .filter(e ->
                        isCase ? e.getKey().startsWith(parts[1]) : e.getKey().equals(parts[1]))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + parts[0] + " are called '" + parts[1] + "'");
        }
        return found.get(0).getValue();
    }

    /** Every case and test of the files that a cell names, to choose from. */
    Map<String, Proof> all() {
        return files.entrySet().stream()
                .flatMap(file -> file.getValue().entrySet().stream()
                        .map(e -> Map.entry(
                                file.getKey()
                                        + (file.getKey().endsWith(".case") ? ": " : ".")
                                        + e.getKey().split("\n", 2)[0],
                                e.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }
}
