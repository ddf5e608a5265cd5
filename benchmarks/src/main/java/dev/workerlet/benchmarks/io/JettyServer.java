package dev.workerlet.benchmarks.io;

import dev.workerlet.servlet.WorkerFilter;
import dev.workerlet.servlet.WorkerFolderServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Embedded Jetty, set up as the launcher does. */
final class JettyServer implements EmbeddedServer {
    private static final long IDLE_MILLIS = 6 * 60_000;

    private final Server server = new Server();
    private final ServerConnector connector;
    private final ServletContextHandler context = new ServletContextHandler("/");

    JettyServer(Site site) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setHeaderCacheSize(0);
        connector = new ServerConnector(
                server, new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(site.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        site.contextParameters().forEach(context::setInitParameter);
        site.folders().forEach(this::serve);
        site.filters().forEach(this::filter);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
        server.start();
    }

    private void serve(Site.Folder folder) {
        ServletHolder servlet = new ServletHolder(folder.servlet(), new WorkerFolderServlet(folder.directory()));
        servlet.setAsyncSupported(true);
        servlet.setInitOrder(1);
        folder.parameters().forEach(servlet::setInitParameter);
        context.addServlet(servlet, folder.path().isEmpty() ? "/" : "/" + folder.path() + "/*");
    }

    private void filter(Site.WorkerInFront worker) {
        FilterHolder filter = new FilterHolder(new WorkerFilter());
        filter.setName(worker.filter());
        filter.setAsyncSupported(true);
        filter.setInitParameters(worker.initParameters());
        context.addFilter(filter, "/" + worker.path() + "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public ServletContext context() {
        return context.getServletContext();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
