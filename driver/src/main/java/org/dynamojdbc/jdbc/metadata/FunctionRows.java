package org.dynamojdbc.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.JdbcTypes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The functions that DynamoDB itself computes: the rows of getFunctions and getFunctionColumns. */
public final class FunctionRows {
    private static final ColumnType ANY = ColumnType.of(ColumnType.Kind.ANY);
    private static final ColumnType TRUTH = ColumnType.of(ColumnType.Kind.BOOLEAN);
    private static final ColumnType NUMBER = ColumnType.of(ColumnType.Kind.NUMERIC);
    private static final ColumnType TEXT = ColumnType.of(ColumnType.Kind.VARCHAR);

    private static final List<DynamoFunction> FUNCTIONS = List.of(
            function("attribute_exists", TRUTH, "whether the item has the attribute", "path", ANY),
            function("attribute_not_exists", TRUTH, "whether the item lacks the attribute", "path", ANY),
            function("attribute_type", TRUTH, "whether the attribute has a DynamoDB type", "path", ANY, "type", TEXT),
            function("begins_with", TRUTH, "whether a string or binary value begins so", "path", ANY, "start", ANY),
            function("contains", TRUTH, "whether a string, list or set contains the operand", "path", ANY, "part", ANY),
            function(
                    "if_not_exists",
                    ANY,
                    "in SET: the attribute, or the value when it is absent",
                    "path",
                    ANY,
                    "value",
                    ANY),
            function("list_append", ANY, "in SET: two lists joined", "first", ANY, "second", ANY),
            function("set_add", ANY, "in SET: the set with more members", "path", ANY, "members", ANY),
            function("set_delete", ANY, "in SET: the set without these members", "path", ANY, "members", ANY),
            function("size", NUMBER, "length of a string or binary value, number of members of others", "path", ANY),
            function("uuid", TEXT, "a new random UUID as text"));

    private FunctionRows() {}

    private record Argument(String name, ColumnType type) {}

    private record DynamoFunction(String name, ColumnType result, String remarks, List<Argument> arguments) {}

    private static DynamoFunction function(String name, ColumnType result, String remarks, Object... arguments) {
        List<Argument> named = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            named.add(new Argument((String) arguments[i], (ColumnType) arguments[i + 1]));
        }
        return new DynamoFunction(name, result, remarks, named);
    }

    private static List<DynamoFunction> matching(@Nullable String pattern) {
        List<String> names = new NamePattern(pattern == null ? null : pattern.toLowerCase(Locale.ROOT))
                .filter(FUNCTIONS.stream().map(DynamoFunction::name).toList());
        return FUNCTIONS.stream().filter(f -> names.contains(f.name())).toList();
    }

    /** getFunctions, ordered by name. */
    public static List<Map<String, AttributeValue>> functions(@Nullable String pattern) {
        return matching(pattern).stream()
                .map(f -> MetadataShape.FUNCTIONS.row(
                        null, null, f.name(), f.remarks(), DatabaseMetaData.functionNoTable, f.name()))
                .toList();
    }

    /** getFunctionColumns: the result first, then the arguments in the order of the call. */
    public static List<Map<String, AttributeValue>> columns(@Nullable String pattern, @Nullable String columnPattern) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        NamePattern columns = new NamePattern(columnPattern);
        for (DynamoFunction function : matching(pattern)) {
            List<String> wanted = new ArrayList<>(columns.filter(
                    function.arguments().stream().map(Argument::name).toList()));
            if (!columns.filter(List.of("")).isEmpty()) {
                rows.add(column(function, new Argument("", function.result()), 0, DatabaseMetaData.functionReturn));
            }
            for (int i = 0; i < function.arguments().size(); i++) {
                Argument argument = function.arguments().get(i);
                if (wanted.contains(argument.name())) {
                    rows.add(column(function, argument, i + 1, DatabaseMetaData.functionColumnIn));
                }
            }
        }
        return rows;
    }

    private static Map<String, AttributeValue> column(
            DynamoFunction function, Argument argument, int ordinal, int kind) {
        ColumnType type = argument.type();
        return MetadataShape.FUNCTION_COLUMNS.row(
                null,
                null,
                function.name(),
                argument.name(),
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
