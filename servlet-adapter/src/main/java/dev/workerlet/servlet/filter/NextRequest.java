package dev.workerlet.servlet.filter;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request that what stands behind a worker sees: the container's, with what the worker changed, and with the body that
 * was read for the worker.
 *
 * <p>Paths are always the container's own: it computes them for the dispatch that leads here, and for forwards and includes
 * further on. Confined to downstream.
 */
final class NextRequest extends ReplayedRequest {
    private final Downstream downstream;
    private final CapturedResponse response;
    private final FetchRequest next;
    private final @Nullable String ownQuery;
    private final @Nullable NextAsyncContext earlier;
    private final boolean headersChanged;
    private final boolean bodyReplaced;
    private final boolean parametersReplaced;

    /**
     * @param own the request that the worker got
     * @param earlier the asynchronous mode that a servlet behind has left by a dispatch, or null
     */
    NextRequest(
            HttpServletRequest request,
            CapturedResponse response,
            Downstream downstream,
            FetchRequest own,
            @Nullable NextAsyncContext earlier) {
        super(
                request,
                downstream.next().body() instanceof Body.Bytes inMemory ? inMemory.bytes() : new byte[0],
                isReplaced(downstream.next(), own),
                downstream::defer);
        this.downstream = downstream;
        this.response = response;
        this.next = downstream.next();
        this.ownQuery = query(own.url());
        this.earlier = earlier;
        this.headersChanged = next.headers() != own.headers();
        this.bodyReplaced = isReplaced(next, own);
        this.parametersReplaced = bodyReplaced || !sameQuery();
    }

    /** A stream is what the container has still to read, and is read from there. */
    private static boolean isReplaced(FetchRequest next, FetchRequest own) {
        return next.body() instanceof Body.Bytes
                && (next.body().lengthBytes() > 0 || own.body().lengthBytes() != 0);
    }

    @Override
    boolean areParametersReplaced() {
        return parametersReplaced;
    }

    @Override
    @Nullable
    String furtherQuery() {
        return downstream.target().query();
    }

    private static @Nullable String query(String url) {
        int start = url.indexOf('?');
        return start < 0 ? null : url.substring(start + 1);
    }

    private boolean sameQuery() {
        String nextQuery = downstream.target().query();
        return nextQuery == null ? ownQuery == null : nextQuery.equals(ownQuery);
    }

    /** Whether {@code request} has come through {@code exchange} in the dispatch that it is in. */
    static boolean isBehind(FilterExchange exchange, ServletRequest request) {
        ServletRequest current = request;
        while (current instanceof ServletRequestWrapper wrapper) {
            if (wrapper instanceof NextRequest next && next.downstream.exchange() == exchange) {
                return true;
            }
            current = wrapper.getRequest();
        }
        return false;
    }

    @Override
    public String getMethod() {
        return next.method();
    }

    /** The worker's query in place of the client's; that of a forward further on stays. */
    @Override
    public @Nullable String getQueryString() {
        String below = super.getQueryString();
        return below == null || below.equals(ownQuery) ? downstream.target().query() : below;
    }

    /**
     * Filters behind would take the container's asynchronous dispatch for the second round of a request that they have
     * seen; it is the first.
     */
    @Override
    public DispatcherType getDispatcherType() {
        DispatcherType type = super.getDispatcherType();
        return type == DispatcherType.ASYNC && earlier == null ? DispatcherType.REQUEST : type;
    }

    // ---- headers

    @Override
    public @Nullable String getHeader(String name) {
        if (bodyReplaced && name.equalsIgnoreCase("Content-Length")) {
            return Long.toString(next.body().lengthBytes());
        }
        if (bodyReplaced && name.equalsIgnoreCase("Transfer-Encoding")) {
            return null;
        }
        return headersChanged ? next.headers().first(name) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (isLengthHeader(name)) {
            String value = getHeader(name);
            return Collections.enumeration(value == null ? Set.of() : Set.of(value));
        }
        return headersChanged ? Collections.enumeration(next.headers().all(name)) : super.getHeaders(name);
    }

    private boolean isLengthHeader(String name) {
        return bodyReplaced && (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding"));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        if (!headersChanged && !bodyReplaced) {
            return super.getHeaderNames();
        }
        Set<String> names = new LinkedHashSet<>();
        HeaderList headers = next.headers();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i).toLowerCase(Locale.ROOT);
            if (!isLengthHeader(name)) {
                names.add(name);
            }
        }
        if (bodyReplaced) {
            names.add("content-length");
        }
        return Collections.enumeration(names);
    }

    @Override
    public int getIntHeader(String name) {
        String value = getHeader(name);
        return value == null ? -1 : Integer.parseInt(value);
    }

    @Override
    public long getDateHeader(String name) {
        String value = getHeader(name);
        return value == null ? -1 : HttpDate.parse(value).toEpochMilli();
    }

    @Override
    public @Nullable String getContentType() {
        return headersChanged ? next.headers().first("content-type") : super.getContentType();
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return headersChanged ? RequestCookies.parse(next.headers().all("cookie")) : super.getCookies();
    }

    // ---- asynchronous mode

    @Override
    public boolean isAsyncSupported() {
        return true;
    }

    @Override
    public boolean isAsyncStarted() {
        return downstream.isAsyncStarted();
    }

    @Override
    public AsyncContext getAsyncContext() {
        return downstream.asyncContext();
    }

    @Override
    public AsyncContext startAsync() {
        return start(new NextAsyncContext(downstream, this, response, true));
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse ofRequest) {
        return start(new NextAsyncContext(downstream, request, ofRequest, request == this && ofRequest == response));
    }

    private AsyncContext start(NextAsyncContext started) {
        AsyncContext context = downstream.startAsync(started);
        if (earlier != null) {
            earlier.restarted();
        }
        return context;
    }
}
