package org.dynamojdbc.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known of tables. Answers come from a cache with a time limit; this driver's own DDL clears it. */
public interface Catalog {
    /** All table names, sorted; a call of ListTables per hundred. */
    List<String> tableNames();

    /**
     * The table of exactly this name, else the only one that equals it ignoring case.
     *
     * @throws org.dynamojdbc.error.SqlFailure 42P01 naming the nearest tables
     */
    Table table(String name);

    /** Like {@link #table} but empty when there is none. */
    Optional<Table> find(String name);

    /** Key, declared and sampled columns, in that order; sampling is bounded and cached. */
    List<Column> columns(Table table);

    /** Like {@link #columns} as far as that reads nothing; empty when the table was never sampled. */
    Optional<List<Column>> seenColumns(Table table);

    /** Key and declared columns only: no data is read for them. */
    List<Column> knownColumns(Table table);

    /** Names of the key's and declared columns, and of the sampled ones where a sample is cached: nothing is read. */
    List<String> namesAtHand(Table table);

    /** The sample that {@link #columns} of the table of exactly this name last rested on; asks nothing. */
    default Optional<Sample> lastSample(String table) {
        return Optional.empty();
    }

    /** Attributes that are being written: a sample that does not show one of them is taken anew when it is next wanted. */
    void written(Table table, Collection<String> attributes);

    /** Keeps the column types that a CREATE TABLE of this process declared. */
    void declare(String table, List<Column> columns);

    /** Forgets what is cached of a table, its declared columns included when {@code dropped}. */
    void changed(String table);

    /** Forgets a dropped table and its declarations. */
    void dropped(String table);

    /** The same knowledge; what is missing of it is asked for by these calls. */
    default Catalog within(CatalogCalls calls) {
        return this;
    }
}
