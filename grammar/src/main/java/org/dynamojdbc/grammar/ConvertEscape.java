package org.dynamojdbc.grammar;

import java.util.List;
import java.util.Locale;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.tree.TypeName;

/** CONVERT(value, SQL_INTEGER) inside an escape: JDBC's own way to write a CAST (JDBC 4.3, appendix C.4). */
final class ConvertEscape {
    private static final String PREFIX = "SQL_";

    private ConvertEscape() {}

    /** The CAST that a call of CONVERT means; anything else as it is. */
    static Expression asCast(Expression inEscape) {
        if (inEscape instanceof Expression.FunctionCall call
                && call.name().equalsIgnoreCase("convert")
                && call.arguments().size() == 2
                && call.arguments().get(1) instanceof Expression.PathExpression type
                && type.steps().size() == 1
                && type.steps().get(0) instanceof Step.Name name) {
            return new Expression.Cast(call.arguments().get(0), type(name.text(), type.position()), call.position());
        }
        return inEscape;
    }

    /** JDBC's names of types are SQL's with a prefix, but for those of which SQL has several. */
    private static TypeName type(String given, Position position) {
        String upper = given.toUpperCase(Locale.ROOT);
        String name = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        return switch (name) {
            case "BIT" -> type("BOOLEAN", false, position);
            case "LONGVARCHAR", "LONGNVARCHAR", "NCLOB" -> type("VARCHAR", false, position);
            case "LONGVARBINARY" -> type("VARBINARY", false, position);
            case "TIMESTAMP_WITH_TIMEZONE" -> type("TIMESTAMP", true, position);
            default -> type(name, false, position);
        };
    }

    private static TypeName type(String name, boolean withTimeZone, Position position) {
        return new TypeName(name, List.of(), withTimeZone, position);
    }
}
