package dev.workerlet.runtime.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The platform's scripts that are not in the start-up snapshot: each is compiled in an isolate when a worker first needs
 * it, out of the code that an earlier isolate's V8 made of it. Thread-safe; holds the code of each script at most once.
 */
public final class LazyScripts {
    /** What precedes a platform script's id in the stacks of errors. */
    public static final String RESOURCE_PREFIX = "workerlet:";

    /** Parameters of the function that a platform script is the body of. */
    static final String[] PARAMETERS = {"exports", "require", "module", "primordials"};

    private final Map<String, String> sources;
    private final Map<String, byte[]> code = new ConcurrentHashMap<>();

    LazyScripts(Map<String, String> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** A copy of the parameters' names. */
    public static String[] parameters() {
        return PARAMETERS.clone();
    }

    /**
     * The text of a script.
     *
     * @throws IllegalArgumentException where there is none: a defect
     */
    public String source(String id) {
        String source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException("The platform has no lazy script " + id);
        }
        return source;
    }

    /** Compiled code of a script, or null. */
    public byte @Nullable [] code(String id) {
        return code.get(id);
    }

    /** Keeps the compiled code of a script for the next isolate. */
    public void keepCode(String id, byte[] compiled) {
        code.putIfAbsent(id, compiled);
    }

    /** Whether no code of a script is kept yet. */
    public boolean lacksCode(String id) {
        return !code.containsKey(id);
    }
}
