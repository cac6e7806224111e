package org.dynamojdbc.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One chapter of the dialect: paragraphs of lines.
 *
 * <pre>
 * setup CREATE TABLE ...            statements that run once, before the first case
 * setup 1..50 INSERT ... ${i}       the same for each number of a range; see {@link Template}
 *
 * # What the case shows, as a sentence.
 * SELECT ...                        one statement, on one line or several
 * plan   Query t key(...)           the access path
 * calls  1                          calls sent; beside an error: requests for data sent
 * units  0.5                        units consumed
 * best   Query {...}                a hand-written call: together they consume no fewer units than the statement
 * rows   a, 1 | b, NULL             rows, in any order unless the statement orders them; "none" for no rows
 * count  1                          update count
 * error  42601 text in the message
 * gap    why                        the case is known to fail; it is an error when it no longer does
 * </pre>
 *
 * <p>With {@code -Ddialect.accept=name.case} the file's lines plan, calls, units, rows, count and error are rewritten with
 * what was seen, and a statement without any gets all of them: read the difference before you keep it. With {@code
 * -Ddialect.only=name.case} no other file is run.
 */
record CaseFile(Path file, List<Paragraph> paragraphs) {
    private static final List<String> WORDS =
            List.of("plan", "calls", "units", "best", "rows", "count", "error", "gap");

    private static final int LONGEST_ACCEPTED = 400;

    /** A paragraph as it stands in the file. */
    record Paragraph(String text) {
        private List<String> lines() {
            return text.lines().toList();
        }

        List<String> setup() {
            return lines().stream()
                    .filter(line -> line.startsWith("setup "))
                    .flatMap(line -> Template.expand(line.substring(6).strip()))
                    .toList();
        }

        String title() {
            String title = lines().stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.substring(1).strip())
                    .collect(Collectors.joining(" "));
            return title.isEmpty() ? sql().replace('\n', ' ') : title;
        }

        String sql() {
            return lines().stream()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("setup ") && !isExpectation(line))
                    .collect(Collectors.joining("\n"))
                    .strip();
        }

        /** What is expected, by word; a word that stands several times keeps all its texts. */
        Map<String, List<String>> expected() {
            Map<String, List<String>> expected = new LinkedHashMap<>();
            lines().stream().filter(CaseFile::isExpectation).forEach(line -> expected.computeIfAbsent(
                            word(line), w -> new ArrayList<>())
                    .add(line.substring(word(line).length()).strip()));
            return expected;
        }

        boolean isCase() {
            return !sql().isEmpty();
        }

        Paragraph accepting(Map<String, String> seen) {
            List<String> lines = new ArrayList<>(
                    lines().stream().filter(line -> !isExpectation(line)).toList());
            Map<String, List<String>> expected = expected();
            List<String> words = expected.isEmpty()
                    ? WORDS
                    : WORDS.stream()
                            .filter(word -> expected.containsKey(word)
                                    || word.equals("error")
                                    || (expected.containsKey("best")
                                            && List.of("plan", "calls", "units").contains(word))
                                    || (seen.containsKey("error") && word.equals("calls")))
                            .toList();
            for (String word : words) {
                List<String> kept = expected.getOrDefault(word, List.of());
                if (word.equals("best") || word.equals("gap")) {
                    kept.forEach(text -> lines.add(line(word, text)));
                } else if (seen.containsKey(word) && seen.get(word).length() <= LONGEST_ACCEPTED) {
                    String text = seen.get(word);
                    boolean stillTrue = word.equals("error") && !kept.isEmpty() && holds(kept.get(0), text);
                    lines.add(line(word, stillTrue ? kept.get(0) : text));
                }
            }
            return new Paragraph(String.join("\n", lines));
        }
    }

    /** Whether an error is the expected one: SQLState and a part of the message. */
    static boolean holds(String expected, String seen) {
        String[] parts = expected.split(" ", 2);
        return seen.startsWith(parts[0]) && (parts.length == 1 || seen.contains(parts[1].strip()));
    }

    private static String line(String word, String text) {
        return String.format("%-6s %s", word, text).stripTrailing();
    }

    private static String word(String line) {
        return line.split("\\s", 2)[0];
    }

    private static boolean isExpectation(String line) {
        return WORDS.contains(word(line)) && line.length() > word(line).length();
    }

    static CaseFile read(Path file) throws IOException {
        return new CaseFile(
                file,
                java.util.Arrays.stream(Files.readString(file).split("\n\\s*\n", -1))
                        .map(text -> new Paragraph(text.strip()))
                        .filter(paragraph -> !paragraph.text().isEmpty())
                        .toList());
    }

    String name() {
        return file.getFileName().toString();
    }

    List<String> setup() {
        return paragraphs.stream().flatMap(p -> p.setup().stream()).toList();
    }

    /** Writes the file anew, each case as {@code accepted} gives it. */
    void rewrite(Function<Paragraph, Paragraph> accepted) throws IOException {
        String text =
                paragraphs.stream().map(accepted).map(Paragraph::text).collect(Collectors.joining("\n\n", "", "\n"));
        Files.writeString(file, text);
    }
}
