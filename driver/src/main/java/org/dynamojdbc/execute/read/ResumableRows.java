package org.dynamojdbc.execute.read;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows of pages in their order, with the token of each. */
final class ResumableRows implements RowStream {
    private final PagedRows rows;
    private final Resumption resumption;

    ResumableRows(PagedRows rows, Resumption resumption) {
        this.rows = rows;
        this.resumption = resumption;
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public Map<String, AttributeValue> item() {
        return rows.item();
    }

    @Override
    public @Nullable String resumeToken() {
        ResumeTokens.Place place = rows.place();
        return place == null ? null : resumption.token(List.of(place));
    }

    @Override
    public void close() {
        rows.close();
    }
}
