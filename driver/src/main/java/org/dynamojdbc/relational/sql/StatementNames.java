package org.dynamojdbc.relational.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
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
    private final Deque<List<Hint>> ownHints = new ArrayDeque<>();
    private int relations;
    private int depth;
    private boolean refusesQueries;

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

    /** From now on sub-queries are refused: only the item at hand is known. */
    void refuseQueries() {
        refusesQueries = true;
    }

    void descend(Position position) {
        if (refusesQueries) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED, position, "a sub-query is not computed from one item alone");
        }
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

    /** Begins a SELECT: its hints that name no table mean the tables of its own FROM, those that name one that table. */
    void beginSelect(List<Hint> hints) {
        List<Hint> own = new ArrayList<>();
        for (Hint hint : hints) {
            if (hint.name().equalsIgnoreCase("INDEX") || hint.name().equalsIgnoreCase("NO_INDEX")) {
                (hint.arguments().size() < named(hint) ? own : indexHints).add(hint);
            }
        }
        ownHints.push(own);
    }

    void endSelect() {
        ownHints.pop();
    }

    /** How many arguments an index hint has that names a table. */
    private static int named(Hint hint) {
        return hint.name().equalsIgnoreCase("NO_INDEX") ? 1 : 2;
    }

    /** Refuses hints that name no table of the statement. */
    void checkHints() {
        for (Hint hint : indexHints) {
            if (!called.contains(hint.arguments().get(0))) {
                throw At.failure(
                        SqlState.UNDEFINED_TABLE,
                        hint.position(),
                        "hint " + hint.name() + " names '" + hint.arguments().get(0)
                                + "', which is not in FROM; the statement reads " + String.join(", ", called));
            }
        }
    }

    LeafTable leaf(String name, @Nullable String index, @Nullable String alias, Position position) {
        Table table = table(name, position);
        LeafTable leaf =
                new LeafTable(relation(), table, index, forcedIndex(table, alias), catalog.knownColumns(table), types);
        leaves.add(leaf);
        called.add(table.name());
        if (alias != null) {
            called.add(alias);
        }
        comparands.table(leaf);
        return leaf;
    }

    private Table table(String name, Position position) {
        try {
            return catalog.table(name);
        } catch (SqlFailure unknown) {
            if (unknown.state() != SqlState.UNDEFINED_TABLE) {
                throw unknown;
            }
            throw new SqlFailure(
                    unknown.state(),
                    "line " + position.line() + ":" + position.column() + " " + unknown.getMessage(),
                    unknown);
        }
    }

    private @Nullable String forcedIndex(Table table, @Nullable String alias) {
        String forced = null;
        for (Hint hint : ownHints.isEmpty() ? List.<Hint>of() : ownHints.peek()) {
            forced = index(hint, table);
        }
        for (Hint hint : indexHints) {
            String named = hint.arguments().get(0);
            if (named.equalsIgnoreCase(table.name()) || named.equalsIgnoreCase(alias)) {
                forced = index(hint, table);
            }
        }
        return forced;
    }

    /** The index that a hint asks for, "" for none. */
    private static String index(Hint hint, Table table) {
        List<String> arguments = hint.arguments();
        if (hint.name().equalsIgnoreCase("NO_INDEX")) {
            return "";
        }
        String name = arguments.get(arguments.size() - 1);
        try {
            AccessPathChooser.index(table, name);
            return name;
        } catch (SqlFailure unknown) {
            throw new SqlFailure(
                    unknown.state(),
                    "line " + hint.position().line() + ":" + hint.position().column() + " " + unknown.getMessage(),
                    unknown);
        }
    }
}
