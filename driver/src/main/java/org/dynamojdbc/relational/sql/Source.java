package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Step;
import org.jspecify.annotations.Nullable;

/** Something in FROM whose columns expressions can name. */
abstract class Source {
    private final String relation;
    private final @Nullable String alias;
    private final Set<String> hidden = new HashSet<>();

    /**
     * @param relation the name Calcite knows it by, unique in the statement
     * @param alias the name the statement gives it, null when it has none
     */
    Source(String relation, @Nullable String alias) {
        this.relation = relation;
        this.alias = alias;
    }

    final String relation() {
        return relation;
    }

    final boolean isCalled(String name) {
        return name.equals(alias);
    }

    final boolean isCalledIgnoringCase(String name) {
        return name.equalsIgnoreCase(alias);
    }

    final @Nullable String alias() {
        return alias;
    }

    /** A column that USING or NATURAL merged: only its qualified name reaches it. */
    final void hide(String label) {
        hidden.add(label);
    }

    final boolean isHidden(String label) {
        return hidden.contains(label);
    }

    final SqlNode identifier(String column, SqlParserPos at) {
        return new SqlIdentifier(List.of(relation, column), at);
    }

    /** Names that are certainly columns here. */
    abstract List<String> known();

    /** Names that are columns as far as data was looked at; reads data when nobody has yet. */
    List<String> sampled() {
        return known();
    }

    /** Whether any other name may be an attribute too. */
    boolean isOpen() {
        return false;
    }

    /** The value of a column, one of {@link #known} or any name of an open source, and of steps below it. */
    abstract SqlNode column(String name, List<Step> below, SqlParserPos at);

    /** The columns of {@code *}. */
    List<String> all() {
        return known();
    }

    /** The only known name that equals {@code name}, exactly or else ignoring case; names that are not unique are all given. */
    final List<String> named(String name, boolean visibleOnly) {
        List<String> alike = new ArrayList<>();
        for (String column : known()) {
            if (visibleOnly && isHidden(column)) {
                continue;
            }
            if (column.equals(name)) {
                return Collections.frequency(known(), name) == 1 ? List.of(column) : List.of(column, column);
            }
            if (column.equalsIgnoreCase(name)) {
                alike.add(column);
            }
        }
        return alike;
    }

    /** A table or an index. */
    static final class OfTable extends Source {
        private final LeafTable leaf;
        private final Catalog catalog;

        OfTable(LeafTable leaf, String alias, Catalog catalog) {
            super(leaf.name(), alias);
            this.leaf = leaf;
            this.catalog = catalog;
        }

        LeafTable leaf() {
            return leaf;
        }

        @Override
        List<String> known() {
            return leaf.known().stream().map(Column::name).toList();
        }

        @Override
        List<String> sampled() {
            return catalog.columns(leaf.table()).stream().map(Column::name).toList();
        }

        @Override
        List<String> all() {
            return sampled();
        }

        @Override
        boolean isOpen() {
            return true;
        }

        /** The place in the item. */
        AttributePath path(String name, List<Step> below) {
            List<AttributePath.Step> steps = new ArrayList<>();
            for (Step step : below) {
                if (step instanceof Step.Name field) {
                    steps.add(new AttributePath.Step.Field(field.text()));
                } else if (step instanceof Step.Key key) {
                    steps.add(new AttributePath.Step.Field(key.text()));
                } else {
                    steps.add(new AttributePath.Step.Element(((Step.Element) step).index()));
                }
            }
            return new AttributePath(name, steps);
        }

        @Override
        SqlNode column(String name, List<Step> below, SqlParserPos at) {
            return identifier(leaf.column(path(name, below)).name(), at);
        }
    }

    /** Keys and values of a map: column c0 holds both, c1 their number. */
    static final class OfEntries extends Source {
        private final List<String> labels;
        private final Literals literals;

        OfEntries(String relation, @Nullable String alias, List<String> labels, Literals literals) {
            super(relation, alias);
            this.labels = List.copyOf(labels);
            this.literals = literals;
        }

        @Override
        List<String> known() {
            return labels;
        }

        @Override
        SqlNode column(String name, List<Step> below, SqlParserPos at) {
            int position = labels.indexOf(name);
            SqlNode value = position == 2
                    ? identifier("c1", at)
                    : FunctionTable.get(position == 0 ? "entry_key" : "entry_value")
                            .createCall(at, identifier("c0", at));
            return literals.steps(value, below, at);
        }
    }

    /** A query, VALUES, or the elements of a list: columns c0, c1, ... under the names the statement gives them. */
    static final class OfQuery extends Source {
        private final List<String> labels;
        private final Literals literals;
        private final boolean element;

        /** @param element whether the alias alone stands for the only column, as with unnested elements */
        OfQuery(String relation, @Nullable String alias, List<String> labels, boolean element, Literals literals) {
            super(relation, alias);
            this.labels = List.copyOf(labels);
            this.element = element;
            this.literals = literals;
        }

        boolean isElement() {
            return element;
        }

        @Override
        List<String> known() {
            return labels;
        }

        @Override
        SqlNode column(String name, List<Step> below, SqlParserPos at) {
            return position(labels.indexOf(name), below, at);
        }

        SqlNode position(int column, List<Step> below, SqlParserPos at) {
            return literals.steps(identifier("c" + column, at), below, at);
        }

        Optional<Integer> only() {
            return labels.size() == 1 ? Optional.of(0) : Optional.empty();
        }
    }
}
