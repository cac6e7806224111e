package org.dynamojdbc.execute.write;

import java.util.List;
import org.dynamojdbc.error.SqlFailure;

/** A transaction was not committed, or whether it was is unknown (40003). */
public final class CommitFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlFailure failure;
    private final transient List<SqlFailure> reasons;

    /**
     * @param failure the failure of the commit as a whole
     * @param reasons one failure for each statement that DynamoDB gave a reason for, the gravest first
     */
    CommitFailure(SqlFailure failure, List<SqlFailure> reasons) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.reasons = List.copyOf(reasons);
    }

    /** The gravest reason. */
    public SqlFailure failure() {
        return failure;
    }

    /** The reasons, by statement. */
    public List<SqlFailure> reasons() {
        return reasons;
    }
}
