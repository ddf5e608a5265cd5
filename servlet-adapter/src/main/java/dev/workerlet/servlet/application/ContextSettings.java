package dev.workerlet.servlet.application;

import dev.workerlet.servlet.config.ConfigurationException;
import dev.workerlet.servlet.config.DeploymentDescriptor;
import dev.workerlet.servlet.config.RuntimeSettings;
import dev.workerlet.servlet.config.WorkersFile;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a servlet context says about its runtime. */
final class ContextSettings {
    private ContextSettings() {}

    /** The file beside web.xml. */
    static WorkersFile readFile(ServletContext context) {
        try (InputStream content = context.getResourceAsStream(WorkersFile.PATH)) {
            return content == null ? WorkersFile.NONE : WorkersFile.read(content);
        } catch (IOException e) {
            throw new ConfigurationException(WorkersFile.PATH + " can't be read: " + e, e);
        }
    }

    /** What web.xml says. */
    static DeploymentDescriptor readDescriptor(ServletContext context) {
        try (InputStream content = context.getResourceAsStream(DeploymentDescriptor.PATH)) {
            return DeploymentDescriptor.read(content);
        } catch (IOException e) {
            return DeploymentDescriptor.NONE;
        }
    }

    /** The settings in the context-params that begin with {@code workerlet.}, and those in the file. */
    static RuntimeSettings read(ServletContext context, WorkersFile file) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            if (name.startsWith(RuntimeSettings.PREFIX)) {
                values.put(name.substring(RuntimeSettings.PREFIX.length()), context.getInitParameter(name));
            }
        }
        String place = "context-params " + RuntimeSettings.PREFIX + "*";
        for (Map.Entry<String, String> setting : file.runtime().entrySet()) {
            if (values.putIfAbsent(setting.getKey(), setting.getValue()) != null) {
                throw new ConfigurationException(
                        place + ": " + setting.getKey() + " stands in " + WorkersFile.PATH + " too; keep one of them");
            }
        }
        if (!file.runtime().isEmpty()) {
            place += " and " + WorkersFile.PATH + ", runtime";
        }
        return RuntimeSettings.read(place, values, temporaryDirectory(context));
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
