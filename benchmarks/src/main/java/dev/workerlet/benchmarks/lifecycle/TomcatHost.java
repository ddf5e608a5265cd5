package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.support.WorkDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embedded Tomcat; the end of the JVM stops it, as in stock Tomcat. */
final class TomcatHost implements ContainerHost {
    private static final Logger LOG = LoggerFactory.getLogger(TomcatHost.class);

    private final WorkDirectory base = WorkDirectory.create();
    private final Tomcat tomcat = new Tomcat();
    private final Map<String, StandardContext> deployed = new HashMap<>();

    TomcatHost() throws LifecycleException {
        tomcat.setBaseDir(base.path().toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getHost();
        tomcat.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAtExit, "tomcat-exit"));
    }

    private void stopAtExit() {
        try {
            tomcat.stop();
        } catch (LifecycleException e) {
            LOG.warn("Tomcat did not stop", e);
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public ClassLoader deploy(String name, Path folder) throws LifecycleException {
        StandardContext context = new StandardContext();
        context.setName("/" + name);
        context.setPath("/" + name);
        context.setDocBase(folder.toString());
        context.setFailCtxIfServletStartFails(true);
        // What the command's own class path holds is not the web application's.
        context.setContainerSciFilter("org\\.eclipse\\.jetty\\..*");
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);
        ContextConfig configuration = new ContextConfig();
        configuration.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        context.addLifecycleListener(configuration);
        Tomcat.addServlet(context, "exit", new ExitServlet());
        context.addServletMapping(ExitServlet.PATH, "exit");
        tomcat.getHost().addChild(context);
        if (context.getState() != LifecycleState.STARTED) {
            throw new LifecycleException("The context " + name + " did not start");
        }
        deployed.put(name, context);
        return context.getLoader().getClassLoader();
    }

    @Override
    public void undeploy(String name) throws LifecycleException {
        StandardContext context = deployed.remove(name);
        if (context == null) {
            throw new IllegalArgumentException("Not deployed: " + name);
        }
        context.stop();
        tomcat.getHost().removeChild(context);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        base.close();
    }
}
