package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.function.FittedConstant;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.function.ScalarFunction;
import org.dynamojdbc.relational.function.StoredNumber;

/** Expressions as EXPLAIN shows them. */
final class RexText {
    private RexText() {}

    static String of(RexNode node, List<String> names) {
        if (node instanceof RexInputRef ref) {
            return ref.getIndex() < names.size() ? names.get(ref.getIndex()) : "$" + ref.getIndex();
        }
        if (node instanceof RexFieldAccess access) {
            return "outer." + access.getField().getName();
        }
        if (!(node instanceof RexCall call)) {
            return node.toString();
        }
        if (call.getOperator() instanceof ConstantOperator constant) {
            return constant.text();
        }
        if (Operators.isCast(call.getOperator())) {
            return of(call.getOperands().get(0), names);
        }
        List<String> operands = new ArrayList<>();
        call.getOperands().forEach(o -> operands.add(of(o, names)));
        if (call.getOperator() instanceof NestedQuery query) {
            return query.text(operands);
        }
        String name = call.getOperator().getName();
        if (call.getOperator() instanceof SqlBinaryOperator
                || (call.getOperator() instanceof ScalarFunction && !Character.isLetter(name.charAt(0)))) {
            return "(" + String.join(" " + name + " ", operands) + ")";
        }
        if (call.getOperator() instanceof SqlPostfixOperator) {
            return operands.get(0) + " " + name;
        }
        if (name.equals("any")
                || name.equals("truth")
                || name.equals("spread")
                || name.equals("as_number")
                || call.getOperator() instanceof FittedConstant
                || call.getOperator() instanceof StoredNumber) {
            return operands.get(0);
        }
        return name.toLowerCase(Locale.ROOT) + "(" + String.join(", ", operands) + ")";
    }

    static String all(List<? extends RexNode> nodes, List<String> names) {
        return String.join(", ", nodes.stream().map(n -> of(n, names)).toList());
    }
}
