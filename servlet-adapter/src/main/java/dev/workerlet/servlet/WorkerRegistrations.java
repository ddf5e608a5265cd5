package dev.workerlet.servlet;

import dev.workerlet.servlet.config.ConfigurationException;
import dev.workerlet.servlet.config.WorkersFile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.Set;

/** Registers the workers of {@code WEB-INF/workers.json} as servlets and filters. */
final class WorkerRegistrations {
    private WorkerRegistrations() {}

    /** Called while the context is initialised. */
    static void register(ServletContext context, WorkersFile file) {
        for (WorkersFile.Worker worker : file.workers()) {
            if (worker.filter()) {
                addFilter(context, worker);
            } else {
                addServlet(context, worker);
            }
        }
    }

    private static void addServlet(ServletContext context, WorkersFile.Worker worker) {
        ServletRegistration.Dynamic servlet = context.addServlet(worker.name(), WorkerServlet.class);
        if (servlet == null) {
            throw alreadyThere("servlet", worker);
        }
        servlet.setInitParameters(worker.initParams());
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        Set<String> taken = servlet.addMapping(worker.paths().toArray(new String[0]));
        if (!taken.isEmpty()) {
            throw new ConfigurationException(WorkersFile.PATH + ": the worker \"" + worker.name()
                    + "\" can't have the paths " + taken + ": another servlet is mapped to them");
        }
    }

    private static void addFilter(ServletContext context, WorkersFile.Worker worker) {
        FilterRegistration.Dynamic filter = context.addFilter(worker.name(), WorkerFilter.class);
        if (filter == null) {
            throw alreadyThere("filter", worker);
        }
        filter.setInitParameters(worker.initParams());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC),
                true,
                worker.paths().toArray(new String[0]));
    }

    private static ConfigurationException alreadyThere(String kind, WorkersFile.Worker worker) {
        return new ConfigurationException(WorkersFile.PATH + ": there is a " + kind + " with the name \""
                + worker.name() + "\" already; rename one of them");
    }
}
