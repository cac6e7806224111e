package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.Conditions;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes as PartiQL statements, for BatchExecuteStatement: inserts, and updates that set or remove whole attributes, so
 * that sending them twice does what sending them once does. PartiQL's DELETE does not tell whether there was an item.
 */
final class StatementText {
    /** Longest PartiQL text that the service takes (API reference, BatchStatementRequest). */
    private static final int MAX_TEXT = 8192;

    private final String text;
    private final List<AttributeValue> parameters;

    private StatementText(String text, List<AttributeValue> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    String text() {
        return text;
    }

    /** The values of the text's question marks. */
    List<AttributeValue> parameters() {
        return parameters;
    }

    /** The statement of a write, null when PartiQL does not say exactly the same. */
    static @Nullable StatementText of(ItemWrite write) {
        if (!isSayable(write.table())) {
            return null;
        }
        Writing writing = new Writing();
        boolean said = false;
        if (write instanceof ItemWrite.Insert insert) {
            said = writing.insert(insert);
        } else if (write instanceof ItemWrite.Update update
                && update.image() == ItemWrite.ReturnImage.NONE
                && update.expectations().isEmpty()
                && WriteCondition.of(update.condition(), List.of()).isWhole()) {
            said = writing.update(update);
        }
        return said && writing.text.length() <= MAX_TEXT
                ? new StatementText(writing.text.toString(), writing.parameters)
                : null;
    }

    /**
     * The statements of writes that all have one. The rows of a batch mostly insert the same attributes, whose text is
     * then written once.
     */
    static List<StatementText> ofAll(List<ItemWrite> writes) {
        List<StatementText> statements = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            ItemWrite write = writes.get(i);
            statements.add(
                    i > 0 && insertsTheSame(write, writes.get(i - 1))
                            ? new StatementText(
                                    statements.get(i - 1).text,
                                    List.copyOf(
                                            ((ItemWrite.Insert) write).item().values()))
                            : Objects.requireNonNull(of(write)));
        }
        return statements;
    }

    private static boolean insertsTheSame(ItemWrite write, ItemWrite before) {
        if (!(write instanceof ItemWrite.Insert one)
                || !(before instanceof ItemWrite.Insert other)
                || one.item().size() != other.item().size()
                || !one.table().name().equals(other.table().name())) {
            return false;
        }
        Iterator<String> names = other.item().keySet().iterator();
        for (String name : one.item().keySet()) {
            if (!name.equals(names.next())) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link #of} has a statement for the write; inserts are not rendered to find out. */
    static boolean says(ItemWrite write) {
        if (!(write instanceof ItemWrite.Insert insert) || longest(insert) > MAX_TEXT) {
            return of(write) != null;
        }
        return isSayable(write.table());
    }

    /** No shorter than the text of an insert. */
    private static int longest(ItemWrite.Insert insert) {
        int length = 30 + insert.table().name().length();
        for (String name : insert.item().keySet()) {
            length += 2 * name.length() + 7;
        }
        return length;
    }

    /** PartiQL is refused on tables with multi-attribute index keys. */
    private static boolean isSayable(Table table) {
        for (Index index : table.indexes()) {
            if (index.key().partition().size() > 1 || index.key().sort().size() > 1) {
                return false;
            }
        }
        return true;
    }

    /** A statement while it is written. */
    private static final class Writing {
        private final StringBuilder text = new StringBuilder();
        private final List<AttributeValue> parameters = new ArrayList<>();

        private boolean insert(ItemWrite.Insert insert) {
            text.append("INSERT INTO ").append(quoted(insert.table().name())).append(" VALUE {");
            String separator = "";
            for (Map.Entry<String, AttributeValue> attribute : insert.item().entrySet()) {
                text.append(separator)
                        .append('\'')
                        .append(attribute.getKey().replace("'", "''"))
                        .append("': ?");
                parameters.add(attribute.getValue());
                separator = ", ";
            }
            text.append('}');
            return true;
        }

        private boolean update(ItemWrite.Update update) {
            text.append("UPDATE ").append(quoted(update.table().name()));
            for (Action action : update.actions()) {
                if (!isPlain(action.path())) {
                    return false;
                }
                if (action instanceof Action.Set set && set.value() instanceof SetValue.Constant constant) {
                    text.append(" SET ").append(quoted(action.path().root())).append(" = ?");
                    parameters.add(constant.value());
                } else if (action instanceof Action.Remove) {
                    text.append(" REMOVE ").append(quoted(action.path().root()));
                } else {
                    return false;
                }
            }
            return where(update.table(), update.key(), update.condition());
        }

        private boolean where(Table table, Map<String, AttributeValue> key, Predicate condition) {
            String separator = " WHERE ";
            for (Map.Entry<String, AttributeValue> part :
                    ItemKeys.of(table, key).entrySet()) {
                if (!isPlain(AttributePath.of(part.getKey()))) {
                    return false;
                }
                text.append(separator).append(quoted(part.getKey())).append(" = ?");
                parameters.add(part.getValue());
                separator = " AND ";
            }
            Predicate pushed = Conditions.pushable(condition);
            for (Predicate term : Predicates.conjuncts(pushed)) {
                if (!compare(term)) {
                    return false;
                }
            }
            return true;
        }

        /** Comparisons that PartiQL decides as SQL does: true for a value of the constant's type only. */
        private boolean compare(Predicate term) {
            if (!(term instanceof Predicate.Compare compare)
                    || !(compare.left() instanceof Operand.Attribute left)
                    || !(compare.right() instanceof Operand.Constant right)
                    || !isPlain(left.path())
                    || AttributeType.of(right.value()) == AttributeType.NULL) {
                return false;
            }
            if (compare.operator() == CompareOperator.NE) {
                return false;
            }
            if (compare.operator() != CompareOperator.EQ
                    && !AttributeType.of(right.value()).orderable()) {
                return false;
            }
            String sign =
                    switch (compare.operator()) {
                        case EQ -> "=";
                        case LT -> "<";
                        case LE -> "<=";
                        case GT -> ">";
                        case GE -> ">=";
                        case NE -> throw new IllegalStateException("<> is not sayable");
                    };
            text.append(" AND ")
                    .append(quoted(left.path().root()))
                    .append(' ')
                    .append(sign)
                    .append(" ?");
            parameters.add(right.value());
            return true;
        }
    }

    private static boolean isPlain(AttributePath path) {
        return path.steps().isEmpty() && path.root().indexOf('"') < 0;
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
