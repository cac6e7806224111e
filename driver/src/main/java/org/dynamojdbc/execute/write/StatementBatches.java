package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.client.RequestBody;
import org.dynamojdbc.client.RequestJson;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReturnedCosts;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Conditional writes, 25 to a BatchExecuteStatement: the only batch call that takes conditions, at the price of single
 * writes, and that tells for each whether it was done.
 */
final class StatementBatches {
    static final int MAX_STATEMENTS = 25;

    private static final Set<String> PASSING =
            Set.of("ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded", "TransactionConflict");
    private static final String SERVER_ERROR = "InternalServerError";

    private final DynamoDbClient client;
    private final ItemWriter single;

    StatementBatches(DynamoDbClient client, ItemWriter single) {
        this.client = client;
        this.single = single;
    }

    /** Whether the write can go in a batch. */
    boolean takes(ItemWrite write) {
        return StatementText.says(write);
    }

    /** One write on its way. */
    private static final class Entry {
        private final ItemWrite write;
        private final StatementText statement;
        /** It may have been done by a call that gave no clear answer. */
        private boolean unclear;

        private BatchFailure.@Nullable Entry end;

        Entry(ItemWrite write, StatementText statement) {
            this.write = write;
            this.statement = statement;
        }
    }

    List<BatchFailure.Entry> write(List<ItemWrite> writes, StatementContext context) {
        List<StatementText> statements = StatementText.ofAll(writes);
        List<Entry> entries = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            entries.add(new Entry(writes.get(i), statements.get(i)));
        }
        List<Entry> pending = entries;
        String action = "BatchExecuteStatement on " + writes.get(0).table().name();
        Backoff backoff = new Backoff(action, context);
        while (true) {
            List<Entry> sent = pending;
            settle(sent, send(sent, action, context), context);
            pending = sent.stream().filter(e -> e.end == null).toList();
            if (pending.isEmpty()) {
                return ends(entries);
            }
            if (pending.size() < sent.size()) {
                backoff.reset();
            }
            try {
                backoff.pause();
            } catch (SqlFailure stopped) {
                pending.forEach(
                        e -> e.end = new BatchFailure.Entry(0, e.unclear ? unknown(e.write, stopped) : stopped));
                return ends(entries);
            }
        }
    }

    private static List<BatchFailure.Entry> ends(List<Entry> entries) {
        return entries.stream()
                .map(e -> java.util.Objects.requireNonNull(e.end))
                .toList();
    }

    private List<BatchStatementResponse> send(List<Entry> sent, String action, StatementContext context) {
        Attempts attempts = new Attempts(Attempts.Repeat.HARMLESS);
        BatchExecuteStatementRequest call = BatchExecuteStatementRequest.builder()
                .overrideConfiguration(Calls.limits(context, attempts, body(sent)))
                .build();
        try {
            BatchExecuteStatementResponse answer =
                    Calls.send(action, context, () -> client.batchExecuteStatement(call));
            context.meter().written(answer.consumedCapacity());
            return answer.responses();
        } catch (SqlFailure failed) {
            for (Entry entry : sent) {
                entry.end = new BatchFailure.Entry(
                        0, entry.unclear || attempts.mayBeDone() ? unknown(entry.write, failed) : failed);
            }
            return List.of();
        } finally {
            if (attempts.isUnclear()) {
                sent.forEach(e -> e.unclear = true);
            }
        }
    }

    private static RequestBody body(List<Entry> entries) {
        RequestJson json = new RequestJson().list("Statements");
        for (Entry entry : entries) {
            json.element()
                    .text("Statement", entry.statement.text())
                    .values("Parameters", entry.statement.parameters())
                    .text("ReturnValuesOnConditionCheckFailure", ReturnValuesOnConditionCheckFailure.ALL_OLD.toString())
                    .endObject();
        }
        return json.endList()
                .text(
                        "ReturnConsumedCapacity",
                        ReturnedCosts.ofWrites(entries.stream()
                                        .map(e -> e.write.table())
                                        .toList())
                                .toString())
                .body();
    }

    /** Notes the end of each statement; those that the server only put off have none. */
    private void settle(List<Entry> sent, List<BatchStatementResponse> responses, StatementContext context) {
        for (int i = 0; i < responses.size(); i++) {
            Entry entry = sent.get(i);
            BatchStatementError error = responses.get(i).error();
            if (error == null) {
                entry.end = new BatchFailure.Entry(1, null);
                context.meter().wrote(1);
            } else if (SERVER_ERROR.equals(error.codeAsString())) {
                entry.unclear = true;
            } else if (!PASSING.contains(error.codeAsString())) {
                entry.end = refused(entry, error, context);
            }
        }
    }

    private BatchFailure.Entry refused(Entry entry, BatchStatementError error, StatementContext context) {
        String code = error.codeAsString();
        ItemWrite write = entry.write;
        if (code.equals("DuplicateItem") || code.equals("ConditionalCheckFailed")) {
            return write instanceof ItemWrite.Insert insert
                    ? duplicate(insert, entry.unclear, error.hasItem() ? error.item() : null, context)
                    : notMatched(entry);
        }
        if (code.equals("ValidationError")) {
            return alone(write, context);
        }
        SqlState state = DynamoErrors.state(code, error.message(), 400);
        return new BatchFailure.Entry(
                0,
                new SqlFailure(
                        state,
                        "a write of " + write.table().name() + " failed: " + error.message() + " (" + code + ")",
                        null,
                        400));
    }

    /** An insert that was put off without a clear answer may have been done all the same and then meets its own item. */
    private BatchFailure.Entry duplicate(
            ItemWrite.Insert insert,
            boolean unclear,
            @Nullable Map<String, AttributeValue> met,
            StatementContext context) {
        if (unclear && met != null && ValueKey.of(met).equals(ValueKey.of(insert.item()))) {
            return new BatchFailure.Entry(1, null);
        }
        if (unclear && met == null) {
            return metBy(insert, context);
        }
        return new BatchFailure.Entry(0, WriteFailures.duplicate(insert.table(), insert.key(), met, null));
    }

    /** The service need not say what a batch's insert met; a read does. */
    private BatchFailure.Entry metBy(ItemWrite.Insert insert, StatementContext context) {
        try {
            Map<String, AttributeValue> stored = Calls.send(
                            "GetItem on " + insert.table().name(),
                            context,
                            () -> client.getItem(r -> r.tableName(insert.table().name())
                                    .key(insert.key())
                                    .consistentRead(true)
                                    .overrideConfiguration(Calls.limits(context))))
                    .item();
            return ValueKey.of(stored).equals(ValueKey.of(insert.item()))
                    ? new BatchFailure.Entry(1, null)
                    : new BatchFailure.Entry(0, WriteFailures.duplicate(insert.table(), insert.key(), stored, null));
        } catch (SqlFailure failed) {
            return new BatchFailure.Entry(0, unknown(insert, failed));
        }
    }

    /** An UPDATE that may have been done before no longer tells whether it was. */
    private static BatchFailure.Entry notMatched(Entry entry) {
        return new BatchFailure.Entry(0, entry.unclear ? unknown(entry.write, null) : null);
    }

    private static SqlFailure unknown(ItemWrite write, @Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.COMPLETION_UNKNOWN,
                "a write of " + write.table().name() + " " + ItemKeys.text(write.key())
                        + " got no clear answer: whether it was done is unknown; read the item to find out",
                cause);
    }

    /** The single call takes items that PartiQL's parser does not, and says better what is wrong with the others. */
    private BatchFailure.Entry alone(ItemWrite write, StatementContext context) {
        try {
            return new BatchFailure.Entry(single.write(write, context).count(), null);
        } catch (SqlFailure failure) {
            return new BatchFailure.Entry(0, failure);
        }
    }
}
