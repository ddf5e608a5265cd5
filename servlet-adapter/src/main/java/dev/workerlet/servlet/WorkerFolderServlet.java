package dev.workerlet.servlet;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.servlet.application.WebApplication;
import dev.workerlet.servlet.config.Parameters;
import dev.workerlet.servlet.config.WorkerSettings;
import dev.workerlet.servlet.exchange.ServletExchange;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import dev.workerlet.servlet.script.ScriptLocator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A servlet that serves a folder of workers: {@code name.js} or {@code name.mjs} answers {@code /name} and {@code /name/*},
 * {@code index.js} answers {@code /}; all else is 404. Needs {@code async-supported}.
 *
 * <p>A new, changed or deleted file counts from the next request. Init-params: {@code directory}, where the constructor did
 * not get it, and those of {@link WorkerServlet} except {@code script}, which hold for all workers of the folder.
 */
public class WorkerFolderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path given;
    private transient @Nullable WebApplication application;
    private transient @Nullable WorkerFolder folder;

    /** For a deployment descriptor: the folder is the init-param {@code directory}. */
    public WorkerFolderServlet() {
        this.given = null;
    }

    /** For an embedder. */
    public WorkerFolderServlet(Path directory) {
        this.given = directory;
    }

    @Override
    public void init() throws ServletException {
        folder = Initialization.configured(this::connect);
    }

    private WorkerFolder connect() {
        WebApplication of = WebApplication.of(getServletContext());
        Parameters parameters =
                WebApplication.parameters("servlet", getServletName(), Initialization.parameters(getServletConfig()));
        Path named = parameters.path("directory", given);
        WorkerSettings settings = WorkerSettings.read(parameters);
        parameters.refuseUnknown();
        if (!settings.services().isEmpty()) {
            throw parameters.mistake("workers of a folder come and go: they can't have " + WorkerSettings.SERVICE_PREFIX
                    + settings.services().keySet().iterator().next());
        }
        if (named == null) {
            throw parameters.mistake("the init-param \"directory\" is missing: name the folder with the workers");
        }
        Path directory = ScriptLocator.realFolder(named);
        of.descriptor().requireAsyncSupported("servlet", getServletName());
        Workerlet runtime = of.retain();
        application = of;
        return new WorkerFolder(directory, runtime, of.owner(settings), settings, of.settings());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletExchange.throwWhereCut(request);
        if (ServletExchange.reenter(request, response)) {
            return;
        }
        WorkerFolder workers = folder;
        String name = WorkerFolder.name(request);
        WorkerEndpoint target = workers == null || name == null ? null : workers.find(name);
        if (target == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        AsyncSupport.requireRequest(request, "The worker folder servlet " + getServletName());
        new ServletExchange(target, request, response).begin();
    }

    @Override
    public void destroy() {
        // Requests may still be on their way here: the runtime answers them, and once it has ended it refuses them with
        // 503.
        WebApplication of = application;
        if (of != null) {
            application = null;
            of.release();
        }
    }
}
