package dev.workerlet.servlet.application;

import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.servlet.config.ConfigurationException;
import dev.workerlet.servlet.config.Parameters;
import dev.workerlet.servlet.config.WorkerSettings;
import jakarta.servlet.ServletContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers of a web application as they may name one another. Thread-safe.
 *
 * <p>The container initialises their servlets in an order of its own, some with their first request only; but what is
 * declared it knows from the start. So whoever names another is checked when it is initialised, and the other is defined
 * there and then, with those that it names in turn. A call finds its target by a look into a map.
 */
final class NamedWorkers {
    private final WebApplication application;
    private final Map<String, WorkerDefinition> definitions = new ConcurrentHashMap<>();

    NamedWorkers(WebApplication application) {
        this.application = application;
    }

    /** Defines a worker, and those that it names. */
    WorkerDefinition define(ServletContext context, String name, String script, WorkerSettings written, String place) {
        Map<String, ServiceTarget> services = new LinkedHashMap<>();
        written.services().forEach((as, target) -> services.put(as, () -> definitions.get(target)));
        WorkerDefinition worker = new WorkerDefinition(
                name,
                application.owner(written),
                application.script(script, place),
                written.mode(),
                written.env(),
                services,
                written.limits());
        // Before those that it names: they may name it.
        definitions.put(name, worker);
        written.services().forEach((as, target) -> require(context, place, as, target));
        return worker;
    }

    private void require(ServletContext context, String place, String as, String target) {
        if (definitions.containsKey(target)) {
            return;
        }
        Parameters declared = DeclaredWorkers.find(context, target);
        if (declared == null) {
            TreeSet<String> known = new TreeSet<>(definitions.keySet());
            known.addAll(DeclaredWorkers.names(context));
            throw new ConfigurationException(place + ": " + WorkerSettings.SERVICE_PREFIX + as + " names the worker \""
                    + target + "\", but no worker servlet or worker filter has this name; there are " + known);
        }
        String script = declared.text("script");
        if (script == null) {
            throw declared.mistake("the init-param \"script\" is missing");
        }
        define(context, target, script, WorkerSettings.read(declared), declared.place());
    }

    /** Forgets all. */
    void clear() {
        definitions.clear();
    }
}
