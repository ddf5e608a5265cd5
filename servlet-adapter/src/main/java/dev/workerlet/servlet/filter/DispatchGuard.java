package dev.workerlet.servlet.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The response of an asynchronous dispatch until its filter is reached: nobody may write to it before.
 *
 * <p>Without it, a filter that is not mapped for asynchronous dispatches would be left out silently, and the application's
 * response would go to the client past the worker.
 */
final class DispatchGuard extends HttpServletResponseWrapper {
    private final String filterName;
    private volatile boolean open;
    private volatile boolean refused;

    DispatchGuard(HttpServletResponse response, String filterName) {
        super(response);
        this.filterName = filterName;
    }

    /** The filter has been reached. */
    void open() {
        open = true;
    }

    /** Whether somebody wanted to write before the filter was reached. */
    boolean hasRefused() {
        return refused;
    }

    static String advice(String filterName) {
        return "The dispatch of ctx.next() did not come back through the worker filter " + filterName
                + ": map it for asynchronous dispatches too, with <dispatcher>REQUEST</dispatcher>"
                + "<dispatcher>ASYNC</dispatcher> in its <filter-mapping>";
    }

    private void requireOpen() {
        if (!open) {
            refused = true;
            throw new IllegalStateException(advice(filterName));
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        requireOpen();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        requireOpen();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        requireOpen();
        super.flushBuffer();
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        requireOpen();
        super.sendRedirect(location);
    }
}
