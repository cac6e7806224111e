package org.dynamojdbc.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, as far as it can be executed: its code blocks. */
record Page(Path file) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VERB = Pattern.compile(
            "(SELECT|INSERT|UPSERT|REPLACE|UPDATE|DELETE|CREATE|DROP|ALTER|TRUNCATE|EXPLAIN|WITH|VALUES|SHOW|DESCRIBE|REFRESH|SET"
                    + "|ASSERT|EXECUTE|BEGIN|COMMIT|ROLLBACK)\\b.*");

    static Page of(String path) {
        return new Page(path(path));
    }

    /** A file of the project. */
    static Path path(String path) {
        return ROOT.resolve(path);
    }

    static List<Page> all() {
        try (var files = Files.list(ROOT.resolve("docs"))) {
            List<Page> pages = new ArrayList<>(files.filter(f -> f.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::new)
                    .toList());
            pages.add(0, of("README.md"));
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Code blocks, fenced or indented, without their indentation. */
    List<List<String>> blocks() {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        boolean fenced = false;
        for (String line : lines()) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
                block = null;
            } else if (fenced || line.startsWith("    ")) {
                if (block == null) {
                    block = new ArrayList<>();
                    blocks.add(block);
                }
                block.add(fenced ? line : line.substring(4));
            } else {
                block = null;
            }
        }
        return blocks;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of each block that holds SQL; a line that begins with a verb begins a statement. */
    List<List<String>> sql() {
        return blocks().stream()
                .filter(block -> VERB.matcher(block.get(0)).matches())
                .map(Page::statements)
                .toList();
    }

    private static List<String> statements(List<String> block) {
        List<String> statements = new ArrayList<>();
        for (String line : block) {
            if (VERB.matcher(line).matches()) {
                statements.add(line);
            } else if (!line.isBlank()) {
                int last = statements.size() - 1;
                statements.set(last, statements.get(last) + "\n" + line);
            }
        }
        return statements.stream().map(s -> s.strip().replaceFirst(";$", "")).toList();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
