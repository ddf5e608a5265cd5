package dev.workerlet.launcher;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.Holder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.util.ClassMatcher;

/**
 * A web application with all it needs in its own {@code WEB-INF/lib}: it sees the servlet API of the launcher, and nothing
 * else of it.
 *
 * @param war the archive or the unpacked folder
 * @param limits limits for workers that have none of their own in the deployment descriptor, by the names of init-params
 * @param settings settings of the runtime for a deployment descriptor that has none, by the names of context-params
 */
record WarSite(Path war, Map<String, String> limits, Map<String, String> settings) implements Site {
    private static final String WORKER_CLASSES = "dev.workerlet.servlet.";

    static WarSite of(Path war, Map<String, String> limits, Map<String, String> settings) throws StartFailure {
        if (!Files.exists(war)) {
            throw new StartFailure("no such file: " + war);
        }
        return new WarSite(war, limits, settings);
    }

    @Override
    public ServletContextHandler context() {
        WebAppContext context = new WebAppContext();
        context.setWar(war.toAbsolutePath().toString());
        context.setContextPath("/");
        // Jetty would start happily with a web application that failed
        context.setThrowUnavailableOnStartupException(true);
        context.addHiddenClassMatcher(new ClassMatcher("dev.workerlet.", "com.caoccao.javet.", "picocli."));
        settings.forEach(context::setInitParameter);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addEventListener(new LimitsListener(context.getServletHandler(), limits));
        return context;
    }

    /**
     * Gives the limits to the servlets and filters of workers before they are initialised.
     *
     * @param handler the web application's servlets and filters
     * @param limits the limits
     */
    private record LimitsListener(ServletHandler handler, Map<String, String> limits)
            implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            Stream.<Holder<?>[]>of(handler.getServlets(), handler.getFilters())
                    .flatMap(Stream::of)
                    .filter(holder -> String.valueOf(holder.getClassName()).startsWith(WORKER_CLASSES))
                    .forEach(this::limit);
        }

        private void limit(Holder<?> worker) {
            limits.forEach((name, value) -> {
                if (worker.getInitParameter(name) == null) {
                    worker.setInitParameter(name, value);
                }
            });
        }
    }
}
