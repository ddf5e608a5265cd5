package dev.workerlet.servlet;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.servlet.application.WebApplication;
import dev.workerlet.servlet.config.Parameters;
import dev.workerlet.servlet.config.WorkerSettings;
import dev.workerlet.servlet.exchange.ServletExchange;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import dev.workerlet.servlet.filter.FilterExchange;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filter that lets a worker answer in front of the application, or pass the request on and change the response. Takes the
 * init-params of {@link WorkerServlet}.
 *
 * <p>It needs {@code async-supported}, and a mapping for the dispatchers {@code REQUEST} and {@code ASYNC} (the listener adds
 * the latter where it is missing; two worker filters on the same URLs need it in web.xml, for their order): {@code ctx.next()}
 * runs what stands behind in an asynchronous dispatch. <b>Filters behind it that shall see such a request, above all those that
 * protect something, must be mapped for {@code ASYNC} as well.</b> Includes and error pages pass it; a forward goes through it where it is mapped for
 * {@code FORWARD} and the request has not been through it before.
 *
 * <p>An error that is sent or thrown behind is a response with its status and no body; passed on like that, it becomes the
 * application's error page.
 */
public class WorkerFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerFilter.class);
    private static final String ATTRIBUTE_PREFIX = WorkerFilter.class.getName() + ".";

    private @Nullable WebApplication application;
    private @Nullable WorkerEndpoint endpoint;
    private String name = "";
    private String attribute = ATTRIBUTE_PREFIX;

    @Override
    public void init(FilterConfig config) throws ServletException {
        name = config.getFilterName();
        attribute = ATTRIBUTE_PREFIX + name;
        endpoint = Initialization.configured(() -> connect(config));
    }

    private WorkerEndpoint connect(FilterConfig config) {
        WebApplication of = WebApplication.of(config.getServletContext());
        Parameters parameters = WebApplication.parameters("filter", name, Initialization.parameters(config));
        String script = Initialization.script(parameters);
        WorkerSettings settings = WorkerSettings.read(parameters);
        parameters.refuseUnknown();
        of.descriptor().requireAsyncSupported("filter", name);
        warnOfFiltersLeftOut(of);
        Workerlet runtime = of.retain();
        application = of;
        return of.worker(runtime, config.getServletContext(), name, script, settings, parameters.place());
    }

    private void warnOfFiltersLeftOut(WebApplication of) {
        for (String other : of.descriptor().leftOutBehind(name)) {
            LOG.warn(
                    "The filter {} is mapped behind the worker filter {}, but not for asynchronous dispatches: it does not see"
                            + " requests to the same URLs that the worker passes on. If it shall, put"
                            + " <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher> into its <filter-mapping>,"
                            + " and <async-supported>true</async-supported> into its <filter>",
                    other,
                    name);
        }
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        WorkerEndpoint target = endpoint;
        if (target == null
                || !(anyRequest instanceof HttpServletRequest request)
                || !(anyResponse instanceof HttpServletResponse response)) {
            throw new ServletException("The worker filter " + name + " is not initialised, or the request is not HTTP");
        }
        ServletExchange.throwWhereCut(request);
        DispatcherType type = request.getDispatcherType();
        Object known = request.getAttribute(attribute);
        if (known instanceof FilterExchange exchange && type == DispatcherType.ASYNC) {
            exchange.reenter(request, response, chain);
        } else if (known != null || type == DispatcherType.INCLUDE || type == DispatcherType.ERROR) {
            chain.doFilter(request, response);
        } else {
            AsyncSupport.require(request, "The worker filter " + name);
            FilterExchange exchange = FilterExchange.of(target, request, response, name);
            request.setAttribute(attribute, exchange);
            exchange.begin();
        }
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
