package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Inserts, 25 to a BatchExecuteStatement: the only batch call that refuses an existing key, at the price of a put. */
final class InsertBatches {
    static final int MAX_STATEMENTS = 25;

    /** Longest PartiQL text that the service takes. */
    private static final int MAX_TEXT = 8192;

    private static final Set<String> PASSING = Set.of(
            "ProvisionedThroughputExceeded",
            "ThrottlingError",
            "RequestLimitExceeded",
            "InternalServerError",
            "TransactionConflict");

    private final DynamoDbClient client;
    private final ItemWriter single;

    InsertBatches(DynamoDbClient client, ItemWriter single) {
        this.client = client;
        this.single = single;
    }

    /** PartiQL is refused on tables with multi-attribute index keys, and long texts are refused everywhere. */
    boolean takes(ItemWrite.Insert insert) {
        for (Index index : insert.table().indexes()) {
            if (index.key().partition().size() > 1 || index.key().sort().size() > 1) {
                return false;
            }
        }
        return text(insert).length() <= MAX_TEXT;
    }

    private static String text(ItemWrite.Insert insert) {
        StringBuilder text = new StringBuilder("INSERT INTO \"")
                .append(insert.table().name())
                .append("\" VALUE {");
        String separator = "";
        for (String name : insert.item().keySet()) {
            text.append(separator).append('\'').append(name.replace("'", "''")).append("': ?");
            separator = ", ";
        }
        return text.append('}').toString();
    }

    private static BatchStatementRequest statement(ItemWrite.Insert insert) {
        List<AttributeValue> parameters = List.copyOf(insert.item().values());
        return BatchStatementRequest.builder()
                .statement(text(insert))
                .parameters(parameters)
                .build();
    }

    List<BatchFailure.Entry> write(List<ItemWrite.Insert> inserts, StatementContext context) {
        BatchFailure.Entry[] entries = new BatchFailure.Entry[inserts.size()];
        List<Integer> pending = new ArrayList<>();
        for (int i = 0; i < inserts.size(); i++) {
            pending.add(i);
        }
        String action = "BatchExecuteStatement on " + inserts.get(0).table().name();
        Backoff backoff = new Backoff(action, context);
        boolean again = false;
        while (true) {
            List<Integer> sent = pending;
            BatchExecuteStatementRequest call = BatchExecuteStatementRequest.builder()
                    .statements(
                            sent.stream().map(i -> statement(inserts.get(i))).toList())
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .overrideConfiguration(Calls.limits(context))
                    .build();
            BatchExecuteStatementResponse answer =
                    Calls.send(action, context, () -> client.batchExecuteStatement(call));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            pending = settle(sent, answer.responses(), inserts, entries, again, context);
            if (pending.isEmpty()) {
                return List.of(entries);
            }
            if (pending.size() < sent.size()) {
                backoff.reset();
            }
            again = true;
            backoff.pause();
        }
    }

    /** Notes the end of each statement; gives back those that the server only put off. */
    private List<Integer> settle(
            List<Integer> sent,
            List<BatchStatementResponse> responses,
            List<ItemWrite.Insert> inserts,
            BatchFailure.Entry[] entries,
            boolean again,
            StatementContext context) {
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            int position = sent.get(i);
            BatchStatementError error = responses.get(i).error();
            if (error == null) {
                entries[position] = new BatchFailure.Entry(1, null);
            } else if (PASSING.contains(error.codeAsString())) {
                later.add(position);
            } else {
                entries[position] = failed(inserts.get(position), error, again, context);
            }
        }
        return later;
    }

    /**
     * A statement that was put off with an error of the server's may have been done all the same and then meets its own
     * item; PutItem, which tells what it met, decides.
     */
    private BatchFailure.Entry failed(
            ItemWrite.Insert insert, BatchStatementError error, boolean again, StatementContext context) {
        String code = error.codeAsString();
        boolean duplicate = code.equals("DuplicateItem") || code.equals("ConditionalCheckFailed");
        if (duplicate) {
            Map<String, AttributeValue> met = error.hasItem() ? error.item() : null;
            if (again && isSame(met, insert)) {
                return new BatchFailure.Entry(1, null);
            }
            return new BatchFailure.Entry(0, ItemWriter.duplicate(insert.table(), insert.key(), null));
        }
        if (code.equals("ValidationError")) {
            return viaPutItem(insert, context);
        }
        SqlState state = DynamoErrors.state(code, 400);
        return new BatchFailure.Entry(
                0,
                new SqlFailure(
                        state,
                        "INSERT into " + insert.table().name() + " failed: " + error.message() + " (" + code + ")",
                        null,
                        400));
    }

    private static boolean isSame(@Nullable Map<String, AttributeValue> met, ItemWrite.Insert insert) {
        return met != null
                && org.dynamojdbc.type.ValueKey.of(met).equals(org.dynamojdbc.type.ValueKey.of(insert.item()));
    }

    /** PutItem takes items that PartiQL's parser does not, and says better what is wrong with the others. */
    private BatchFailure.Entry viaPutItem(ItemWrite.Insert insert, StatementContext context) {
        try {
            return new BatchFailure.Entry(single.write(insert, context).count(), null);
        } catch (SqlFailure failure) {
            return new BatchFailure.Entry(0, failure);
        }
    }
}
