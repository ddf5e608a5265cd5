package dev.workerlet.servlet.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asynchronous mode of a servlet behind a worker: completing it hands the captured response to the worker, and leaves
 * the container's request open. Thread-safe.
 *
 * <p>Its timeout is kept but not watched: the worker's wall-clock limit ends the wait of the client.
 */
final class NextAsyncContext implements AsyncContext {
    private static final Logger LOG = LoggerFactory.getLogger(NextAsyncContext.class);
    private static final long DEFAULT_TIMEOUT_MILLIS = 30_000;

    private record Registered(
            AsyncListener listener,
            @Nullable ServletRequest request,
            @Nullable ServletResponse response) {}

    @FunctionalInterface
    private interface Notification {
        void send(AsyncListener listener, AsyncEvent event) throws IOException;
    }

    private final Downstream downstream;
    private final ServletRequest request;
    private final ServletResponse response;
    private final boolean original;
    private final List<Registered> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean complete;
    private volatile long timeoutMillis = DEFAULT_TIMEOUT_MILLIS;

    /** @param original whether these are the request and response that the chain was called with */
    NextAsyncContext(Downstream downstream, ServletRequest request, ServletResponse response, boolean original) {
        this.downstream = downstream;
        this.request = request;
        this.response = response;
        this.original = original;
    }

    boolean isComplete() {
        return complete;
    }

    /** Tells the listeners of an earlier round that another one begins. */
    void restarted() {
        tell(AsyncListener::onStartAsync);
        listeners.clear();
    }

    @Override
    public void complete() {
        requireOpen();
        tell(AsyncListener::onComplete);
        complete = true;
        downstream.completed();
    }

    @Override
    public void dispatch() {
        requireOpen();
        downstream.exchange().dispatchAgain(downstream, downstream.target().path());
    }

    @Override
    public void dispatch(String path) {
        requireOpen();
        downstream.exchange().dispatchAgain(downstream, path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        if (!context.getContextPath().equals(request.getServletContext().getContextPath())) {
            throw new UnsupportedOperationException("Behind a worker there is no dispatch to another web application");
        }
        dispatch(path);
    }

    private void requireOpen() {
        if (!over.compareAndSet(false, true)) {
            throw new IllegalStateException("The asynchronous mode has been left already");
        }
    }

    @Override
    public void start(Runnable task) {
        downstream.exchange().runOnContainerThread(task);
    }

    private void tell(Notification notification) {
        for (Registered registered : listeners) {
            AsyncEvent event = registered.request == null
                    ? new AsyncEvent(this, request, response)
                    : new AsyncEvent(this, registered.request, registered.response);
            try {
                notification.send(registered.listener, event);
            } catch (IOException | RuntimeException e) {
                LOG.warn("a listener of an asynchronous servlet failed", e);
            }
        }
    }

    @Override
    public ServletRequest getRequest() {
        return request;
    }

    @Override
    public ServletResponse getResponse() {
        return response;
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original;
    }

    @Override
    public void addListener(AsyncListener listener) {
        listeners.add(new Registered(listener, null, null));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest forEvent, ServletResponse forEventResponse) {
        listeners.add(new Registered(listener, forEvent, forEventResponse));
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException
                | InstantiationException
                | IllegalAccessException
                | NoSuchMethodException e) {
            throw new ServletException(e);
        }
    }

    @Override
    public void setTimeout(long millis) {
        timeoutMillis = millis;
    }

    @Override
    public long getTimeout() {
        return timeoutMillis;
    }
}
