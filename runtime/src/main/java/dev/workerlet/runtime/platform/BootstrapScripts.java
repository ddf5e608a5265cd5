package dev.workerlet.runtime.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that the platform is made of: everything that {@code bootstrap/main.js} requires, directly or not, out of
 * this library's resources. Files of npm packages are among them, below {@code npm/}. Immutable.
 *
 * <p>What is reached by {@code require.lazy} only is kept apart: it does not go into the start-up snapshot.
 */
final class BootstrapScripts {
    static final String LOADER = "bootstrap/loader.js";
    static final String MAIN = "bootstrap/main.js";

    private static final String OWN_ROOT = "/dev/workerlet/runtime/";
    private static final String ENDING = ".js";
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");
    private static final Pattern REQUIRE_LAZILY = Pattern.compile("\\brequire\\.lazy\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> lazySources = new TreeMap<>();

    /**
     * Reads all scripts.
     *
     * @throws IllegalStateException where a script requires what is not there
     */
    static BootstrapScripts load() {
        BootstrapScripts scripts = new BootstrapScripts();
        Set<String> lazyRoots = new TreeSet<>();
        scripts.collect(MAIN, lazyRoots);
        lazyRoots.forEach(scripts::collectLazily);
        return scripts;
    }

    /** Source text by id, in the order of discovery. */
    Map<String, String> sources() {
        return sources;
    }

    /** Source text by id of the scripts that are compiled when a worker first needs them. */
    Map<String, String> lazySources() {
        return lazySources;
    }

    /** The text of the loader. */
    static String loader() {
        String text = read(OWN_ROOT + LOADER);
        if (text == null) {
            throw new IllegalStateException("The library is incomplete: " + OWN_ROOT + LOADER + " is missing");
        }
        return text;
    }

    /** Collects what is evaluated for the snapshot; {@code lazyRoots} gets what is not. */
    private void collect(String id, Set<String> lazyRoots) {
        if (sources.containsKey(id)) {
            return;
        }
        String text = textOf(id);
        sources.put(id, text);
        required(id, text, REQUIRE).forEach(wanted -> collect(wanted, lazyRoots));
        lazyRoots.addAll(required(id, text, REQUIRE_LAZILY));
    }

    private void collectLazily(String id) {
        if (sources.containsKey(id) || lazySources.containsKey(id)) {
            return;
        }
        String text = textOf(id);
        lazySources.put(id, text);
        required(id, text, REQUIRE).forEach(this::collectLazily);
        required(id, text, REQUIRE_LAZILY).forEach(this::collectLazily);
    }

    private static List<String> required(String id, String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map(match -> find(id, match.group(1)))
                .toList();
    }

    private static String textOf(String id) {
        String text = read(OWN_ROOT + id);
        if (text == null) {
            throw new IllegalStateException("The library is incomplete: script " + id + " is missing");
        }
        return text;
    }

    /** The id that {@code wanted} means; follows {@code find} in the loader. */
    private static String find(String from, String wanted) {
        String id = wanted.endsWith(ENDING) ? wanted : wanted + ENDING;
        if (BootstrapScripts.class.getResource(OWN_ROOT + id) == null) {
            throw new IllegalStateException("Script " + from + " requires \"" + wanted + "\", which is not there");
        }
        return id;
    }

    private static @Nullable String read(String resource) {
        try (InputStream in = BootstrapScripts.class.getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read resource " + resource, e);
        }
    }
}
