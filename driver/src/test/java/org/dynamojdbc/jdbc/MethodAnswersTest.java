package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.dynamojdbc.config.DriverVersion;
import org.junit.jupiter.api.Test;

/**
 * What each method of java.sql answers on an open and on a closed object, and what the sets of DatabaseMetaData consist of, as
 * tables of text (answers.txt and metadata.txt in the test resources). {@code -Ddynamojdbc.accept=true} writes them anew.
 */
class MethodAnswersTest {
    private static final Path TABLES = Path.of("src/test/resources/org/dynamojdbc/jdbc");
    private static final int LONG = 60;

    /** SQLSTATE of a method that needs its object open. */
    private static final Map<EveryMethodTest.Target, Set<String>> CLOSED = Map.of(
            EveryMethodTest.Target.CONNECTION, Set.of("08003"),
            EveryMethodTest.Target.STATEMENT, Set.of("HY010"),
            EveryMethodTest.Target.PREPARED, Set.of("HY010"),
            EveryMethodTest.Target.RESULT, Set.of("24000"));

    private record Answers(String open, String closed) {}

    private static List<Method> methods(Class<?> face) {
        return Arrays.stream(face.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(MethodAnswersTest::signature))
                .toList();
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static void close(EveryMethodTest.Target target, Object object, Connection connection) throws Exception {
        if (object instanceof Array array) {
            array.free();
        } else if (object instanceof Blob blob) {
            blob.free();
        } else if (object instanceof Clob clob) {
            clob.free();
        } else if (object instanceof AutoCloseable closeable) {
            closeable.close();
        } else {
            assertThat(target).isNotEqualTo(EveryMethodTest.Target.CONNECTION);
            connection.close();
        }
    }

    /** What a client gives that means it: a statement's text, a result's kind, a class that is there. */
    private static Object[] arguments(Method method) {
        List<Object> kinds =
                List.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT);
        Class<?>[] types = method.getParameterTypes();
        String name = method.getName();
        Object[] arguments = new Object[types.length];
        int numbers = 0;
        for (int i = 0; i < types.length; i++) {
            arguments[i] = EveryMethodTest.argument(types[i], false);
            if (types[i] == String.class && i == 0 && name.matches("execute.*|prepareStatement|nativeSQL|addBatch")) {
                arguments[i] = name.matches(".*Update|addBatch") ? "DELETE FROM t WHERE id = 'a'" : "SELECT id FROM t";
            } else if (types[i] == int.class
                    && (name.equals("createStatement") || (name.equals("prepareStatement") && types.length > 2))) {
                arguments[i] = kinds.get(numbers++);
            } else if (types[i] == SQLType.class) {
                arguments[i] = JDBCType.VARCHAR;
            } else if (types[i] == Executor.class) {
                arguments[i] = (Executor) Runnable::run;
            } else if (types[i] == Class.class && name.matches("unwrap|isWrapperFor")) {
                arguments[i] = method.getDeclaringClass() == Wrapper.class ? Wrapper.class : types[i];
            } else if (name.equals("setFetchDirection")) {
                arguments[i] = ResultSet.FETCH_FORWARD;
            }
        }
        return arguments;
    }

