package dev.workerlet.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.EnumSet;

/** Maps worker filters for asynchronous dispatches where they are mapped for requests: {@code ctx.next()} needs both. */
final class AsyncMappings {
    private static final EnumSet<DispatcherType> ASYNC = EnumSet.of(DispatcherType.ASYNC);

    private AsyncMappings() {}

    /**
     * Adds what a deployment descriptor left out; harmless where it did not. Called while the context is initialised.
     *
     * <p>A filter that was added here comes after all filters that were mapped for asynchronous dispatches before.
     */
    static void complete(ServletContext context) {
        for (FilterRegistration filter : context.getFilterRegistrations().values()) {
            if (WorkerFilter.class.getName().equals(filter.getClassName())) {
                Collection<String> patterns = filter.getUrlPatternMappings();
                if (!patterns.isEmpty()) {
                    filter.addMappingForUrlPatterns(ASYNC, true, patterns.toArray(new String[0]));
                }
                Collection<String> servlets = filter.getServletNameMappings();
                if (!servlets.isEmpty()) {
                    filter.addMappingForServletNames(ASYNC, true, servlets.toArray(new String[0]));
                }
            }
        }
    }
}
