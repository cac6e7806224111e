package org.dynamojdbc.execute.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemChange.Requirement;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.type.ValueKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Commits a transaction as one TransactWriteItems, and tells which of its statements failed. */
public final class TransactionWriter {
    private static final String ACTION = "COMMIT (TransactWriteItems)";

    private final TransactCall call;
    private final ReadThenWrite reads;
    private final MissingInputs missing;

    /** @param reads who reads the items that values are computed from */
    public TransactionWriter(DynamoDbClient client, ReadThenWrite reads) {
        this.call = new TransactCall(client, ACTION);
        this.reads = reads;
        this.missing = new MissingInputs(reads);
    }

    /**
     * Sends all writes as one transaction.
     *
     * @throws CommitFailure when it was not committed, or that is unknown
     */
    public void commit(TransactionWrites writes, String token, StatementContext context) {
        List<ItemChange> changes = writes.inOrder();
        try {
            changes.forEach(change -> requireWhole(change, context));
            send(changes, token, context);
        } catch (CommitFailure refused) {
            if (refused.failure().state() != SqlState.INVALID_PARAMETER_VALUE) {
                throw refused;
            }
            List<ItemChange> computed = computed(changes, context);
            if (computed.equals(changes)) {
                throw refused;
            }
            send(computed, computedToken(token), context);
        } catch (SqlFailure failed) {
            throw new CommitFailure(failed, List.of());
        }
        context.meter()
                .wrote(changes.stream()
                        .filter(change -> !(change.effect() instanceof ItemChange.Effect.Nothing))
                        .count());
    }

    private void send(List<ItemChange> changes, String token, StatementContext context) {
        try {
            call.send(TransactionRequest.of(changes, token), context);
        } catch (TransactionCanceledException canceled) {
            throw refused(canceled, changes);
        } catch (SqlFailure failed) {
            throw new CommitFailure(failed, List.of());
        }
    }

    private List<ItemChange> computed(List<ItemChange> changes, StatementContext context) {
        try {
            return missing.computed(changes, context);
        } catch (SqlFailure failed) {
            throw new CommitFailure(failed, List.of());
        }
    }

    /** A token stands for one request; the same commit, repeated, has the same second one too. */
    private static String computedToken(String token) {
        return UUID.nameUUIDFromBytes((token + " computed").getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What came to an item since it was found is beyond conditions; so little time as can be is left for it. */
    private void requireWhole(ItemChange change, StatementContext context) {
        for (Requirement requirement : change.requirements()) {
            Map<String, AttributeValue> whole = requirement.whole();
            if (whole != null
                    && !ValueKey.of(reads.read(change.table(), change.key(), context))
                            .equals(ValueKey.of(whole))) {
                throw new SqlFailure(
                        requirement.otherwise(),
                        "the transaction was rolled back: " + requirement.statement()
                                + ": the item is not as the statement found it; run the transaction again");
            }
        }
    }

    private static CommitFailure refused(TransactionCanceledException canceled, List<ItemChange> changes) {
        List<SqlFailure> reasons = new ArrayList<>();
        for (int i = 0; i < canceled.cancellationReasons().size() && i < changes.size(); i++) {
            CancellationReason reason = canceled.cancellationReasons().get(i);
            if (!TransactCall.code(reason).equals("None")) {
                reasons.add(reason(changes.get(i), reason, canceled));
            }
        }
        if (reasons.isEmpty()) {
            return new CommitFailure(DynamoErrors.from(canceled, ACTION), List.of());
        }
        reasons.sort((a, b) -> Integer.compare(gravity(a), gravity(b)));
        SqlFailure gravest = reasons.get(0);
        String others = reasons.size() == 1 ? "" : " (and " + (reasons.size() - 1) + " more, chained)";
        return new CommitFailure(
                new SqlFailure(
                        gravest.state(),
                        "the transaction of " + changes.size() + " items was rolled back: " + gravest.getMessage()
                                + others,
                        canceled,
                        canceled.statusCode()),
                reasons);
    }

    private static final List<SqlState> GRAVEST_FIRST = List.of(
            SqlState.UNIQUE_VIOLATION,
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            SqlState.SERIALIZATION_FAILURE,
            SqlState.CONFIGURATION_LIMIT_EXCEEDED);

    /** What no repetition will change stands before what one may; anything else is a mistake in the statement. */
    private static int gravity(SqlFailure failure) {
        return GRAVEST_FIRST.indexOf(failure.state());
    }

    private static SqlFailure reason(
            ItemChange change, CancellationReason reason, TransactionCanceledException canceled) {
        String code = TransactCall.code(reason);
        if (code.equals("ConditionalCheckFailed") || code.equals("DuplicateItem")) {
            return conditionFailed(change, reason.hasItem() ? reason.item() : Map.of(), canceled);
        }
        String said = reason.message() == null || reason.message().isEmpty() ? "" : ": " + reason.message();
        String hint =
                switch (code) {
                    case "TransactionConflict" -> "; another transaction held the item, run the transaction again";
                    case "ProvisionedThroughputExceeded", "ThrottlingError" -> "; the table is throttled, try again"
                            + " later or raise its capacity";
                    default -> "";
                };
        return new SqlFailure(
                DynamoErrors.state(code, reason.message(), canceled.statusCode()),
                statements(change) + " failed" + said + " (" + code + ")" + hint,
                canceled,
                canceled.statusCode());
    }

    private static String statements(ItemChange change) {
        return change.requirements().isEmpty()
                ? "a write of " + change.table().name() + " " + ItemKeys.text(change.key())
                : change.requirements().get(0).statement();
    }

    /** Finds the statement whose condition the item did not fulfil: several may share the one action. */
    private static SqlFailure conditionFailed(
            ItemChange change, Map<String, AttributeValue> item, TransactionCanceledException canceled) {
        Requirement failed = change.requirements().stream()
                .filter(r -> Evaluator.evaluate(r.condition(), item) != Truth.TRUE)
                .findFirst()
                .orElse(change.requirements().get(0));
        boolean duplicate = failed.otherwise() == SqlState.UNIQUE_VIOLATION;
        String why = duplicate
                ? "an item with this key exists; use UPSERT to replace it"
                : item.isEmpty()
                        ? "there is no such item, or what the statement requires of it does not hold"
                        : "the item is not as the statement requires";
        return new SqlFailure(failed.otherwise(), failed.statement() + ": " + why, canceled, canceled.statusCode());
    }
}
