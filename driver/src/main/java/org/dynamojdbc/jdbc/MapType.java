package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/**
 * The type of a map as java.sql.Struct names it: DynamoDB has no named types, so that the name tells the fields,
 * {@code MAP(city, "zip code")}.
 */
record MapType(List<String> fields) {
    private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern NAME =
            Pattern.compile("\\s*(MAP|STRUCT|ROW)\\s*\\((.*)\\)\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("\\s*(?:(" + PLAIN + ")|\"([^\"]*+(?:\"\"[^\"]*+)*+)\")\\s*(,|$)");

    /** @throws SQLException 22023 for a text that names no fields */
    static MapType parse(@Nullable String text) throws SQLException {
        Matcher name = NAME.matcher(text == null ? "" : text);
        if (!name.matches()) {
            throw malformed(text);
        }
        List<String> fields = new ArrayList<>();
        String list = name.group(2);
        Matcher field = FIELD.matcher(list);
        int end = 0;
        boolean more = !list.isBlank();
        while (more) {
            if (!field.find(end) || field.start() != end) {
                throw malformed(text);
            }
            String plain = field.group(1);
            fields.add(plain == null ? field.group(2).replace("\"\"", "\"") : plain);
            end = field.end();
            more = field.group(3).equals(",");
        }
        if (new HashSet<>(fields).size() < fields.size()) {
            throw malformed(text);
        }
        return new MapType(fields);
    }

    private static SQLException malformed(@Nullable String text) {
        return Refusal.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "createStruct: a type name tells the names of a map's fields, each once, as MAP(city, \"zip code\") does; '"
                        + text + "' does not. A java.util.Map given to setObject does without");
    }

    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.matches(PLAIN) ? field : "\"" + field.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(", ", "MAP(", ")"));
    }
}
