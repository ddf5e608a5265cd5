package dev.workerlet.servlet;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.servlet.application.WebApplication;
import dev.workerlet.servlet.config.Parameters;
import dev.workerlet.servlet.config.WorkerSettings;
import dev.workerlet.servlet.exchange.ServletExchange;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A servlet that lets a worker answer. Needs {@code async-supported}.
 *
 * <p>Init-params: {@code script} (a path below {@code /WEB-INF}, below the folder in the context-param
 * {@code workerlet.scripts}, or an absolute path in the WAR), {@code owner}, {@code mode} ({@code pooled} or
 * {@code isolated}), {@code env.NAME}, {@code service.NAME} (the name of another worker's servlet or filter, which {@code env.NAME} asks), and the limits {@code cpu-limit}, {@code start-cpu-limit}, {@code wall-limit},
 * {@code heap-limit}, {@code external-memory-limit}, {@code request-body-limit}, {@code response-body-limit}, {@code max-concurrent-per-isolate},
 * {@code timers-per-request}, {@code fetches-per-request}, {@code concurrent-fetches}, {@code fetch-body-limit}, {@code log-limit},
 * {@code socket-message-limit}, {@code socket-messages}, {@code socket-bytes}, {@code socket-hold-limit},
 * {@code max-open-per-isolate}, {@code open-drain-limit},
 * {@code stream-chunks}, {@code stream-bytes}, {@code stream-idle-limit}. The body limits hold for what is gathered in memory,
 * not for what flows.
 *
 * <p>It can be the target of a forward. It can't be included, nor be an error page: those are not asynchronous.
 */
public class WorkerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient @Nullable WebApplication application;
    private transient @Nullable WorkerEndpoint endpoint;

    @Override
    public void init() throws ServletException {
        endpoint = Initialization.configured(this::connect);
    }

    private WorkerEndpoint connect() {
        WebApplication of = WebApplication.of(getServletContext());
        Parameters parameters =
                WebApplication.parameters("servlet", getServletName(), Initialization.parameters(getServletConfig()));
        String script = Initialization.script(parameters);
        WorkerSettings settings = WorkerSettings.read(parameters);
        parameters.refuseUnknown();
        of.descriptor().requireAsyncSupported("servlet", getServletName());
        Workerlet runtime = of.retain();
        application = of;
        return of.worker(runtime, getServletContext(), getServletName(), script, settings, parameters.place());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletExchange.throwWhereCut(request);
        if (ServletExchange.reenter(request, response)) {
            return;
        }
        WorkerEndpoint target = endpoint;
        if (target == null) {
            throw new ServletException("The servlet " + getServletName() + " is not initialised");
        }
        AsyncSupport.requireRequest(request, "The worker servlet " + getServletName());
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
