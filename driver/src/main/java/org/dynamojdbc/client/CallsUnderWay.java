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

    private final Map<Thread, Exchange> exchanges = new ConcurrentHashMap<>();

    /** @param attempt how often the call was sent, this exchange included */
    private record Exchange(Abortable abortable, int attempt) {}

    /** The current thread begins a call. */
    public void begin() {
        exchanges.put(Thread.currentThread(), new Exchange(NOTHING_SENT, 0));
    }

    /** The current thread is about to send this; an interrupt that came before is seen by its flag. */
    void sending(Abortable exchange) {
        exchanges.computeIfPresent(
                Thread.currentThread(), (thread, before) -> new Exchange(exchange, before.attempt() + 1));
    }

    /** The current thread's call is over; how often it was sent, as the SDK repeats what fails. */
    public int end() {
        Exchange last = exchanges.remove(Thread.currentThread());
        return last == null ? 0 : last.attempt();
    }

    /** Gets a thread that is in a call out of it. */
    public void interrupt(Thread thread) {
        thread.interrupt();
        Exchange exchange = exchanges.get(thread);
        if (exchange != null) {
            exchange.abortable().abort();
        }
    }
}
