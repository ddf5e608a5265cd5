package dev.workerlet.servlet.exchange;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Puts requests into asynchronous mode, without a timeout of the container: the runtime has its own, and they are exact. */
final class AsyncStart {
    private static final long NONE_MILLIS = 0;
    private static final String TOMCAT = "org.apache.catalina.";

    /**
     * A timeout that never comes. With none, Tomcat 11 looks every second whether the request has ended behind its back: now
     * and then it takes a processor that has just been given back for such a one, and wakes whoever uses it next, who then
     * loses it. Neither the request nor its listeners hear anything any more.
     */
    private static final long TOMCAT_NONE_MILLIS = Long.MAX_VALUE;

    private AsyncStart() {}

    /** @param dispatched the response for asynchronous dispatches */
    static AsyncContext of(HttpServletRequest request, HttpServletResponse dispatched) {
        return withoutTimeout(request.startAsync(request, dispatched));
    }

    static AsyncContext withoutTimeout(AsyncContext started) {
        started.setTimeout(started.getClass().getName().startsWith(TOMCAT) ? TOMCAT_NONE_MILLIS : NONE_MILLIS);
        return started;
    }
}
