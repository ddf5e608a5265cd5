package dev.workerlet.servlet.filter;

import dev.workerlet.runtime.message.FetchExchange.NextCallback;
import dev.workerlet.runtime.message.FetchRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of what stands behind the worker: the request it gets, the response it writes, and how it ends.
 *
 * <p>It ends when the chain has returned, or later where a servlet behind went into asynchronous mode: its
 * {@code AsyncContext} is one of ours, the container's own stays with the {@link FilterExchange}.
 */
final class Downstream {
    private final FilterExchange exchange;
    private final FetchRequest next;
    private final Target target;
    private final NextCallback callback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    private @Nullable CapturedResponse captured;
    private volatile @Nullable NextAsyncContext async;
    private volatile boolean returned;
    private volatile @Nullable Throwable thrown;

    Downstream(FilterExchange exchange, FetchRequest next, Target target, NextCallback callback) {
        this.exchange = exchange;
        this.next = next;
        this.target = target;
        this.callback = callback;
    }

    FetchRequest next() {
        return next;
    }

    Target target() {
        return target;
    }

    /** Whether the chain threw; what it threw. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    @Nullable
    CapturedResponse captured() {
        return captured;
    }

    NextCallback callback() {
        return callback;
    }

    /** Runs the chain, on the container's thread; a second time when a servlet behind has dispatched its own request. */
    void run(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        CapturedResponse own = captured;
        if (own == null) {
            own = new CapturedResponse(response, exchange.definition().limits().responseBodyBytes(), this);
            captured = own;
        }
        NextAsyncContext earlier = async;
        async = null;
        returned = false;
        NextRequest passed = new NextRequest(request, own, this, exchange.own(), earlier);
        try {
            chain.doFilter(passed, own);
        } catch (IOException | ServletException | RuntimeException e) {
            thrown = e;
        }
        returned();
    }

    private void returned() {
        Runnable task = deferred.poll();
        while (thrown == null && task != null) {
            task.run();
            task = deferred.poll();
        }
        returned = true;
        NextAsyncContext started = async;
        if (thrown != null || started == null || started.isComplete()) {
            end();
        }
    }

    /** Runs what a listener of a stream waits for: now, or when the chain has returned, as containers do. */
    void defer(Runnable task) {
        if (returned) {
            task.run();
        } else {
            deferred.add(task);
        }
    }

    boolean isAsyncStarted() {
        NextAsyncContext started = async;
        return started != null && !started.isComplete();
    }

    AsyncContext asyncContext() {
        NextAsyncContext started = async;
        if (started == null) {
            throw new IllegalStateException("The request is not in asynchronous mode");
        }
        return started;
    }

    AsyncContext startAsync(NextAsyncContext started) {
        if (async != null) {
            throw new IllegalStateException("The request is in asynchronous mode already");
        }
        async = started;
        return started;
    }

    /** A servlet behind has completed its asynchronous request. */
    void completed() {
        if (returned) {
            end();
        }
    }

    FilterExchange exchange() {
        return exchange;
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            exchange.downstreamEnded(this);
        }
    }

    /** It will never end by itself. */
    void fail(String message) {
        if (ended.compareAndSet(false, true)) {
            callback.failed(message);
        }
    }
}
