package dev.workerlet.servlet.config;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file {@code WEB-INF/workers.json}, checked: the second way to configure, beside web.xml. Immutable.
 *
 * <pre>
 * { "runtime": { "loops": 4 },
 *   "workers": [ { "name": "api", "path": "/api/*", "script": "workers/api.js", "mode": "pooled", "filter": false,
 *                  "env": { "GREETING": "hello" }, "services": { "USERS": "users" }, "limits": { "cpu-limit": "50ms" } } ] }
 * </pre>
 *
 * @param runtime settings of the runtime, by the names of the context-params without their prefix
 * @param workers the workers in order
 */
public record WorkersFile(Map<String, String> runtime, List<Worker> workers) {
    /** Where the file stands in a web application. */
    public static final String PATH = "/WEB-INF/workers.json";

    /** No file. */
    public static final WorkersFile NONE = new WorkersFile(Map.of(), List.of());

    /**
     * One worker: a servlet or a filter that is to be registered.
     *
     * @param name its name
     * @param paths URL patterns
     * @param filter whether it is a filter
     * @param initParams init-params, by the names that web.xml has for them
     */
    public record Worker(String name, List<String> paths, boolean filter, Map<String, String> initParams) {
        public Worker {
            paths = List.copyOf(paths);
            initParams = Map.copyOf(initParams);
        }
    }

    public WorkersFile {
        runtime = Map.copyOf(runtime);
        workers = List.copyOf(workers);
    }

    /** Reads and checks the file; the names and values of init-params are checked by the servlet or filter. */
    public static WorkersFile read(InputStream content) {
        try (JsonReader reader = Json.createReader(content)) {
            JsonObject root = readObject(reader);
            refuseUnknown(PATH, root, Set.of("runtime", "workers"));
            return new WorkersFile(texts(PATH + ", runtime", object(PATH, root, "runtime")), workers(root));
        } catch (JsonParsingException e) {
            throw new ConfigurationException(
                    PATH + ", line " + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber() + ": this is not JSON: " + e.getMessage(),
                    e);
        } catch (JsonException e) {
            throw new ConfigurationException(PATH + " can't be read: " + e.getMessage(), e);
        }
    }

    private static JsonObject readObject(JsonReader reader) {
        try {
            return reader.readObject();
        } catch (NumberFormatException e) {
            // Not told as one of its own by the parser: an exponent beyond all bounds.
            throw new ConfigurationException(PATH + ": a number can't be read: " + e.getMessage(), e);
        }
    }

    private static List<Worker> workers(JsonObject root) {
        List<Worker> workers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        JsonValue list = root.getOrDefault("workers", JsonValue.EMPTY_JSON_ARRAY);
        if (!(list instanceof JsonArray entries)) {
            throw new ConfigurationException(PATH + ": \"workers\" must be an array");
        }
        for (int i = 0; i < entries.size(); i++) {
            String place = PATH + ", workers[" + i + "]";
            if (!(entries.get(i) instanceof JsonObject entry)) {
                throw new ConfigurationException(place + ": an object is wanted");
            }
            Worker worker = worker(place, entry);
            if (!names.add(worker.name())) {
                throw new ConfigurationException(place + ": there is a worker \"" + worker.name() + "\" already");
            }
            workers.add(worker);
        }
        return workers;
    }

    private static Worker worker(String place, JsonObject entry) {
        refuseUnknown(
                place, entry, Set.of("name", "path", "script", "owner", "mode", "env", "services", "limits", "filter"));
        String name = required(place, entry, "name");
        String named = place + " (" + name + ")";
        Map<String, String> initParams = new LinkedHashMap<>();
        initParams.put("script", required(named, entry, "script"));
        for (String optional : List.of("owner", "mode")) {
            if (entry.containsKey(optional)) {
                initParams.put(optional, text(named, optional, entry.get(optional)));
            }
        }
        texts(named + ", env", object(named, entry, "env"))
                .forEach((key, value) -> initParams.put("env." + key, value));
        texts(named + ", services", object(named, entry, "services"))
                .forEach((key, value) -> initParams.put(WorkerSettings.SERVICE_PREFIX + key, value));
        Map<String, String> limits = texts(named + ", limits", object(named, entry, "limits"));
        initParams.putAll(limits);
        check(named, limits, initParams);
        return new Worker(name, paths(named, entry), filter(named, entry), initParams);
    }

    /** Limits stand in an object of their own: a worker's other names are no limits. */
    private static void check(String place, Map<String, String> limits, Map<String, String> initParams) {
        Parameters ofLimits = new Parameters(place + ", limits", limits);
        WorkerSettings.limits(ofLimits);
        ofLimits.refuseUnknown();
        WorkerSettings.read(new Parameters(place, initParams));
    }

    private static List<String> paths(String place, JsonObject entry) {
        JsonValue path = entry.get("path");
        if (path instanceof JsonArray several && !several.isEmpty()) {
            return several.stream().map(one -> text(place, "path", one)).toList();
        }
        return List.of(required(place, entry, "path"));
    }

    private static boolean filter(String place, JsonObject entry) {
        JsonValue filter = entry.getOrDefault("filter", JsonValue.FALSE);
        if (filter != JsonValue.TRUE && filter != JsonValue.FALSE) {
            throw new ConfigurationException(place + ": \"filter\" must be true or false");
        }
        return filter == JsonValue.TRUE;
    }

    private static JsonObject object(String place, JsonObject parent, String name) {
        JsonValue value = parent.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new ConfigurationException(place + ": \"" + name + "\" must be an object");
    }

    private static Map<String, String> texts(String place, JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) -> texts.put(name, text(place, name, value)));
        return texts;
    }

    private static String required(String place, JsonObject entry, String name) {
        JsonValue value = entry.get(name);
        if (value == null) {
            throw new ConfigurationException(place + ": \"" + name + "\" is missing");
        }
        return text(place, name, value);
    }

    private static String text(String place, String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof JsonNumber || value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value.toString();
        }
        throw new ConfigurationException(place + ": \"" + name + "\" must be a text, a number, true or false");
    }

    private static void refuseUnknown(String place, JsonObject object, Set<String> known) {
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                throw new ConfigurationException(
                        place + ": unknown name \"" + name + "\"" + NearestName.suggestion(name, new TreeSet<>(known)));
            }
        }
    }
}
