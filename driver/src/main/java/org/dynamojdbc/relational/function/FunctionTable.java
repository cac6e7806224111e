package org.dynamojdbc.relational.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** The scalar functions of the dialect by their lower-case names (docs/functions.md lists them). */
public final class FunctionTable {
    private static final Map<String, ScalarFunction> FUNCTIONS = build();

    private FunctionTable() {}

    private static Map<String, ScalarFunction> build() {
        Builder table = new Builder();
        TextFunctions.addTo(table);
        List.copyOf(table.functions.keySet()).forEach(table::showTimes);
        NumberFunctions.addTo(table);
        TimeFunctions.addTo(table);
        ConditionalFunctions.addTo(table);
        DocumentFunctions.addTo(table);
        VectorFunctions.addTo(table);
        return Map.copyOf(table.functions);
    }

    /** The function of a name in any case. */
    public static Optional<ScalarFunction> find(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A function that is known to exist. */
    public static ScalarFunction get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
    }

    public static Set<String> names() {
        return FUNCTIONS.keySet();
    }

    /** Collects functions. */
    static final class Builder {
        private final Map<String, ScalarFunction> functions = new LinkedHashMap<>();

        /** A function that is NULL when an argument is. */
        void add(String name, int least, int most, SqlReturnTypeInference returns, ScalarFunction.Body body) {
            functions.put(name, new ScalarFunction(name, least, most, false, returns, body));
        }

        /** A function that sees NULL arguments. */
        void addTakingNulls(
                String name, int least, int most, SqlReturnTypeInference returns, ScalarFunction.Body body) {
            functions.put(name, new ScalarFunction(name, least, most, true, returns, body));
        }

        /** A function that gives each row a value of its own; it sees NULL arguments and needs none. */
        void addVolatile(String name, int most, SqlReturnTypeInference returns, ScalarFunction.Body body) {
            functions.put(name, new ScalarFunction(name, most, returns, body));
        }

        /** Makes a function see times as getString shows them, as all functions of text do. */
        void showTimes(String name) {
            functions.computeIfPresent(name, (known, function) -> function.ofShownTimes());
        }

        void alias(String alias, String name) {
            ScalarFunction function = functions.get(name);
            if (function == null) {
                throw new IllegalArgumentException("no function " + name);
            }
            functions.put(alias, function);
        }
    }
}
