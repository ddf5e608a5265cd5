package dev.workerlet.benchmarks.io;

import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.servlet.WorkerFilter;
import dev.workerlet.servlet.WorkerFolderServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;

/** Embedded Tomcat. */
final class TomcatServer implements EmbeddedServer {
    private final WorkDirectory base = WorkDirectory.create();
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    TomcatServer(Site site) throws LifecycleException {
        tomcat.setBaseDir(base.path().toString());
        tomcat.setPort(site.port());
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        connector.addUpgradeProtocol(new Http2Protocol());
        context = tomcat.addContext("", base.path().toString());
        ((StandardContext) context).setFailCtxIfServletStartFails(true);
        site.contextParameters().forEach(context::addParameter);
        site.folders().forEach(this::serve);
        site.filters().forEach(this::filter);
        context.addServletContainerInitializer(new WsSci(), null);
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            throw new LifecycleException("The context did not start");
        }
    }

    private void serve(Site.Folder folder) {
        Wrapper servlet = Tomcat.addServlet(context, folder.servlet(), new WorkerFolderServlet(folder.directory()));
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        folder.parameters().forEach(servlet::addInitParameter);
        context.addServletMapping(folder.path().isEmpty() ? "/*" : "/" + folder.path() + "/*", folder.servlet());
    }

    private void filter(Site.WorkerInFront worker) {
        FilterDef filter = new FilterDef();
        filter.setFilterName(worker.filter());
        filter.setFilterClass(WorkerFilter.class.getName());
        filter.setAsyncSupported("true");
        worker.initParameters().forEach(filter::addInitParameter);
        context.addFilterDef(filter);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName(worker.filter());
        mapping.addURLPattern("/" + worker.path() + "/*");
        mapping.setDispatcher(DispatcherType.REQUEST.name());
        mapping.setDispatcher(DispatcherType.ASYNC.name());
        context.addFilterMap(mapping);
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public ServletContext context() {
        return context.getServletContext();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        base.close();
    }
}
