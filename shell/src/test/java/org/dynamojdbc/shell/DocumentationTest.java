package org.dynamojdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dynamojdbc.shell.sample.SampleShop;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documentation shows happens: its sessions print what they show, its SQL runs on the sample shop. */
class DocumentationTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TestFactory
    Stream<DynamicTest> sessionsOfTheReadmePrintWhatTheyShow() {
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> block : Page.of("README.md").blocks()) {
            if (block.get(0).startsWith("$ bin/dynamo-sql")) {
                tests.add(DynamicTest.dynamicTest(block.get(0), () -> replay(block)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(2);
        return tests.stream();
    }

    /** The picture is drawn from the README: docs/tools/session-picture.py draws it anew. */
    @Test
    void thePictureOfASessionShowsTheSessionsOfTheReadme() throws IOException {
        Matcher shown = Pattern.compile("<text [^>]*>(.*?)</text>")
                .matcher(Files.readString(Page.path("docs/tools/session.svg")));
        StringBuilder picture = new StringBuilder();
        while (shown.find()) {
            picture.append(shown.group(1)
                    .replaceAll("<[^>]*>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&"));
        }
        String sessions = Page.of("README.md").blocks().stream()
                .filter(block -> block.get(0).startsWith("$ bin/dynamo-sql"))
                .flatMap(List::stream)
                .collect(Collectors.joining());
        assertThat(picture.toString().replaceAll("\\s", "")).isEqualTo(sessions.replaceAll("\\s", ""));
    }

    private static void replay(List<String> block) {
        String shown = block.stream()
                .skip(1)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Shell(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.WIDTH)
                .run(arguments(block.get(0).substring("$ bin/dynamo-sql".length())));
        boolean wrong = shown.startsWith("error");
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(wrong ? 1 : 0);
        if (!shown.isEmpty()) {
            String printed = (wrong ? err : out)
                    .toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("sample shop:"))
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .strip();
            assertThat(printed).isEqualTo(shown);
        }
    }

    private static String[] arguments(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> everySqlExampleRunsOnTheSampleShop() {
        List<DynamicTest> tests = Page.all().stream()
                .filter(page -> !page.sql().isEmpty())
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> run(page)))
                .toList();
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void run(Page page) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:dynamodb:embedded:" + page.toString().replace(".md", ""))) {
            SampleShop.load(connection, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            for (List<String> block : page.sql()) {
                for (String sql : block) {
                    run(connection, sql);
                }
            }
        }
    }

    /** A statement with parameters is only prepared: the page says nothing of their values. */
    private static void run(Connection connection, String sql) throws SQLException {
        Matcher parameter = Pattern.compile("\\?").matcher(sql);
        try {
            if (parameter.find()) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    assertThat(statement.getParameterMetaData().getParameterCount())
                            .isPositive();
                }
            } else {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException refused) {
            throw new SQLException(sql + "\n" + refused.getMessage(), refused.getSQLState(), refused);
        }
    }
}
