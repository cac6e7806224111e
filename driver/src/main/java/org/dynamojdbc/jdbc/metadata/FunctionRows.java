package org.dynamojdbc.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.jdbc.metadata.Functions.Argument;
import org.dynamojdbc.jdbc.metadata.Functions.Function;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.JdbcTypes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of getFunctions and getFunctionColumns. */
public final class FunctionRows {
    private FunctionRows() {}

    private static List<Function> matching(@Nullable String pattern) {
        List<String> names = new NamePattern(pattern == null ? null : pattern.toLowerCase(Locale.ROOT))
                .filter(Functions.all().stream().map(Function::name).toList());
        return Functions.all().stream().filter(f -> names.contains(f.name())).toList();
    }

    /** getFunctions, ordered by name. */
    public static List<Map<String, AttributeValue>> functions(@Nullable String pattern) {
        return matching(pattern).stream()
                .map(f -> MetadataShape.FUNCTIONS.row(
                        null, null, f.name(), f.description(), DatabaseMetaData.functionNoTable, f.name()))
                .toList();
    }

    /** getFunctionColumns: the result first, then the arguments in the order of the call. */
    public static List<Map<String, AttributeValue>> columns(@Nullable String pattern, @Nullable String columnPattern) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        NamePattern columns = new NamePattern(columnPattern);
        for (Function function : matching(pattern)) {
            List<String> wanted = new ArrayList<>(columns.filter(
                    function.arguments().stream().map(Argument::name).toList()));
            if (!columns.filter(List.of("")).isEmpty()) {
                rows.add(column(function, "", function.result(), 0, DatabaseMetaData.functionReturn));
            }
            for (int i = 0; i < function.arguments().size(); i++) {
                Argument argument = function.arguments().get(i);
                if (wanted.contains(argument.name())) {
                    rows.add(column(
                            function, argument.name(), argument.type(), i + 1, DatabaseMetaData.functionColumnIn));
                }
            }
        }
        return rows;
    }

    private static Map<String, AttributeValue> column(
            Function function, String name, ColumnType type, int ordinal, int kind) {
        return MetadataShape.FUNCTION_COLUMNS.row(
                null,
                null,
                function.name(),
                name,
                kind,
                JdbcTypes.sqlType(type),
                JdbcTypes.typeName(type),
                JdbcTypes.precision(type),
                JdbcTypes.precision(type),
                JdbcTypes.decimalDigits(type),
                10,
                DatabaseMetaData.functionNullable,
                null,
                JdbcTypes.octetLength(type),
                ordinal,
                "YES",
                function.name());
    }
}
