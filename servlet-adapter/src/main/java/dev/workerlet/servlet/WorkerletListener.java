package dev.workerlet.servlet;

import dev.workerlet.servlet.application.WebApplication;
import dev.workerlet.servlet.cdi.BeanSupport;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the workers of {@code WEB-INF/workers.json}, connects a web application's workers with its beans, and ends the runtime with the web application. Named in the web
 * fragment; starts no runtime by itself.
 */
public class WorkerletListener implements ServletContextListener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerletListener.class);

    private @Nullable AutoCloseable beans;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        WebApplication application = WebApplication.of(context);
        application.keepUntilClosed();
        WorkerRegistrations.register(context, application.file());
        completeMappings(context);
        if (application.settings().cdi()) {
            beans = connect(application);
        }
    }

    private static void completeMappings(ServletContext context) {
        try {
            AsyncMappings.complete(context);
        } catch (UnsupportedOperationException e) {
            // A listener that was added in code may not; then the mappings are its business.
            LOG.debug("worker filters are mapped as they are", e);
        }
    }

    private static @Nullable AutoCloseable connect(WebApplication application) {
        try {
            return BeanSupport.start(application);
        } catch (LinkageError e) {
            LOG.info("No CDI here: workers run, injection does not");
            LOG.debug("the CDI API is missing", e);
            return null;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        // Beans first: they may use the runtime while they are destroyed.
        try {
            AutoCloseable connected = beans;
            if (connected != null) {
                connected.close();
            }
        } catch (Exception e) {
            LOG.warn("the beans of the web application did not end in order", e);
        } finally {
            WebApplication.close(event.getServletContext());
        }
    }
}
