package dev.workerlet.servlet.cdi;

import dev.workerlet.servlet.application.WebApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connects a web application's workers with its beans: the container's CDI where it has one, else a CDI container of the
 * web application's own that this starts, if an implementation of CDI SE is there. Closing it ends what it started.
 */
public final class BeanSupport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BeanSupport.class);

    private final @Nullable SeContainer own;
    private final WorkerEvents events;

    private BeanSupport(@Nullable SeContainer own, WorkerEvents events) {
        this.own = own;
        this.events = events;
    }

    /** Connects {@code application}; null where there is no CDI. Called before its runtime starts. */
    public static @Nullable BeanSupport start(WebApplication application) {
        CDI<Object> provided = provided();
        SeContainer own = provided == null ? ownContainer(application) : null;
        Instance<Object> beans = own == null ? provided : own;
        BeanContainer container =
                own != null ? own.getBeanManager() : provided == null ? null : provided.getBeanContainer();
        if (beans == null || container == null) {
            return null;
        }
        Instance<ApplicationHolder> holder = beans.select(ApplicationHolder.class);
        if (!holder.isResolvable()) {
            LOG.info("Workers can't be injected: the CDI container did not look for beans in workerlet-servlet");
            close(own);
            return null;
        }
        holder.get().hold(application);
        WorkerEvents events = new WorkerEvents(container.getEvent(), application.classLoader());
        application.listener(events);
        return new BeanSupport(own, events);
    }

    private static @Nullable CDI<Object> provided() {
        try {
            CDI<Object> provided = CDI.current();
            provided.getBeanContainer();
            return provided;
        } catch (IllegalStateException e) {
            LOG.debug("the servlet container brings no CDI", e);
            return null;
        }
    }

    private static @Nullable SeContainer ownContainer(WebApplication application) {
        // Its newInstance() looks beside the API, which may be the servlet container's, and not in the web application.
        SeContainerInitializer initializer = ServiceLoader.load(SeContainerInitializer.class, application.classLoader())
                .findFirst()
                .orElse(null);
        if (initializer == null) {
            LOG.info(
                    "No CDI here: workers run, injection does not. To have it, add weld-se-core to the web application");
            return null;
        }
        return initializer
                .setClassLoader(ApplicationArchives.of(application.classLoader()))
                // It would hold the web application's class loader until the process ends.
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .initialize();
    }

    @Override
    public void close() {
        events.close();
        close(own);
    }

    private static void close(@Nullable SeContainer container) {
        if (container != null) {
            container.close();
        }
    }
}
