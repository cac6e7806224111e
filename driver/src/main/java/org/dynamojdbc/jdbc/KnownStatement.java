package org.dynamojdbc.jdbc;

import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.plan.KnownPlan;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;

/** A statement that was parsed, and what its last plan leaves for the next. Safe to use from several threads. */
final class KnownStatement {
    private final SqlParser.Parsed parsed;
    private volatile @Nullable KnownPlan known;

    KnownStatement(SqlParser.Parsed parsed) {
        this.parsed = parsed;
    }

    Statement statement() {
        return parsed.statement();
    }

    int parameterCount() {
        return parsed.parameterCount();
    }

    boolean usesEscapes() {
        return parsed.usesEscapes();
    }

    @Nullable
    KnownPlan known() {
        return known;
    }

    void keep(@Nullable KnownPlan planned) {
        known = planned;
    }
}
