package org.dynamojdbc.execute.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionMetrics;

/** Adds up what a statement, or a part of it, costs, from all its threads. */
public final class Meter {
    private final @Nullable Meter whole;
    private final long startNanos = System.nanoTime();
    private volatile Pace pace = Pace.UNLIMITED;
    private volatile Progress progress = Progress.UNTOLD;
    private final LongAdder calls = new LongAdder();
    private final LongAdder itemsRead = new LongAdder();
    private final LongAdder itemsReturned = new LongAdder();
    private final LongAdder itemsWritten = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final DoubleAdder readUnits = new DoubleAdder();
    private final DoubleAdder writeUnits = new DoubleAdder();
    private final Arms arms = new Arms();
    private final Map<String, Statistics.ItemCollection> collections = new ConcurrentSkipListMap<>();
    private final AtomicLong firstRowNanos = new AtomicLong(-1);

    Meter() {
        this(null);
    }

    private Meter(@Nullable Meter whole) {
        this.whole = whole;
    }

    /** A meter of a part: what it counts counts here too, but for its rows, which the statement may not return. */
    public Meter part() {
        return new Meter(this);
    }

    /** The meter of the whole statement. */
    Meter whole() {
        return whole == null ? this : whole.whole();
    }

    /** Tells of the statement's progress from now on. */
    public void report(Progress given) {
        progress = given;
    }

    /** Charges what is consumed from now on. */
    void charge(Pace charged) {
        pace = charged;
    }

    /** One call sent. */
    public void call() {
        if (whole != null) {
            whole.call();
        }
        calls.increment();
    }

    /** Items evaluated by a read and what it consumed, by table and index. */
    public void read(long items, @Nullable ConsumedCapacity capacity) {
        if (whole != null) {
            whole.read(items, capacity);
        }
        double units = Calls.units(capacity);
        itemsRead.add(items);
        readUnits.add(units);
        pace.read(units);
        arms.add(capacity, Arms.Kind.READ);
        progress.tell(this);
    }

    public void read(long items, List<ConsumedCapacity> capacities) {
        read(items, (ConsumedCapacity) null);
        capacities.forEach(capacity -> read(0, capacity));
    }

    /** So many items were put, changed or deleted. */
    public void wrote(long items) {
        if (whole != null) {
            whole.wrote(items);
        }
        if (items > 0) {
            itemsWritten.add(items);
            progress.tell(this);
        }
    }

    /** What a write consumed, by table and index. */
    public void written(@Nullable ConsumedCapacity capacity) {
        if (whole != null) {
            whole.written(capacity);
        }
        double units = Calls.units(capacity);
        writeUnits.add(units);
        pace.written(units);
        arms.add(capacity, Arms.Kind.WRITE);
    }

    public void written(List<ConsumedCapacity> capacities) {
        capacities.forEach(this::written);
    }

    /** Sizes of the item collections that were written to; the newest of each counts. */
    public void collections(Map<String, List<ItemCollectionMetrics>> metrics) {
        metrics.forEach((table, some) -> some.forEach(one -> collection(table, one)));
    }

    /** Notes the size of an item collection. */
    public void collection(String table, @Nullable ItemCollectionMetrics metrics) {
        if (metrics == null
                || !metrics.hasItemCollectionKey()
                || metrics.sizeEstimateRangeGB().size() < 2) {
            return;
        }
        String key = ItemKeys.text(metrics.itemCollectionKey());
        whole().collections
                .put(
                        table + ' ' + key,
                        new Statistics.ItemCollection(
                                table,
                                key,
                                metrics.sizeEstimateRangeGB().get(0),
                                metrics.sizeEstimateRangeGB().get(1)));
    }

    /** Notes a repetition. */
    public void retried() {
        if (whole != null) {
            whole.retried();
        }
        retries.increment();
    }

    /** A call ended that was sent so often. */
    void attempts(int sent) {
        if (whole != null) {
            whole.attempts(sent);
        }
        if (sent > 1) {
            retries.add(sent - 1L);
        }
    }

    /** One row handed to the reader. */
    public void returned() {
        if (itemsReturned.sum() == 0) {
            firstRowNanos.compareAndSet(-1, System.nanoTime() - startNanos);
        }
        itemsReturned.increment();
    }

    /** Read units so far. */
    public double readUnits() {
        return readUnits.sum();
    }

    double writeUnits() {
        return writeUnits.sum();
    }

    /** All that was noted so far. */
    public Statistics statistics() {
        return new Statistics(
                calls.sum(),
                itemsRead.sum(),
                itemsReturned.sum(),
                itemsWritten.sum(),
                readUnits.sum(),
                writeUnits.sum(),
                retries.sum(),
                firstRowNanos.get(),
                System.nanoTime() - startNanos,
                arms.list(),
                List.copyOf(collections.values()));
    }
}
