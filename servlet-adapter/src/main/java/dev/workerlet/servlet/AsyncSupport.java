package dev.workerlet.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;

/** The check that a request may be answered asynchronously, and what to tell who forgot to allow it. */
final class AsyncSupport {
    private AsyncSupport() {}

    /**
     * Checks that a servlet can answer.
     *
     * @param who the servlet, for the message
     */
    static void requireRequest(HttpServletRequest request, String who) throws ServletException {
        DispatcherType type = request.getDispatcherType();
        if (type == DispatcherType.INCLUDE || type == DispatcherType.ERROR) {
            throw new ServletException(who + " can't answer a dispatch of type " + type
                    + ": a worker answers asynchronously. Forward to it instead");
        }
        require(request, who);
    }

    /**
     * Checks that a request may become asynchronous.
     *
     * @param who the servlet or filter, for the message
     */
    static void require(ServletRequest request, String who) throws ServletException {
        if (!request.isAsyncSupported()) {
            throw new ServletException(
                    who + " answers asynchronously, but it or a filter before it does not allow that:"
                            + " put <async-supported>true</async-supported> into its <servlet> or <filter> element and into that"
                            + " of each filter that is mapped to the same URLs (or asyncSupported = true into the annotation)");
        }
    }
}
