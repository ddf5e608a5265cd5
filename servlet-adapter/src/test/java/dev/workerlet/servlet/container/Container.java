package dev.workerlet.servlet.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An embedded servlet container with one web application. */
public interface Container {
    /** What to deploy: a document root, in order what a web.xml would name, and whether the container has WebSockets. */
    record Application(
            Path documentRoot,
            Map<String, String> contextParams,
            Map<String, Object> attributes,
            List<Class<? extends EventListener>> listeners,
            List<Mapped> servlets,
            List<Mapped> filters,
            Map<Integer, String> errorPages,
            boolean webSockets) {}

    /**
     * A servlet or filter and where it is mapped.
     *
     * @param async whether it is {@code async-supported}
     * @param dispatchers what a filter is mapped for
     */
    record Mapped(
            String name,
            @Nullable Servlet servlet,
            @Nullable Filter filter,
            Map<String, String> initParams,
            boolean async,
            Set<DispatcherType> dispatchers,
            List<String> patterns) {}

    /** Starts the container with the application; throws what the application's start threw. */
    void start(Application application) throws Exception;

    int port();

    /** Connections of clients that it has open, give or take one. */
    long connections();

    /** Ends the web application, not the container. */
    void undeploy() throws Exception;

    /** Ends the container. */
    void end() throws Exception;
}