    private static String answer(Method method, Object object) throws Exception {
        Object[] arguments = arguments(method);
        if (object instanceof PreparedStatement prepared && method.getName().matches("execute.*|addBatch")) {
            if (!prepared.isClosed()) {
                prepared.setString(1, "a");
            }
        }
        try {
            return shown(method, method.invoke(object, arguments));
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException refused) {
                return Objects.toString(refused.getSQLState(), "no SQLSTATE");
            }
            throw new AssertionError(method + " threw " + thrown.getCause(), thrown.getCause());
        }
    }

    private static String shown(Method method, Object answer) throws SQLException {
        if (method.getReturnType() == void.class) {
            return "done";
        }
        if (answer instanceof ResultSet rows && !method.getName().equals("unwrap")) {
            int read = 0;
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                read++;
            }
            return "rows of " + columns + " columns" + (read == 0 ? "" : ", not empty");
        }
        if (answer instanceof String text) {
            String plain = text.replace(DriverVersion.text(), "(version)");
            return "'" + (plain.length() > LONG ? plain.substring(0, LONG) + "..." : plain) + "'";
        }
        if (answer instanceof int[] || answer instanceof long[]) {
            return "counts of " + java.lang.reflect.Array.getLength(answer);
        }
        if (answer instanceof Object[] array) {
            return Arrays.toString(array);
        }
        if (answer instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (answer == null || answer instanceof Number || answer instanceof Boolean || answer instanceof Enum<?>) {
            return String.valueOf(answer);
        }
        return answer instanceof SQLWarning ? "a warning" : "a " + kind(method.getReturnType(), answer);
    }

    private static String kind(Class<?> declared, Object answer) {
        return declared == Object.class ? answer.getClass().getSimpleName() : declared.getSimpleName();
    }

    private static Map<EveryMethodTest.Target, Map<String, Answers>> answers() throws Exception {
        Map<EveryMethodTest.Target, Map<String, Answers>> answers = new LinkedHashMap<>();
        for (EveryMethodTest.Target target : EveryMethodTest.Target.values()) {
            Map<String, Answers> lines = new LinkedHashMap<>();
            for (Method method : methods(target.face)) {
                String open;
                try (Connection connection = Unconnected.connection()) {
                    open = answer(method, target.open(connection));
                }
                try (Connection connection = Unconnected.connection()) {
                    Object object = target.open(connection);
                    close(target, object, connection);
                    lines.put(signature(method), new Answers(open, answer(method, object)));
                }
            }
            answers.put(target, lines);
        }
        return answers;
    }

    @Test
    void everyMethodAnswersAsTheTableSays() throws Exception {
        StringBuilder text = new StringBuilder();
        answers().forEach((target, lines) -> {
            text.append(text.isEmpty() ? "" : "\n")
                    .append("%-60s %-40s %s%n".formatted(target.face.getSimpleName(), "open", "closed"));
            lines.forEach((method, answer) ->
                    text.append("    %-56s %-40s %s%n".formatted(method, answer.open, answer.closed)));
        });
        compare("answers.txt", text);
    }

    /** Names, order and types of the columns of what DatabaseMetaData gives, as its javadoc has them. */
    @Test
    void metadataSetsHaveTheColumnsAndTypesOfTheTable() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Connection connection = Unconnected.connection()) {
            for (Method method : methods(DatabaseMetaData.class)) {
                if (method.getReturnType() == ResultSet.class) {
                    ResultSet rows = (ResultSet) method.invoke(connection.getMetaData(), arguments(method));
                    ResultSetMetaData columns = rows.getMetaData();
                    text.append(signature(method)).append('\n');
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        text.append("    %-28s %-8s %s%n"
                                .formatted(
                                        columns.getColumnLabel(i),
                                        columns.getColumnTypeName(i),
                                        columns.getColumnClassName(i)));
                    }
                }
            }
        }
        compare("metadata.txt", text);
    }

    private static void compare(String name, CharSequence text) throws Exception {
        Path file = Files.exists(TABLES)
                ? TABLES.resolve(name)
                : Path.of("driver").resolve(TABLES).resolve(name);
        if (Boolean.getBoolean("dynamojdbc.accept")) {
            Files.writeString(file, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(file));
    }

    /** Tools tell by the state what is closed: the connection, a statement, a result. */
    @Test
    void whatIsClosedSaysSoByItsState() throws Exception {
        List<String> wrong = new ArrayList<>();
        answers().forEach((target, lines) -> Optional.ofNullable(CLOSED.get(target))
                .ifPresent(states -> lines.forEach((method, answer) -> {
                    boolean refusal = answer.closed.matches("[0-9A-Z]{5}");
                    if (refusal && !answer.closed.equals("0A000") && !states.contains(answer.closed)) {
                        wrong.add(target + "." + method + ": " + answer.closed);
                    }
                })));
        assertThat(wrong).isEmpty();
    }
}
