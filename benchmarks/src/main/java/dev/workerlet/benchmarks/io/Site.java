package dev.workerlet.benchmarks.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an embedded server serves at 127.0.0.1.
 *
 * @param port the port, 0 for a free one
 * @param contextParameters settings of the runtime
 * @param folders folders of scripts
 * @param filters workers in front of folders
 */
public record Site(int port, Map<String, String> contextParameters, List<Folder> folders, List<WorkerInFront> filters) {
    /**
     * A folder of scripts below one path.
     *
     * @param path the first segment of its workers' paths, or empty for the root
     * @param directory where the scripts are
     * @param parameters settings of its workers
     */
    public record Folder(String path, Path directory, Map<String, String> parameters) {
        public Folder {
            parameters = Map.copyOf(parameters);
        }

        /** The name of its servlet. */
        String servlet() {
            return "workers" + path;
        }
    }

    /**
     * A worker as a filter.
     *
     * @param path the first segment of the paths that it stands in front of
     * @param script its file within {@code workerlet.scripts}
     * @param parameters its settings
     */
    public record WorkerInFront(String path, String script, Map<String, String> parameters) {
        public WorkerInFront {
            parameters = Map.copyOf(parameters);
        }

        /** The name of its filter. */
        String filter() {
            return "filter" + path;
        }

        /** All of its init-params. */
        Map<String, String> initParameters() {
            Map<String, String> all = new TreeMap<>(parameters);
            all.put("script", script);
            return all;
        }
    }

    public Site {
        contextParameters = Map.copyOf(contextParameters);
        folders = List.copyOf(folders);
        filters = List.copyOf(filters);
    }

    /** One folder at the root, whose workers may reach this machine. */
    static Site of(Path workers, int port, String cpuLimit) {
        return new Site(
                port,
                Map.of("workerlet.allow-private-network", "true", "workerlet.cdi", "false"),
                List.of(new Folder("", workers, Map.of("cpu-limit", cpuLimit))),
                List.of());
    }
}
