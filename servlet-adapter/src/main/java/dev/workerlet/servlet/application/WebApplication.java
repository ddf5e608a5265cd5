package dev.workerlet.servlet.application;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.servlet.config.DeploymentDescriptor;
import dev.workerlet.servlet.config.Parameters;
import dev.workerlet.servlet.config.RuntimeSettings;
import dev.workerlet.servlet.config.WorkerSettings;
import dev.workerlet.servlet.config.WorkersFile;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import dev.workerlet.servlet.script.ScriptLocator;
import dev.workerlet.servlet.websocket.WebSockets;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one web application and the one runtime that they share. Thread-safe.
 *
 * <p>The runtime starts when {@link #retain() somebody} wants it first. It ends when everybody who retained it has released
 * it, or with the web application, whichever is later where a {@link #keepUntilClosed() listener} sees the latter.
 */
public final class WebApplication {
    private static final String ATTRIBUTE = WebApplication.class.getName();
    private static final ReentrantLock REGISTRATION = new ReentrantLock();

    private final ServletContext context;
    private final WorkersFile file;
    private final DeploymentDescriptor descriptor;
    private final RuntimeSettings settings;
    private final ScriptLocator scripts;
    private final Map<String, WorkerEndpoint> workers = new ConcurrentHashMap<>();
    private final NamedWorkers named = new NamedWorkers(this);
    private final ReentrantLock lifeCycle = new ReentrantLock();
    private volatile WorkerListener listener = WorkerListener.NONE;

    // Guarded by lifeCycle.
    private @Nullable RunningRuntime running;
    private int holders;
    private boolean keptUntilClosed;
    private boolean closed;

    private WebApplication(ServletContext context, WorkersFile file, RuntimeSettings settings) {
        this.context = context;
        this.file = file;
        this.descriptor = ContextSettings.readDescriptor(context);
        this.settings = settings;
        this.scripts = new ScriptLocator(context, settings.scripts());
    }

    /** The one of {@code context}; its settings are read when it is asked for first. */
    public static WebApplication of(ServletContext context) {
        REGISTRATION.lock();
        try {
            if (context.getAttribute(ATTRIBUTE) instanceof WebApplication known) {
                return known;
            }
            WorkersFile file = ContextSettings.readFile(context);
            WebApplication made = new WebApplication(context, file, ContextSettings.read(context, file));
            context.setAttribute(ATTRIBUTE, made);
            return made;
        } finally {
            REGISTRATION.unlock();
        }
    }

    /** Ends the one of {@code context}, if there is one. */
    public static void close(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof WebApplication known) {
            known.close();
        }
    }

    /** An embedded context may have no class loader of its own. */
    private static ClassLoader classLoader(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        return loader != null ? loader : WebApplication.class.getClassLoader();
    }

    /** The class loader of the web application. */
    public ClassLoader classLoader() {
        return classLoader(context);
    }

    public RuntimeSettings settings() {
        return settings;
    }

    /** What stands in {@code WEB-INF/workers.json}. */
    public WorkersFile file() {
        return file;
    }

    /** What web.xml says. */
    public DeploymentDescriptor descriptor() {
        return descriptor;
    }

    /** Who hears of the workers; set before the runtime starts. */
    public void listener(WorkerListener newListener) {
        listener = newListener;
    }

    /** Lets the runtime live until {@link #close()} once it has started. */
    public void keepUntilClosed() {
        lifeCycle.lock();
        try {
            keptUntilClosed = true;
        } finally {
            lifeCycle.unlock();
        }
    }

    /**
     * The runtime, started if need be. Each call is matched by one of {@link #release()}.
     *
     * @throws IllegalStateException when the web application has ended: nobody would end the runtime
     */
    public Workerlet retain() {
        lifeCycle.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The web application has ended");
            }
            if (running == null) {
                running = RunningRuntime.start(context, settings, listener);
            }
            holders++;
            return running.runtime();
        } finally {
            lifeCycle.unlock();
        }
    }

    /** Ends what {@link #retain()} began. */
    public void release() {
        lifeCycle.lock();
        try {
            holders--;
            if (holders == 0 && !keptUntilClosed) {
                stop();
            }
        } finally {
            lifeCycle.unlock();
        }
    }

    /**
     * Makes a worker of its settings, and known by name.
     *
     * @param declaring the context as the worker's servlet or filter has it: what else is declared can be asked of it
     */
    public WorkerEndpoint worker(
            Workerlet runtime,
            ServletContext declaring,
            String name,
            String script,
            WorkerSettings written,
            String place) {
        WorkerDefinition worker = named.define(declaring, name, script, written, place);
        WorkerEndpoint endpoint =
                new WorkerEndpoint(runtime, worker, settings.development(), settings.responseHeadBytes());
        workers.put(name, endpoint);
        return endpoint;
    }

    /** Where a worker's script is. */
    ScriptSource script(String script, String place) {
        return scripts.locate(script, place);
    }

    /** The owner of a worker: the one that is named, or this web application. */
    public String owner(WorkerSettings written) {
        String owner = written.owner();
        return owner != null ? owner : ContextSettings.identity(context);
    }

    /** The worker that a servlet or filter of this name runs, or null where none has been initialised. */
    public @Nullable WorkerEndpoint worker(String name) {
        return workers.get(name);
    }

    /** The same, made if a servlet or filter of this name is declared; throws where there is none. */
    public WorkerEndpoint requireWorker(String name) {
        WorkerEndpoint known = workers.get(name);
        if (known != null) {
            return known;
        }
        Parameters declared = DeclaredWorkers.find(context, name);
        if (declared == null) {
            throw new IllegalArgumentException("There is no worker servlet or worker filter with the name \"" + name
                    + "\"; known are " + workers.keySet());
        }
        // Held until the web application ends: nobody releases it.
        keepUntilClosed();
        return worker(
                retain(),
                context,
                name,
                String.valueOf(declared.text("script")),
                WorkerSettings.read(declared),
                declared.place());
    }

    /** Ends the runtime with the web application. Idempotent. */
    public void close() {
        context.removeAttribute(ATTRIBUTE);
        lifeCycle.lock();
        try {
            closed = true;
            stop();
        } finally {
            lifeCycle.unlock();
        }
    }

    private void stop() {
        workers.clear();
        if (running != null) {
            running.close();
            WebSockets.close(context);
            running = null;
        }
        named.clear();
        if (!keptUntilClosed) {
            context.removeAttribute(ATTRIBUTE);
        }
    }

    /** The place of a configuration mistake in a servlet's or filter's init-params. */
    public static Parameters parameters(String kind, String name, Map<String, String> values) {
        return new Parameters(kind + " \"" + name + "\"", values);
    }
}
