package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.jspecify.annotations.Nullable;

/** Which reads of a plan are the same one: of the same table or index, under the same conditions. Known when it is planned. */
public final class SharedReads {
    /** Of what reads nothing. */
    static final SharedReads NONE = new SharedReads();

    private final IdentityHashMap<LeafRead, Member> members = new IdentityHashMap<>();

    private SharedReads() {}

    /** A read that several operators have in common: the first of them, and the columns that any of them needs. */
    static final class Group {
        private final LeafRead first;
        private final List<LeafColumn> columns = new ArrayList<>();
        private int size;

        Group(LeafRead first) {
            this.first = first;
        }

        LeafRead first() {
            return first;
        }

        List<LeafColumn> columns() {
            return columns;
        }

        /** How many operators read it. */
        int size() {
            return size;
        }

        private int position(LeafColumn column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).path().equals(column.path())
                        && java.util.Objects.equals(columns.get(i).condition(), column.condition())) {
                    return i;
                }
            }
            columns.add(column);
            return columns.size() - 1;
        }
    }

    /** One operator of a group. */
    static final class Member {
        private final Group group;
        private final int[] columns;

        /** @param columns for each column of its table the column of the group, -1 for those it does not need */
        Member(Group group, int[] columns) {
            this.group = group;
            this.columns = columns;
        }

        Group group() {
            return group;
        }

        /** A row of the group as a row of the operator's table. */
        Object[] row(Object[] shared) {
            Object[] row = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                row[i] = columns[i] < 0 ? null : shared[columns[i]];
            }
            return row;
        }
    }

    /** Finds the reads that a plan has in common. */
    public static SharedReads of(Node root) {
        Map<String, List<LeafRead>> alike = new LinkedHashMap<>();
        collect(root, alike);
        SharedReads shared = new SharedReads();
        alike.values().stream().filter(reads -> reads.size() > 1).forEach(shared::group);
        return shared;
    }

    private static void collect(Node node, Map<String, List<LeafRead>> alike) {
        if (node instanceof LeafRead read) {
            String signature = signature(read);
            if (signature != null) {
                alike.computeIfAbsent(signature, s -> new ArrayList<>()).add(read);
            }
        }
        node.inputs().forEach(input -> collect(input, alike));
    }

    private void group(List<LeafRead> reads) {
        Group group = new Group(reads.get(0));
        group.size = reads.size();
        for (LeafRead read : reads) {
            int[] columns = new int[read.leaf().columns().size()];
            Arrays.fill(columns, -1);
            for (int needed : read.needed()) {
                columns[needed] = group.position(read.leaf().columns().get(needed));
            }
            members.put(read, new Member(group, columns));
        }
    }

    /** Null for a read that stands alone. */
    @Nullable
    Member member(LeafRead read) {
        return members.get(read);
    }

    /** What is read and under which conditions; null when rows of the outer query or how many are wanted decide it. */
    private static @Nullable String signature(LeafRead read) {
        if (read.isLimited() || read.isExpected() || read.hasOrder()) {
            return null;
        }
        StringBuilder text = new StringBuilder(read.leaf().table().name())
                .append('\u0000')
                .append(read.leaf().index())
                .append('\u0000')
                .append(read.leaf().forcedIndex())
                .append('\u0000')
                .append(read.leaf().segment());
        TreeSet<String> conditions = new TreeSet<>();
        for (RexNode condition : read.conditions()) {
            StringBuilder one = new StringBuilder();
            if (!write(condition, read.leaf().columns(), one)) {
                return null;
            }
            conditions.add(one.toString());
        }
        return text.append(conditions).toString();
    }

    /** False when a row of the outer query stands in it. */
    private static boolean write(RexNode node, List<LeafColumn> columns, StringBuilder text) {
        if (node instanceof RexInputRef ref) {
            LeafColumn column = columns.get(ref.getIndex());
            text.append('"').append(column.path()).append("\"?").append(column.condition());
            return true;
        }
        if (node instanceof RexFieldAccess) {
            return false;
        }
        if (!(node instanceof RexCall call)) {
            text.append(node);
            return true;
        }
        if (call.getOperator() instanceof ConstantOperator constant) {
            Object value = constant.literal();
            text.append(constant.source())
                    .append(constant.source() == ConstantOperator.Source.PARAMETER ? constant.index() : 0)
                    .append(value == null ? "" : value.getClass().getName())
                    .append('\'')
                    .append(value)
                    .append('\'')
                    .append(call.getType());
            return true;
        }
        text.append(call.getOperator().getName())
                .append(':')
                .append(call.getType())
                .append('(');
        for (RexNode operand : call.getOperands()) {
            if (!write(operand, columns, text)) {
                return false;
            }
            text.append(',');
        }
        text.append(')');
        return true;
    }
}
