package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.plan.Plan;
import org.dynamojdbc.plan.Planner;
import org.dynamojdbc.row.OutputColumn;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the statements of one connection share. Safe to use from several threads. */
final class Session {
    private static final int PARSED_STATEMENTS = 256;
    /** Longer texts are parsed anew each time, so that a few huge INSERTs do not fill the memory. */
    private static final int LONGEST_KEPT_TEXT = 16_384;

    private final Executor executor;
    private final Catalog catalog;
    private final Planner planner;
    private final SqlParser parser = new SqlParser();
    private final int queryTimeoutSeconds;
    private volatile SessionSettings settings;
    private final Map<String, SqlParser.Parsed> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SqlParser.Parsed> eldest) {
            return size() > PARSED_STATEMENTS;
        }
    };
    /** Weak, because clients forget statements; what they forget is collected and needs no closing. */
    private final Set<RunningStatement> open =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The query timeout is the default of each statement, 0 for none. */
    Session(Executor executor, Catalog catalog, SessionSettings settings, int queryTimeoutSeconds) {
        this.executor = executor;
        this.catalog = catalog;
        this.planner = new Planner(catalog);
        this.settings = settings;
        this.queryTimeoutSeconds = queryTimeoutSeconds;
    }

    int queryTimeoutSeconds() {
        return queryTimeoutSeconds;
    }

    Executor executor() {
        return executor;
    }

    Catalog catalog() {
        return catalog;
    }

    SessionSettings settings() {
        return settings;
    }

    synchronized void set(String property, @Nullable String value) {
        settings = settings.with(property, value);
    }

    synchronized void setReadOnly(boolean readOnly) {
        settings = settings.withReadOnly(readOnly);
    }

    SqlParser.Parsed parse(String sql) {
        synchronized (parsed) {
            SqlParser.Parsed known = parsed.get(sql);
            if (known != null) {
                return known;
            }
        }
        SqlParser.Parsed fresh = parser.parse(sql);
        if (sql.length() <= LONGEST_KEPT_TEXT) {
            synchronized (parsed) {
                parsed.put(sql, fresh);
            }
        }
        return fresh;
    }

    Plan plan(SqlParser.Parsed statement, List<AttributeValue> parameters) {
        if (parameters.size() < statement.parameterCount()) {
            throw new SqlFailure(
                    SqlState.PARAMETER_NOT_SET,
                    "the statement has " + statement.parameterCount() + " parameters and " + parameters.size()
                            + " values were given; use prepareStatement and set every ?");
        }
        return planner.plan(statement.statement(), parameters, settings.planning());
    }

    /** Columns before execution, empty for a statement without rows. */
    List<OutputColumn> columns(SqlParser.Parsed statement) {
        return planner.columns(statement.statement(), statement.parameterCount(), settings.planning());
    }

    void opened(RunningStatement statement) {
        open.add(statement);
    }

    void closed(RunningStatement statement) {
        open.remove(statement);
    }

    List<RunningStatement> openStatements() {
        synchronized (open) {
            return new ArrayList<>(open);
        }
    }
}
