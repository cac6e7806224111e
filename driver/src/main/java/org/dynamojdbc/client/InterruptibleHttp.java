package org.dynamojdbc.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Tells {@link CallsUnderWay} which exchange each thread waits for. */
final class InterruptibleHttp implements SdkHttpClient {
    private final SdkHttpClient http;
    private final CallsUnderWay calls;

    InterruptibleHttp(SdkHttpClient http, CallsUnderWay calls) {
        this.http = http;
        this.calls = calls;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest exchange = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                calls.sending(exchange);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted before the request was sent");
                }
                return exchange.call();
            }

            @Override
            public void abort() {
                exchange.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
