package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of what each method of java.sql does, and its page in the manual. {@code -Ddynamojdbc.accept=true} writes the
 * page anew.
 */
class JdbcContractTest {
    private static final String RESOURCE = "src/main/resources/org/dynamojdbc/jdbc/jdbc-contract.tsv";
    private static final String PAGE = "docs/jdbc-contract.md";

    /** One line: verdict is supported, refused or "no effect". */
    private record Line(String face, String method, String verdict, String state, String note) {
        String key() {
            return face + "." + method;
        }
    }

    private static Path file(String inProject, String module) {
        Path inModule = module.isEmpty() ? Path.of("..").resolve(inProject) : Path.of(inProject);
        Path fromRoot = module.isEmpty() ? Path.of(inProject) : Path.of(module).resolve(inProject);
        return Files.exists(inModule.toAbsolutePath().getParent()) ? inModule : fromRoot;
    }

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file(RESOURCE, "driver"))) {
            if (!text.startsWith("#") && !text.isBlank()) {
                String[] cells = text.split("\t", -1);
                assertThat(cells).as(text).hasSize(5);
                lines.add(new Line(cells[0], cells[1], cells[2], cells[3], cells[4]));
            }
        }
        return lines;
    }

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (EveryMethodTest.Target target : EveryMethodTest.Target.values()) {
            add(target.face, methods);
        }
        add(CallableStatement.class, methods);
        add(Wrapper.class, methods);
        return methods;
    }

    private static void add(Class<?> face, Map<String, Method> methods) {
        Arrays.stream(face.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .sorted(Comparator.comparing(JdbcContractTest::signature))
                .forEach(method -> methods.put(face.getSimpleName() + "." + signature(method), method));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Test
    void everyMethodStandsInTheTableOnce() throws IOException {
        assertThat(lines().stream().map(Line::key)).doesNotHaveDuplicates();
        assertThat(lines().stream().map(Line::key))
                .containsExactlyInAnyOrderElementsOf(methods().keySet());
        assertThat(lines()).allSatisfy(line -> {
            assertThat(line.verdict()).isIn("supported", "refused", "no effect");
            assertThat(line.state().isEmpty()).isEqualTo(!line.verdict().equals("refused"));
            if (!line.verdict().equals("supported")) {
                assertThat(line.note()).as(line.key()).isNotEmpty();
            }
        });
    }

    @Test
    void methodsDoWhatTheTableSays() throws Exception {
        Map<String, Method> methods = methods();
        List<String> wrong = new ArrayList<>();
        for (Line line : lines()) {
            if (line.face().equals("CallableStatement")) {
                continue; // No object of it is ever given: Connection.prepareCall is refused.
            }
            Method method = methods.get(line.key());
            SQLException thrown = outcome(method);
            boolean refused = thrown != null
                    && (thrown.getSQLState().equals("0A000")
                            || (line.verdict().equals("refused")
                                    && thrown.getSQLState().equals(line.state())));
            if (refused != line.verdict().equals("refused")) {
                wrong.add(line.key() + " is said to be " + line.verdict() + " and "
                        + (thrown == null ? "answers" : thrown));
            } else if (refused
                    && !(thrown.getSQLState().equals(line.state())
                            && thrown.getMessage().endsWith(line.note()))) {
                wrong.add(line.key() + " says: " + thrown.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static SQLException outcome(Method method) throws Exception {
        EveryMethodTest.Target target = Arrays.stream(EveryMethodTest.Target.values())
                .filter(t -> t.face == method.getDeclaringClass())
                .findFirst()
                .orElse(EveryMethodTest.Target.CONNECTION);
        try (Connection connection = Unconnected.connection()) {
            Object object = target.open(connection);
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> EveryMethodTest.argument(type, false))
                    .toArray();
            try {
                method.invoke(object, arguments);
                return null;
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof SQLException refused) {
                    return refused;
                }
                throw new AssertionError(method + " threw " + thrown.getCause(), thrown.getCause());
            }
        }
    }

    @Test
    void thePageOfTheManualShowsTheTable() throws IOException {
        Path page = file(PAGE, "");
        String text = page();
        if (Boolean.getBoolean("dynamojdbc.accept")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page)).isEqualTo(text);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(
                "# The methods of java.sql\n\nWhat each method does: *supported* as its javadoc"
                        + " says, *no effect* where it is accepted and there is nothing to do, *refused* with a SQLSTATE.\n");
        String face = "";
        for (Line line : lines()) {
            if (!line.face().equals(face)) {
                face = line.face();
                page.append("\n## ").append(face).append("\n\n");
                if (face.equals("CallableStatement")) {
                    page.append("No object of it is ever given: ")
                            .append(line.note())
                            .append(".\n");
                } else {
                    page.append("| method | verdict | SQLSTATE | note |\n|---|---|---|---|\n");
                }
            }
            if (!face.equals("CallableStatement")) {
                page.append("| `")
                        .append(line.method())
                        .append("` | ")
                        .append(line.verdict())
                        .append(" | ")
                        .append(line.state())
                        .append(" | ")
                        .append(line.note())
                        .append(" |\n");
            }
        }
        return page.toString();
    }
}
