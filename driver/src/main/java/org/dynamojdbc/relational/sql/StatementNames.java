package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.tree.Hint;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;

/** What one translation hands out: names that are unique in the statement, its constants, its table reads. */
final class StatementNames {
    private static final int MOST_RELATIONS = 2_000;
    private static final int DEEPEST = 100;

    private final Catalog catalog;
    private final SqlTypes types;
    private final Literals literals;
    private final Comparands comparands = new Comparands();
    private final List<LeafTable> leaves = new ArrayList<>();
    private final Set<String> called = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Hint> indexHints = new ArrayList<>();
    private int relations;
    private int depth;

    StatementNames(Catalog catalog, SqlTypes types) {
        this.catalog = catalog;
        this.types = types;
        this.literals = new Literals(types);
    }

    Catalog catalog() {
        return catalog;
    }

    SqlTypes types() {
        return types;
    }

    Literals literals() {
        return literals;
    }

    Comparands comparands() {
        return comparands;
    }

    List<LeafTable> leaves() {
        return leaves;
    }

    String relation() {
        if (relations >= MOST_RELATIONS) {
            throw At.failure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    Position.NONE,
                    "the statement reads more than " + MOST_RELATIONS
                            + " relations once its common tables are written out");
        }
        return "r" + relations++;
    }

    void descend(Position position) {
        if (++depth > DEEPEST) {
            throw At.failure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    position,
                    "sub-queries are nested more than " + DEEPEST + " deep; does a common table mention itself without"
                            + " RECURSIVE?");
        }
    }

    void ascend() {
        depth--;
    }

    void hints(List<Hint> hints) {
        hints.stream()
                .filter(h -> h.name().equalsIgnoreCase("INDEX") || h.name().equalsIgnoreCase("NO_INDEX"))
                .forEach(indexHints::add);
    }

    /** Refuses hints that name no table of the statement. */
    void checkHints() {
        for (Hint hint : indexHints) {
            int named = hint.name().equalsIgnoreCase("NO_INDEX") ? 1 : 2;
            if (hint.arguments().size() == named
                    && !called.contains(hint.arguments().get(0))) {
                throw At.failure(
                        SqlState.UNDEFINED_TABLE,
                        hint.position(),
                        "hint " + hint.name() + " names '" + hint.arguments().get(0)
                                + "', which is not in FROM; the statement reads " + String.join(", ", called));
            }
        }
    }

    LeafTable leaf(String name, @Nullable String index, @Nullable String alias) {
        Table table = catalog.table(name);
        LeafTable leaf = new LeafTable(
                relation(), table, index, forcedIndex(table.name(), alias), catalog.knownColumns(table), types);
        leaves.add(leaf);
        called.add(table.name());
        if (alias != null) {
            called.add(alias);
        }
        comparands.table(leaf);
        return leaf;
    }

    private @Nullable String forcedIndex(String table, @Nullable String alias) {
        String forced = null;
        for (Hint hint : indexHints) {
            List<String> arguments = hint.arguments();
            boolean none = hint.name().equalsIgnoreCase("NO_INDEX");
            boolean meant = arguments.size() < (none ? 1 : 2)
                    || arguments.get(0).equalsIgnoreCase(table)
                    || arguments.get(0).equalsIgnoreCase(alias);
            if (meant) {
                forced = none ? "" : arguments.get(arguments.size() - 1);
            }
        }
        return forced;
    }
}
