package org.dynamojdbc.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One chapter of the dialect: paragraphs of lines.
 *
 * <pre>
 * setup CREATE TABLE ...            statements that run once, before the first case
 *
 * # What the case shows, as a sentence.
 * SELECT ...                        one statement, on one line or several
 * plan   Query t key(...)           the access path
 * calls  1                          calls sent
 * units  0.5                        units consumed
 * rows   a, 1 | b, NULL             rows, in any order unless the statement orders them; "none" for no rows
 * count  1                          update count
 * error  42601 text in the message
 * </pre>
 */
record CaseFile(String name, List<String> setup, List<Case> cases) {
    private static final List<String> WORDS = List.of("plan", "calls", "units", "rows", "count", "error");

    /** One statement and what is expected of it. */
    record Case(String title, String sql, Map<String, String> expected) {}

    static CaseFile read(Path file) throws IOException {
        List<String> setup = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (String paragraph : Files.readString(file).split("\n\\s*\n", -1)) {
            String title = "";
            StringBuilder sql = new StringBuilder();
            Map<String, String> expected = new LinkedHashMap<>();
            for (String line : paragraph.split("\n", -1)) {
                String word = line.split(" ", 2)[0];
                String rest =
                        line.contains(" ") ? line.substring(line.indexOf(' ')).strip() : "";
                if (line.startsWith("#")) {
                    title = (title + " " + line.substring(1).strip()).strip();
                } else if (word.equals("setup")) {
                    setup.add(rest);
                } else if (WORDS.contains(word)) {
                    expected.put(word, rest);
                } else if (!line.isBlank()) {
                    sql.append(line).append('\n');
                }
            }
            if (!expected.isEmpty()) {
                cases.add(new Case(
                        title.isEmpty() ? sql.toString().strip() : title,
                        sql.toString().strip(),
                        expected));
            }
        }
        return new CaseFile(file.getFileName().toString(), setup, cases);
    }
}
