package dev.workerlet.it.jetty;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletMapping;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.IO;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;

/** Embedded Jetty as Arquillian sees it: a server on a free loopback port, a web application for each archive. */
public final class JettyContainer implements DeployableContainer<JettyConfiguration> {
    private static final String HOST = "127.0.0.1";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Map<String, WebAppContext> deployed = new HashMap<>();

    @Override
    public Class<JettyConfiguration> getConfigurationClass() {
        return JettyConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public void start() throws LifecycleException {
        connector.setHost(HOST);
        server.addConnector(connector);
        server.setHandler(contexts);
        try {
            server.start();
        } catch (Exception e) {
            throw new LifecycleException("Jetty did not start", e);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new LifecycleException("Jetty did not stop", e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        try {
            WebAppContext context = webApplication(archive);
            deployed.put(archive.getName(), context);
            contexts.addHandler(context);
            context.start();
            return new ProtocolMetaData().addContext(addresses(context));
        } catch (Exception e) {
            throw new DeploymentException("Jetty did not deploy " + archive.getName(), e);
        }
    }

    private static WebAppContext webApplication(Archive<?> archive) throws IOException {
        File folder = Files.createTempDirectory(Path.of("target"), "jetty-").toFile();
        WebAppContext context = new WebAppContext();
        context.setWar(archive.as(ExplodedExporter.class)
                .exportExploded(folder, "exploded")
                .getAbsolutePath());
        context.setContextPath("/" + archive.getName().replaceFirst("\\.war$", ""));
        context.setThrowUnavailableOnStartupException(true);
        return context;
    }

    private HTTPContext addresses(WebAppContext context) {
        HTTPContext http = new HTTPContext(HOST, connector.getLocalPort());
        for (ServletMapping mapping : context.getServletHandler().getServletMappings()) {
            http.add(new Servlet(mapping.getServletName(), context.getContextPath()));
        }
        return http;
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        WebAppContext context = deployed.remove(archive.getName());
        if (context == null) {
            return;
        }
        try {
            context.stop();
            contexts.removeHandler(context);
            context.destroy();
            IO.delete(Path.of(context.getWar()).getParent());
        } catch (Exception e) {
            throw new DeploymentException("Jetty did not undeploy " + archive.getName(), e);
        }
    }
}
