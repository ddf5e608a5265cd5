package dev.workerlet.benchmarks.lifecycle;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee11.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.ClassMatcher;

/** Embedded Jetty; the end of the JVM stops it, as in the launcher. */
final class JettyHost implements ContainerHost {
    private static final long GRACE_MILLIS = 5_000;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Map<String, WebAppContext> deployed = new HashMap<>();

    JettyHost() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(contexts);
        server.setStopTimeout(GRACE_MILLIS);
        server.setStopAtShutdown(true);
        server.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public ClassLoader deploy(String name, Path folder) throws Exception {
        WebAppContext context = new WebAppContext();
        context.setWar(folder.toString());
        context.setContextPath("/" + name);
        context.setThrowUnavailableOnStartupException(true);
        // The command's own; the web application brings its own.
        context.addHiddenClassMatcher(new ClassMatcher("dev.workerlet.", "com.caoccao.javet.", "picocli."));
        context.setAttribute(
                AnnotationConfiguration.SERVLET_CONTAINER_INITIALIZER_EXCLUSION_PATTERN, "org\\.apache\\..*");
        context.addServlet(new ServletHolder("exit", new ExitServlet()), ExitServlet.PATH);
        contexts.addHandler(context);
        context.start();
        deployed.put(name, context);
        return context.getClassLoader();
    }

    @Override
    public void undeploy(String name) throws Exception {
        WebAppContext context = deployed.remove(name);
        if (context == null) {
            throw new IllegalArgumentException("Not deployed: " + name);
        }
        context.stop();
        contexts.removeHandler(context);
        context.destroy();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
