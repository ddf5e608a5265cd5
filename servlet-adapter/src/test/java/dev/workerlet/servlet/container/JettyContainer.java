package dev.workerlet.servlet.container;

import java.util.EnumSet;
import java.util.EventListener;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.DefaultServlet;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Embedded Jetty 12.1, with HTTP/2 by prior knowledge and upgrade. */
public final class JettyContainer implements Container {
    private final Server server = new Server();
    private final HttpConfiguration configuration = new HttpConfiguration();
    private final ServerConnector connector =
            new ServerConnector(server, new HttpConnectionFactory(configuration), http2(configuration));
    private @Nullable ServletContextHandler context;

    /** Tests reset more streams than a server should bear. */
    private static HTTP2CServerConnectionFactory http2(HttpConfiguration configuration) {
        HTTP2CServerConnectionFactory factory = new HTTP2CServerConnectionFactory(configuration);
        factory.setRateControlFactory(new RateControl.Factory() {});
        return factory;
    }

    @Override
    public void start(Application application) throws Exception {
        connector.setHost("localhost");
        server.addConnector(connector);
        ServletContextHandler made = new ServletContextHandler("/app", ServletContextHandler.SESSIONS);
        context = made;
        made.setBaseResourceAsPath(application.documentRoot());
        application.contextParams().forEach(made::setInitParameter);
        application.attributes().forEach(made::setAttribute);
        for (Class<? extends EventListener> listener : application.listeners()) {
            made.addEventListener(listener.getDeclaredConstructor().newInstance());
        }
        for (Mapped servlet : application.servlets()) {
            ServletHolder holder = new ServletHolder(servlet.name(), Objects.requireNonNull(servlet.servlet()));
            holder.setInitParameters(servlet.initParams());
            holder.setAsyncSupported(servlet.async());
            holder.setInitOrder(1);
            for (String pattern : servlet.patterns()) {
                made.addServlet(holder, pattern);
            }
        }
        for (Mapped filter : application.filters()) {
            FilterHolder holder = new FilterHolder(Objects.requireNonNull(filter.filter()));
            holder.setName(filter.name());
            holder.setInitParameters(filter.initParams());
            holder.setAsyncSupported(filter.async());
            for (String pattern : filter.patterns()) {
                made.addFilter(holder, pattern, EnumSet.copyOf(filter.dispatchers()));
            }
        }
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        application.errorPages().forEach(errors::addErrorPage);
        made.setErrorHandler(errors);
        ServletHolder files = new ServletHolder("default", DefaultServlet.class);
        files.setAsyncSupported(true);
        made.addServlet(files, "/");
        if (application.webSockets()) {
            JakartaWebSocketServletContainerInitializer.configure(made, null);
        }
        server.setHandler(made);
        server.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public long connections() {
        return connector.getConnectedEndPoints().size();
    }

    @Override
    public void undeploy() throws Exception {
        Objects.requireNonNull(context).stop();
    }

    @Override
    public void end() throws Exception {
        server.stop();
    }
}
