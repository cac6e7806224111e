package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Streams read in turns, a row of each: while one is read the others fetch their next pages. */
final class InterleavedRows implements RowStream {
    private final List<Integer> open = new ArrayList<>();
    private final List<PagedRows> all;
    private final Resumption resumption;
    private final LastPlaces places;
    private int turn = -1;
    private @Nullable PagedRows current;

    InterleavedRows(List<PagedRows> streams, Resumption resumption) {
        this.all = List.copyOf(streams);
        this.resumption = resumption;
        this.places = new LastPlaces(resumption, streams.size());
        for (int i = 0; i < streams.size(); i++) {
            open.add(i);
        }
    }

    @Override
    public boolean next() {
        while (!open.isEmpty()) {
            turn = (turn + 1) % open.size();
            int number = open.get(turn);
            PagedRows stream = all.get(number);
            if (stream.next()) {
                current = stream;
                places.delivered(number, stream.place());
                return true;
            }
            open.remove(turn);
            turn--;
        }
        current = null;
        return false;
    }

    @Override
    public Map<String, AttributeValue> item() {
        PagedRows stream = current;
        if (stream == null) {
            throw new SqlFailure(SqlState.INVALID_CURSOR_STATE, "there is no current row");
        }
        return stream.item();
    }

    @Override
    public @Nullable String resumeToken() {
        return current == null ? null : resumption.token(places.all());
    }

    @Override
    public void close() {
        all.forEach(PagedRows::close);
    }
}
