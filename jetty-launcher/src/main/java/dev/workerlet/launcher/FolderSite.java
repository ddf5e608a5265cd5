package dev.workerlet.launcher;

import dev.workerlet.servlet.WorkerFolderServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/**
 * A folder of scripts, each answering under its own name. No sessions, no security handlers: one servlet.
 *
 * @param folder the folder
 * @param limits limits of the workers that the command line gave, by the names of init-params
 * @param settings settings of the runtime that it gave, by the names of context-params
 */
record FolderSite(Path folder, Map<String, String> limits, Map<String, String> settings) implements Site {

    static FolderSite of(Path folder, Map<String, String> limits, Map<String, String> settings) throws StartFailure {
        if (!Files.isDirectory(folder)) {
            throw new StartFailure("no such folder: " + folder);
        }
        return new FolderSite(folder, limits, settings);
    }

    @Override
    public ServletContextHandler context() {
        ServletHolder servlet = new ServletHolder("workers", new WorkerFolderServlet(folder));
        servlet.setAsyncSupported(true);
        servlet.setInitOrder(1);
        limits.forEach(servlet::setInitParameter);
        ServletContextHandler context = new ServletContextHandler("/");
        context.setClassLoader(FolderSite.class.getClassLoader());
        settings.forEach(context::setInitParameter);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addServlet(servlet, "/");
        return context;
    }
}
