package dev.workerlet.servlet.application;

import dev.workerlet.servlet.config.Parameters;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Workers that are declared but not initialised yet: their servlets wait for a first request. */
final class DeclaredWorkers {
    private static final Set<String> CLASSES =
            Set.of("dev.workerlet.servlet.WorkerServlet", "dev.workerlet.servlet.WorkerFilter");

    private DeclaredWorkers() {}

    /** The init-params of the worker servlet, or worker filter, of this name, or null. */
    static @Nullable Parameters find(ServletContext context, String name) {
        try {
            return declared(context, name);
        } catch (UnsupportedOperationException e) {
            // A context as listeners get it that were added in code.
            return null;
        }
    }

    /** The names of all of them, as far as the context tells. */
    static Set<String> names(ServletContext context) {
        Set<String> names = new TreeSet<>();
        try {
            addWorkers(names, context.getServletRegistrations());
            addWorkers(names, context.getFilterRegistrations());
        } catch (UnsupportedOperationException e) {
            // The same: it tells nothing.
            return names;
        }
        return names;
    }

    private static void addWorkers(Set<String> names, Map<String, ? extends Registration> registrations) {
        registrations.forEach((name, registration) -> {
            if (CLASSES.contains(registration.getClassName())) {
                names.add(name);
            }
        });
    }

    private static @Nullable Parameters declared(ServletContext context, String name) {
        Registration servlet = context.getServletRegistration(name);
        if (servlet != null && CLASSES.contains(servlet.getClassName())) {
            return WebApplication.parameters("servlet", name, servlet.getInitParameters());
        }
        Registration filter = context.getFilterRegistration(name);
        if (filter != null && CLASSES.contains(filter.getClassName())) {
            return WebApplication.parameters("filter", name, filter.getInitParameters());
        }
        return null;
    }
}
