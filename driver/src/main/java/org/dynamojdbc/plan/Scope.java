package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * The names a statement over one table can use. A path's first name may be the table or its alias; every other name is an
 * attribute: exactly as a known column is called, else as the only one equal to it ignoring case, else as written, because
 * any item may hold attributes nobody declared.
 */
final class Scope {
    private final Table table;
    private final String qualifier;
    private final List<Column> known;

    /** @param alias null when the table has none; then its own name qualifies columns */
    Scope(Table table, @Nullable String alias, List<Column> known) {
        this.table = table;
        this.qualifier = alias == null ? table.name() : alias;
        this.known = List.copyOf(known);
    }

    Table table() {
        return table;
    }

    /** What the statement calls the table. */
    String qualifier() {
        return qualifier;
    }

    boolean isQualifier(String name) {
        return name.equals(qualifier) || name.equalsIgnoreCase(qualifier);
    }

    /** Whether this is the table's own name, alias or not. */
    boolean isTable(String name) {
        return name.equalsIgnoreCase(table.name());
    }

    AttributePath resolve(PathExpression expression) {
        List<Step> steps = expression.steps();
        refuseHiddenTable(expression);
        int first = 0;
        if (steps.size() > 1
                && steps.get(0) instanceof Step.Name head
                && steps.get(1) instanceof Step.Name
                && isQualifier(head.text())
                && exact(head.text()).isEmpty()) {
            first = 1;
        }
        String root = column(((Step.Name) steps.get(first)).text(), expression);
        List<AttributePath.Step> below = new ArrayList<>();
        for (Step step : steps.subList(first + 1, steps.size())) {
            if (step instanceof Step.Name name) {
                below.add(new AttributePath.Step.Field(name.text()));
            } else if (step instanceof Step.Key key) {
                below.add(new AttributePath.Step.Field(key.text()));
            } else {
                below.add(new AttributePath.Step.Element(((Step.Element) step).index()));
            }
        }
        if (below.size() >= MAX_DEPTH) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    At.of(expression.position()) + "a path has at most " + MAX_DEPTH
                            + " components in DynamoDB, this one has " + (below.size() + 1));
        }
        return new AttributePath(root, below);
    }

    private static final int MAX_DEPTH = 32;

    /** As {@link #resolve} does, of a place that the relational engine resolved. */
    void refuseHiddenTable(AttributePath path, Position position) {
        if (path.root().equals(table.name())
                && !path.steps().isEmpty()
                && path.steps().get(0) instanceof AttributePath.Step.Field field
                && !isQualifier(path.root())
                && exact(path.root()).isEmpty()) {
            throw hiddenTable(path.root(), field.name(), position);
        }
    }

    private SqlFailure hiddenTable(String given, String attribute, Position position) {
        return new SqlFailure(
                SqlState.UNDEFINED_TABLE,
                At.of(position) + "table '" + given + "' is called " + qualifier + " in this statement; write "
                        + qualifier + "." + attribute);
    }

    /** Behind an alias the table's name means nothing; taken for an attribute it would silently find no rows. */
    private void refuseHiddenTable(PathExpression expression) {
        List<Step> steps = expression.steps();
        if (steps.size() > 1
                && steps.get(0) instanceof Step.Name head
                && steps.get(1) instanceof Step.Name
                && head.text().equals(table.name())
                && !isQualifier(head.text())
                && exact(head.text()).isEmpty()) {
            throw hiddenTable(head.text(), ((Step.Name) steps.get(1)).text(), expression.position());
        }
    }

    private String column(String name, PathExpression expression) {
        if (exact(name).isPresent()) {
            return name;
        }
        List<Column> alike =
                known.stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
        if (alike.size() > 1) {
            throw new SqlFailure(
                    SqlState.AMBIGUOUS_COLUMN,
                    At.of(expression.position()) + "column '" + name + "' of " + table.name() + " is one of "
                            + String.join(", ", alike.stream().map(Column::name).toList())
                            + "; write it in the case of the one you mean");
        }
        return alike.isEmpty() ? name : alike.get(0).name();
    }

    private Optional<Column> exact(String name) {
        return known.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** Type of a column that is known without reading data, empty for any other attribute and for nested places. */
    Optional<ColumnType> knownType(AttributePath path) {
        return path.steps().isEmpty() ? exact(path.root()).map(Column::type) : Optional.empty();
    }

    /** The column as the catalog knows it, empty for any other attribute and for nested places. */
    Optional<Column> known(AttributePath path) {
        return path.steps().isEmpty() ? exact(path.root()) : Optional.empty();
    }

    /** False for key attributes and for what is declared NOT NULL. */
    boolean isNullable(AttributePath path) {
        return !path.steps().isEmpty()
                || exact(path.root()).map(Column::nullable).orElse(true);
    }
}
