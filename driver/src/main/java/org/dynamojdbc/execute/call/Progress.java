package org.dynamojdbc.execute.call;

import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells a listener how far a statement is: after each page read and each write done, one call at a time. */
public final class Progress {
    /** Nobody listens. */
    public static final Progress UNTOLD = new Progress(null);

    private static final Logger LOG = Logger.getLogger("org.dynamojdbc");

    private volatile @Nullable Consumer<Statistics> listener;

    private Progress(@Nullable Consumer<Statistics> listener) {
        this.listener = listener;
    }

    /**
     * Tells a listener.
     *
     * @param listener null when nobody wants to know
     */
    public static Progress to(@Nullable Consumer<Statistics> listener) {
        return listener == null ? UNTOLD : new Progress(listener);
    }

    /** A listener that throws is told no more; the statement goes on, for its writes would be cut off anywhere. */
    @SuppressWarnings("CatchingUnchecked")
    void tell(Meter meter) {
        Consumer<Statistics> told = listener;
        if (told == null) {
            return;
        }
        synchronized (this) {
            try {
                told.accept(meter.statistics());
            } catch (RuntimeException failed) {
                listener = null;
                LOG.log(Level.WARNING, "the listener of a statement's progress failed and is told no more", failed);
            }
        }
    }
}
