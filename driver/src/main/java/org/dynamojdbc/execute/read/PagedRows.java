package org.dynamojdbc.execute.read;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of pages: residual applied, offset skipped, limit kept. While a page is read the next one is fetched, but never
 * one that the limit makes useless, nor one that the reader is likely not to want. At most two pages are held.
 */
public final class PagedRows implements RowStream {
    /** Tells where an item of a source is, null when the read cannot be resumed. */
    @FunctionalInterface
    interface Places {
        ResumeTokens.@Nullable Place of(Map<String, AttributeValue> item, int source);
    }

    /** A read that cannot be resumed. */
    public static final Places NO_PLACES = (item, source) -> null;

    /** Whether rows count as returned to the client; those of an inner step do not. */
    public enum Counted {
        YES,
        NO
    }

    /** So many times as much is asked for when what the reader was expected to take was not enough. */
    private static final int GROWTH = 4;

    private static final long MOST_EXPECTED = 4096;

    private final Pages pages;
    private final Predicate residual;
    private final StatementContext context;
    private final @Nullable ExecutorService readers;
    private final Places places;
    private Iterator<Map<String, AttributeValue>> rows =
            List.<Map<String, AttributeValue>>of().iterator();
    private int rowsLeft;
    private int source;
    private @Nullable Map<String, AttributeValue> current;
    private volatile @Nullable Future<@Nullable Page> ahead;
    private volatile boolean closed;
    private boolean ended;
    private long toSkip;
    private long wanted;
    /** Rows that a reader without a limit is likely to take from here on, -1 for all. */
    private long expected;

    private boolean tested;
    private final Counted counted;

    /**
     * @param readers where pages are fetched ahead, null to fetch them when they are needed
     * @param places tells where a row is, for resuming
     * @param counted whether rows count as returned to the client
     */
    public PagedRows(
            Pages pages,
            Predicate residual,
            ReadOptions options,
            StatementContext context,
            @Nullable ExecutorService readers,
            Places places,
            Counted counted) {
        this.pages = pages;
        this.residual = residual;
        this.context = context;
        this.readers = options.prefetchPages() > 0 ? readers : null;
        this.places = places;
        this.toSkip = options.offset();
        this.wanted = options.limit();
        this.expected = wanted < 0 ? options.expected() : -1;
        this.counted = counted;
        if (wanted != 0) {
            fetchAhead();
        }
    }

    @Override
    public boolean next() {
        current = null;
        if (wanted == 0 || closed) {
            return false;
        }
        while (true) {
            while (rows.hasNext()) {
                Map<String, AttributeValue> item = rows.next();
                rowsLeft--;
                if (!matches(item)) {
                    continue;
                }
                if (toSkip > 0) {
                    toSkip--;
                    continue;
                }
                current = item;
                if (wanted > 0) {
                    wanted--;
                }
                if (counted == Counted.YES) {
                    context.meter().returned();
                }
                return true;
            }
            if (ended || !nextPage()) {
                return false;
            }
        }
    }

    private boolean matches(Map<String, AttributeValue> item) {
        return tested || residual.equals(Predicate.TRUE) || Evaluator.evaluate(residual, item) == Truth.TRUE;
    }

    private boolean nextPage() {
        context.check();
        Page page = await();
        if (page == null) {
            ended = true;
            return false;
        }
        List<Map<String, AttributeValue>> items = page.items();
        if (wanted >= 0 && !residual.equals(Predicate.TRUE)) {
            tested = false;
            items = items.stream().filter(this::matches).toList();
            tested = true;
        }
        rows = items.iterator();
        rowsLeft = items.size();
        source = page.source();
        if (expected >= 0) {
            expected = expected * GROWTH > MOST_EXPECTED ? -1 : Math.max(1, expected) * GROWTH;
        } else if (!enoughInPage()) {
            fetchAhead();
        }
        return true;
    }

    /** Whether the rows at hand satisfy the limit, so that another page would be paid for nothing. */
    private boolean enoughInPage() {
        return wanted >= 0 && rowsLeft >= ReadOptions.sum(wanted, toSkip);
    }

    private long stillWanted() {
        return wanted < 0 ? expected : Math.max(1, ReadOptions.sum(wanted, toSkip) - rowsLeft);
    }

    /** How many rows a reader without a limit is going to take from here on, -1 for all: what its next page asks for. */
    void expect(long rows) {
        expected = rows;
    }

    private void fetchAhead() {
        if (readers == null || closed) {
            return;
        }
        long rowsWanted = stillWanted();
        try {
            ahead = readers.submit(() -> pages.next(rowsWanted));
        } catch (java.util.concurrent.RejectedExecutionException shutDown) {
            throw new SqlFailure(SqlState.CONNECTION_CLOSED, "the connection is closed", shutDown);
        }
    }

    private @Nullable Page await() {
        Future<@Nullable Page> fetching = ahead;
        if (fetching == null) {
            return pages.next(stillWanted());
        }
        try {
            ahead = null;
            return fetching.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SqlFailure failure) {
                throw failure;
            }
            throw new SqlFailure(SqlState.GENERAL, "a page could not be read: " + failed.getCause(), failed);
        } catch (CancellationException canceled) {
            throw new SqlFailure(SqlState.QUERY_CANCELED, "the result set was closed while it was read", canceled);
        } catch (InterruptedException interrupted) {
            fetching.cancel(true);
            Thread.currentThread().interrupt();
            throw new SqlFailure(SqlState.QUERY_CANCELED, "the thread was interrupted while it read", interrupted);
        }
    }

    @Override
    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = current;
        if (item == null) {
            throw new SqlFailure(SqlState.INVALID_CURSOR_STATE, "there is no current row");
        }
        return item;
    }

    @Override
    public @Nullable String resumeToken() {
        return null;
    }

    /** Where the current row is; null when there is none, or none to tell. */
    ResumeTokens.@Nullable Place place() {
        Map<String, AttributeValue> item = current;
        return item == null ? null : places.of(item, source);
    }

    @Override
    public void close() {
        closed = true;
        Future<@Nullable Page> fetching = ahead;
        if (fetching != null) {
            fetching.cancel(true);
        }
    }
}
