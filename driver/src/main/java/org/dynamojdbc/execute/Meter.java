package org.dynamojdbc.execute;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what a statement costs, from all its threads. */
public final class Meter {
    private final long startNanos = System.nanoTime();
    private final LongAdder calls = new LongAdder();
    private final LongAdder itemsRead = new LongAdder();
    private final LongAdder itemsReturned = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final DoubleAdder readUnits = new DoubleAdder();
    private final DoubleAdder writeUnits = new DoubleAdder();
    private final AtomicLong firstRowNanos = new AtomicLong(-1);

    /** One call sent. */
    public void call() {
        calls.increment();
    }

    public void read(long items, double units) {
        itemsRead.add(items);
        readUnits.add(units);
    }

    public void written(double units) {
        writeUnits.add(units);
    }

    public void retried() {
        retries.increment();
    }

    /** One row handed to the reader. */
    public void returned() {
        if (itemsReturned.sum() == 0) {
            firstRowNanos.compareAndSet(-1, System.nanoTime() - startNanos);
        }
        itemsReturned.increment();
    }

    public double readUnits() {
        return readUnits.sum();
    }

    public Statistics statistics() {
        return new Statistics(
                calls.sum(),
                itemsRead.sum(),
                itemsReturned.sum(),
                readUnits.sum(),
                writeUnits.sum(),
                retries.sum(),
                firstRowNanos.get(),
                System.nanoTime() - startNanos);
    }
}
