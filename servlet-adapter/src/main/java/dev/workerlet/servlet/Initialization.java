package dev.workerlet.servlet;

import dev.workerlet.servlet.config.ConfigurationException;
import dev.workerlet.servlet.config.Parameters;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the servlets and the filter have in common when they are initialised. */
final class Initialization {
    private Initialization() {}

    static Map<String, String> parameters(ServletConfig config) {
        return parameters(config.getInitParameterNames(), config::getInitParameter);
    }

    static Map<String, String> parameters(FilterConfig config) {
        return parameters(config.getInitParameterNames(), config::getInitParameter);
    }

    private static Map<String, String> parameters(Enumeration<String> names, Function<String, String> value) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : Collections.list(names)) {
            values.put(name, value.apply(name));
        }
        return values;
    }

    /** The script that the parameters name. */
    static String script(Parameters parameters) {
        String script = parameters.text("script");
        if (script == null || script.isEmpty()) {
            throw parameters.mistake(
                    "the init-param \"script\" is missing: name the worker's file, such as workers/hello.js");
        }
        return script;
    }

    /** Runs a step of initialisation; a mistake of the user's becomes an exception that the container reports as such. */
    static <T> T configured(Supplier<T> step) throws ServletException {
        try {
            return step.get();
        } catch (ConfigurationException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }
}
