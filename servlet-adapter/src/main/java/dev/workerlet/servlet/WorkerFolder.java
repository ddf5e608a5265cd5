package dev.workerlet.servlet;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.servlet.config.RuntimeSettings;
import dev.workerlet.servlet.config.WorkerSettings;
import dev.workerlet.servlet.exchange.WorkerEndpoint;
import dev.workerlet.servlet.script.FolderScriptSource;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one folder by name. Thread-safe; each request looks whether the file is there.
 *
 * <p>A name is one path segment of ASCII letters, digits, {@code -}, {@code _}, {@code .} and {@code ~} that does not begin
 * with a dot, written without percent-encoding: what the container and this class understand by a path can't differ then.
 */
final class WorkerFolder {
    private static final String INDEX = "index";
    private static final String[] EXTENSIONS = {".js", ".mjs"};

    private record Entry(FolderScriptSource source, WorkerEndpoint endpoint) {}

    private final Path directory;
    private final Workerlet runtime;
    private final String owner;
    private final WorkerSettings settings;
    private final RuntimeSettings application;

    /** By file name. Holds at most as many entries as there were files. */
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    WorkerFolder(
            Path directory, Workerlet runtime, String owner, WorkerSettings settings, RuntimeSettings application) {
        this.directory = directory;
        this.runtime = runtime;
        this.owner = owner;
        this.settings = settings;
        this.application = application;
    }

    /** The worker that {@code name} stands for now, or null. */
    @Nullable
    WorkerEndpoint find(String name) {
        for (String extension : EXTENSIONS) {
            Entry entry = entry(name, name + extension);
            if (entry != null) {
                return entry.endpoint;
            }
        }
        return null;
    }

    private @Nullable Entry entry(String name, String fileName) {
        Entry known = entries.get(fileName);
        if (known != null) {
            if (known.source.isPresent()) {
                return known;
            }
            entries.remove(fileName, known);
            return null;
        }
        FolderScriptSource source = new FolderScriptSource(directory, "/" + fileName);
        return source.isPresent() ? entries.computeIfAbsent(fileName, key -> made(name, source)) : null;
    }

    private Entry made(String name, FolderScriptSource source) {
        WorkerDefinition worker =
                new WorkerDefinition(name, owner, source, settings.mode(), settings.env(), settings.limits());
        return new Entry(
                source,
                new WorkerEndpoint(runtime, worker, application.development(), application.responseHeadBytes()));
    }

    /** The name that a request asks for, or null where its path can't be one. */
    static @Nullable String name(HttpServletRequest request) {
        String pathInfo = request.getPathInfo();
        String servletPath = request.getServletPath();
        String path = pathInfo == null ? servletPath : pathInfo;
        int skipped = pathInfo == null ? 0 : segments(servletPath);
        String uri = request.getRequestURI();
        int start = request.getContextPath().length();
        for (int i = 0; i < skipped && start >= 0; i++) {
            start = uri.indexOf('/', start + 1);
        }
        return name(path, start < 0 ? "" : uri.substring(start));
    }

    /**
     * The name in a path.
     *
     * @param path the path below the servlet as the container understood it
     * @param raw the same as the client wrote it
     */
    static @Nullable String name(String path, String raw) {
        String name = firstSegment(path);
        if (!name.equals(firstSegment(raw)) || !isName(name)) {
            return null;
        }
        return name.isEmpty() ? path.length() <= 1 ? INDEX : null : name;
    }

    private static int segments(String servletPath) {
        int count = 0;
        for (int i = 0; i < servletPath.length(); i++) {
            count += servletPath.charAt(i) == '/' ? 1 : 0;
        }
        return count;
    }

    private static String firstSegment(String path) {
        if (path.isEmpty()) {
            return path;
        }
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && c != '-' && c != '_' && c != '.' && c != '~') {
                return false;
            }
        }
        return name.isEmpty() || name.charAt(0) != '.';
    }
}
