package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of java.sql either answers or throws an SQLException with a SQLSTATE; nothing else comes out. */
class EveryMethodTest {
    /** These change what the other calls see. */
    private static final Set<String> LAST = Set.of("close", "free", "abort");

    /** These answer on a closed object too. */
    private static final Set<String> ANSWER_WHEN_CLOSED = Set.of(
            "close",
            "isClosed",
            "isValid",
            "abort",
            "unwrap",
            "isWrapperFor",
            "beginRequest",
            "endRequest",
            "enquoteLiteral",
            "enquoteIdentifier",
            "enquoteNCharLiteral",
            "isSimpleIdentifier");

    /** The javadoc of these JDK default methods asks for a NullPointerException when they get null. */
    private static final Set<String> NULL_IS_A_BUG_OF_THE_CALLER =
            Set.of("enquoteLiteral", "enquoteIdentifier", "enquoteNCharLiteral", "isSimpleIdentifier");

    enum Target {
        CONNECTION(Connection.class),
        STATEMENT(Statement.class),
        PREPARED(PreparedStatement.class),
        RESULT(ResultSet.class),
        RESULT_COLUMNS(ResultSetMetaData.class),
        PARAMETERS(ParameterMetaData.class),
        DATABASE(DatabaseMetaData.class),
        ARRAY(Array.class),
        BLOB(Blob.class),
        CLOB(Clob.class);

        final Class<?> face;

        Target(Class<?> face) {
            this.face = face;
        }

        Object open(Connection connection) throws SQLException {
            return switch (this) {
                case CONNECTION -> connection;
                case STATEMENT -> connection.createStatement();
                case PREPARED -> connection.prepareStatement("SELECT id FROM t WHERE id = ?");
                case RESULT -> row(connection);
                case RESULT_COLUMNS -> row(connection).getMetaData();
                case PARAMETERS -> connection
                        .prepareStatement("SELECT id FROM t WHERE id = ?")
                        .getParameterMetaData();
                case DATABASE -> connection.getMetaData();
                case ARRAY -> connection.createArrayOf("VARCHAR", new Object[] {"a", "b"});
                case BLOB -> connection.createBlob();
                case CLOB -> connection.createClob();
            };
        }

        private static ResultSet row(Connection connection) throws SQLException {
            ResultSet rows = connection.createStatement().executeQuery("SELECT '1' AS id");
            rows.next();
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION",
                "STATEMENT",
                "PREPARED",
                "RESULT",
                "RESULT_COLUMNS",
                "PARAMETERS",
                "DATABASE",
                "ARRAY",
                "BLOB",
                "CLOB"
            })
    void openObjectsAnswerOrSayWhyNot(String name) throws Exception {
        Target target = Target.valueOf(name);
        List<String> wrong = new ArrayList<>();
        for (Method method : methods(target.face)) {
            for (boolean nulls : new boolean[] {false, true}) {
                if (nulls && NULL_IS_A_BUG_OF_THE_CALLER.contains(method.getName())) {
                    continue;
                }
                try (Connection connection = Unconnected.connection()) {
                    String found = call(method, target.open(connection), nulls);
                    if (!found.isEmpty() && !found.startsWith("SQLSTATE")) {
                        wrong.add(method + (nulls ? " with nulls: " : ": ") + found);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION", "STATEMENT", "PREPARED", "RESULT"})
    void closedObjectsRefuse(String name) throws Exception {
        Target target = Target.valueOf(name);
        List<String> wrong = new ArrayList<>();
        for (Method method : methods(target.face)) {
            try (Connection connection = Unconnected.connection()) {
                Object object = target.open(connection);
                ((AutoCloseable) object).close();
                String found = call(method, object, false);
                boolean answers = ANSWER_WHEN_CLOSED.contains(method.getName());
                if (answers
                        ? !found.isEmpty() && method.getExceptionTypes().length == 0
                        : !found.startsWith("SQLSTATE")) {
                    wrong.add(method + ": '" + found + "'");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Method> methods(Class<?> face) {
        List<Method> methods = new ArrayList<>();
        for (Method method : face.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing((Method method) -> LAST.contains(method.getName()))
                .thenComparing(Method::toString));
        return methods;
    }

    /** Empty when the method answered, "SQLSTATE ..." when it threw a proper SQLException, else what is wrong. */
    static String call(Method method, Object target, boolean nulls) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], nulls);
        }
        try {
            method.invoke(target, arguments);
            return "";
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException refused) {
                return refused.getSQLState() != null && refused.getSQLState().length() == 5
                        ? "SQLSTATE " + refused.getSQLState()
                        : "no SQLSTATE: " + refused;
            }
            return String.valueOf(thrown.getCause());
        } catch (IllegalAccessException | RuntimeException unusable) {
            return "not callable: " + unusable;
        }
    }

    static Object argument(Class<?> type, boolean nulls) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == double.class) {
            return 1.5d;
        }
        if (type == float.class) {
            return 1.5f;
        }
        if (type == short.class) {
            return (short) 1;
        }
        if (type == byte.class) {
            return (byte) 1;
        }
        if (nulls) {
            return null;
        }
        if (type == String.class) {
            return "id";
        }
        if (type == Object.class) {
            return "value";
        }
        if (type == Class.class) {
            return String.class;
        }
        if (type == Properties.class) {
            return new Properties();
        }
        if (type == byte[].class) {
            return new byte[] {1};
        }
        return null;
    }
}
