package dev.workerlet.servlet.websocket;

import dev.workerlet.runtime.message.SocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** The WebSockets of one web application, begun with the first. Thread-safe. */
public final class WebSockets {
    /** What to do where the container has none. */
    public static final String MISSING =
            "This servlet container has no Jakarta WebSocket (the context attribute jakarta.websocket.server.ServerContainer"
                    + " is missing). Jetty: enable the module ee11-websocket-jakarta; embedded: call"
                    + " JakartaWebSocketServletContainerInitializer.configure, or add Tomcat's WsSci";

    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final String ATTRIBUTE = WebSockets.class.getName();
    private static final ReentrantLock REGISTRATION = new ReentrantLock();

    private final ServletContext context;
    private final SocketThreads threads = new SocketThreads();

    private WebSockets(ServletContext context) {
        this.context = context;
    }

    /** Whether the container has WebSockets. */
    public static boolean isAvailable(ServletContext context) {
        return context.getAttribute(CONTAINER) != null;
    }

    /** Those of {@code context}. */
    public static WebSockets of(ServletContext context) {
        REGISTRATION.lock();
        try {
            if (context.getAttribute(ATTRIBUTE) instanceof WebSockets known) {
                return known;
            }
            WebSockets made = new WebSockets(context);
            context.setAttribute(ATTRIBUTE, made);
            return made;
        } finally {
            REGISTRATION.unlock();
        }
    }

    /** Ends those of {@code context}, if there are any. Their scripts have left them by now. */
    public static void close(ServletContext context) {
        REGISTRATION.lock();
        try {
            if (context.getAttribute(ATTRIBUTE) instanceof WebSockets known) {
                context.removeAttribute(ATTRIBUTE);
                known.threads.close();
            }
        } finally {
            REGISTRATION.unlock();
        }
    }

    /** A socket that {@link #open} gets its connection. */
    public ContainerSocket socket(SocketUpgrade upgrade) {
        return new ContainerSocket(upgrade.listener(), upgrade.limits(), threads);
    }

    /**
     * Does the handshake, on the container's thread. Where it fails, the client has its answer, and the socket ends.
     *
     * @param response what has been written into it goes to the client too
     */
    public void open(
            HttpServletRequest request, HttpServletResponse response, SocketUpgrade upgrade, ContainerSocket socket)
            throws IOException {
        JakartaUpgrade.perform(context.getAttribute(CONTAINER), request, response, upgrade, socket);
    }
}
