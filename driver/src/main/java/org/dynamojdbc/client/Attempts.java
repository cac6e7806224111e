package org.dynamojdbc.client;

import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The attempts that the SDK makes of one write. An attempt that got a server error or no answer may have been done all the
 * same: what a later attempt meets can be this write's own work, and a write that must not happen twice cannot be sent
 * again.
 */
public final class Attempts {
    /** Names the attempts of a call in its request's override configuration. */
    public static final ExecutionAttribute<Attempts> ATTRIBUTE = new ExecutionAttribute<>("dynamo-jdbc-attempts");

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final Repeat repeat;
    private final AtomicBoolean open = new AtomicBoolean();
    private volatile boolean unclear;
    private volatile boolean stopped;

    /** Whether an attempt may follow one whose end is unknown. */
    public enum Repeat {
        /** Sending it twice gives what sending it once does. */
        HARMLESS,
        /** Sending it twice would change the item twice. */
        FORBIDDEN
    }

    public Attempts(Repeat repeat) {
        this.repeat = repeat;
    }

    /** Some attempt before the last ended so that nobody knows whether it was done. */
    public boolean isUnclear() {
        return unclear;
    }

    /** The call, failed now, may have been done: an attempt got no answer or a server error. */
    public boolean mayBeDone() {
        return unclear || open.get();
    }

    /** The call was given up, because another attempt could do it twice. */
    public boolean isStopped() {
        return stopped;
    }

    private void begin() {
        if (open.getAndSet(true)) {
            unclear = true;
            if (repeat == Repeat.FORBIDDEN) {
                stopped = true;
                throw SdkClientException.create(
                        "an attempt got no answer or a server error, and another could write twice");
            }
        }
    }

    /** Client errors, throttling among them, say that nothing was written. */
    private void answered(int status) {
        if (status >= CLIENT_ERROR && status < SERVER_ERROR) {
            open.set(false);
        }
    }

    /** Tells each call's {@link Attempts}, where it names one, what becomes of them. */
    static final class Log implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Attempts attempts = attributes.getAttribute(ATTRIBUTE);
            if (attempts != null) {
                attempts.begin();
            }
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            Attempts attempts = attributes.getAttribute(ATTRIBUTE);
            if (attempts != null) {
                attempts.answered(context.httpResponse().statusCode());
            }
        }
    }
}
