package org.dynamojdbc.execute;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of an access path: its pages, less what the residual, OFFSET and LIMIT take away. */
final class PagedRows implements org.dynamojdbc.row.RowStream {
    private final Pages pages;
    private final Predicate residual;
    private final StatementContext context;
    private final Function<Map<String, AttributeValue>, @Nullable String> tokens;
    private Iterator<Map<String, AttributeValue>> page = Collections.emptyIterator();
    private Map<String, AttributeValue> current = Map.of();
    private long toSkip;
    private long left;
    private volatile boolean closed;

    /** @param tokens gives the token that resumes behind an item, null when it cannot be resumed */
    PagedRows(
            Pages pages,
            Predicate residual,
            ReadOptions options,
            StatementContext context,
            Function<Map<String, AttributeValue>, @Nullable String> tokens) {
        this.pages = pages;
        this.residual = residual;
        this.context = context;
        this.tokens = tokens;
        this.toSkip = options.offset();
        this.left = options.limit() < 0 ? Long.MAX_VALUE : options.limit();
    }

    @Override
    public boolean next() {
        while (left > 0 && !closed) {
            if (!page.hasNext()) {
                context.check();
                Pages.Page following = pages.next();
                if (following == null) {
                    return false;
                }
                page = following.items().iterator();
                continue;
            }
            Map<String, AttributeValue> item = page.next();
            if (residual != Predicate.TRUE && Evaluator.evaluate(residual, item) != Truth.TRUE) {
                continue;
            }
            if (toSkip > 0) {
                toSkip--;
                continue;
            }
            left--;
            current = item;
            context.meter().returned();
            return true;
        }
        context.check();
        return false;
    }

    @Override
    public Map<String, AttributeValue> item() {
        return current;
    }

    @Override
    public @Nullable String resumeToken() {
        return tokens.apply(current);
    }

    @Override
    public void close() {
        closed = true;
    }
}
