package dev.workerlet.servlet.application;

import dev.workerlet.servlet.config.RuntimeSettings;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a servlet context says about its runtime. */
final class ContextSettings {
    private ContextSettings() {}

    /** The settings in the context-params that begin with {@code workerlet.}. */
    static RuntimeSettings read(ServletContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            if (name.startsWith(RuntimeSettings.PREFIX)) {
                values.put(name.substring(RuntimeSettings.PREFIX.length()), context.getInitParameter(name));
            }
        }
        return RuntimeSettings.read(
                "context-params " + RuntimeSettings.PREFIX + "*", values, temporaryDirectory(context));
    }

    private static Path temporaryDirectory(ServletContext context) {
        return context.getAttribute(ServletContext.TEMPDIR) instanceof File directory
                ? directory.toPath()
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** What tells this web application from others in the container: its virtual host and its context path. */
    static String identity(ServletContext context) {
        return virtualHost(context) + (context.getContextPath().isEmpty() ? "/" : context.getContextPath());
    }

    private static String virtualHost(ServletContext context) {
        try {
            String name = context.getVirtualServerName();
            return name == null ? "" : name;
        } catch (UnsupportedOperationException e) {
            return "";
        }
    }
}
