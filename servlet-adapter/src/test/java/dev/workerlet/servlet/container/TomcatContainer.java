package dev.workerlet.servlet.container;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;

/** Embedded Tomcat 11, with HTTP/2 by prior knowledge and upgrade. */
public final class TomcatContainer implements Container {
    private final Tomcat tomcat = new Tomcat();
    private @Nullable Path base;
    private @Nullable Context context;

    @Override
    public void start(Application application) throws Exception {
        base = Files.createTempDirectory("tomcat");
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        Http2Protocol http2 = new Http2Protocol();
        // Tests reset more streams than a server should bear.
        http2.setOverheadCountFactor(0);
        http2.setOverheadResetFactor(0);
        tomcat.getConnector().addUpgradeProtocol(http2);
        Context made = tomcat.addContext("/app", application.documentRoot().toString());
        context = made;
        ((StandardContext) made).setFailCtxIfServletStartFails(true);
        made.addMimeMapping("txt", "text/plain");
        Tomcat.addServlet(made, "default", new org.apache.catalina.servlets.DefaultServlet());
        made.addServletMapping("/", "default");
        application.contextParams().forEach(made::addParameter);
        application.errorPages().forEach((status, location) -> made.addErrorPage(errorPage(status, location)));
        application.listeners().forEach(listener -> made.addApplicationListener(listener.getName()));
        made.addServletContainerInitializer(new Deployment(application), null);
        if (application.webSockets()) {
            made.addServletContainerInitializer(new WsSci(), null);
        }
        tomcat.start();
        if (made.getState() != LifecycleState.STARTED) {
            throw new LifecycleException("the context did not start");
        }
    }

    private static ErrorPage errorPage(int status, String location) {
        ErrorPage page = new ErrorPage();
        page.setErrorCode(status);
        page.setLocation(location);
        return page;
    }

    private record Deployment(Application application) implements ServletContainerInitializer {
        @Override
        public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
            application.attributes().forEach(context::setAttribute);
            for (Mapped servlet : application.servlets()) {
                ServletRegistration.Dynamic registration =
                        context.addServlet(servlet.name(), Objects.requireNonNull(servlet.servlet()));
                registration.setInitParameters(servlet.initParams());
                registration.setAsyncSupported(servlet.async());
                registration.setLoadOnStartup(1);
                registration.addMapping(servlet.patterns().toArray(new String[0]));
            }
            for (Mapped filter : application.filters()) {
                FilterRegistration.Dynamic registration =
                        context.addFilter(filter.name(), Objects.requireNonNull(filter.filter()));
                registration.setInitParameters(filter.initParams());
                registration.setAsyncSupported(filter.async());
                registration.addMappingForUrlPatterns(
                        EnumSet.copyOf(filter.dispatchers()),
                        true,
                        filter.patterns().toArray(new String[0]));
            }
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public long connections() {
        return ((AbstractProtocol<?>) tomcat.getConnector().getProtocolHandler()).getConnectionCount();
    }

    @Override
    public void undeploy() throws Exception {
        tomcat.getHost().removeChild(Objects.requireNonNull(context));
    }

    @Override
    public void end() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        if (base != null) {
            try (Stream<Path> tree = Files.walk(base)) {
                tree.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }
}
