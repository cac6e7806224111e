package org.dynamojdbc.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.Abortable;

/**
 * The threads that are in calls of one client, and how to get them out: a thread that waits for a socket does not feel an
 * interrupt, so the exchange it waits for is broken off too.
 */
public final class CallsUnderWay {
    private static final Abortable NOTHING_SENT = () -> {};

    private final Map<Thread, Abortable> exchanges = new ConcurrentHashMap<>();

    /** The current thread begins a call. */
    public void begin() {
        exchanges.put(Thread.currentThread(), NOTHING_SENT);
    }

    /** The current thread is about to send this; an interrupt that came before is seen by its flag. */
    void sending(Abortable exchange) {
        exchanges.replace(Thread.currentThread(), exchange);
    }

    /** The current thread's call is over. */
    public void end() {
        exchanges.remove(Thread.currentThread());
    }

    /** Gets a thread that is in a call out of it. */
    public void interrupt(Thread thread) {
        thread.interrupt();
        Abortable exchange = exchanges.get(thread);
        if (exchange != null) {
            exchange.abort();
        }
    }
}
