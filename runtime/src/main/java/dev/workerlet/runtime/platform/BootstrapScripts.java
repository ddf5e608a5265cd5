package dev.workerlet.runtime.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * this library's resources, npm packages among them. Immutable.
 *
 * <p>What is reached by {@code require.lazy} only is kept apart: it does not go into the start-up snapshot.
 */
final class BootstrapScripts {
    static final String LOADER = "bootstrap/loader.js";
    static final String MAIN = "bootstrap/main.js";

    private static final String OWN_ROOT = "/dev/workerlet/runtime/";
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");
    private static final Pattern REQUIRE_LAZILY = Pattern.compile("\\brequire\\.lazy\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");

    /** npm packages and their main files. */
    private static final Map<String, String> PACKAGES = Map.of();

    /** Packages whose files are required by their path. */
    private static final Set<String> PATH_PACKAGES = Set.of("tr46");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> lazySources = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

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

    /** Package names and the ids of their main files. */
    Map<String, String> aliases() {
        return aliases;
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
        if (!id.endsWith(".json")) {
            required(id, text, REQUIRE).forEach(wanted -> collect(wanted, lazyRoots));
            lazyRoots.addAll(required(id, text, REQUIRE_LAZILY));
        }
    }

    private void collectLazily(String id) {
        if (sources.containsKey(id) || lazySources.containsKey(id)) {
            return;
        }
        String text = textOf(id);
        if (id.endsWith(".json")) {
            lazySources.put(id, "module.exports = " + text);
            return;
        }
        lazySources.put(id, text);
        required(id, text, REQUIRE).forEach(this::collectLazily);
        required(id, text, REQUIRE_LAZILY).forEach(this::collectLazily);
    }

    private List<String> required(String id, String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map(match -> find(id, match.group(1)))
                .toList();
    }

    private static String textOf(String id) {
        String text = read(resourceOf(id));
        if (text == null) {
            throw new IllegalStateException("The library is incomplete: script " + id + " is missing");
        }
        return text;
    }

    /** The id that {@code wanted} means in the script {@code from}; follows {@code find} in the loader. */
    private String find(String from, String wanted) {
        String plain = wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
        String main = PACKAGES.get(plain);
        if (main != null) {
            aliases.put(plain, plain + "/" + main);
            return plain + "/" + main;
        }
        String id = plain.startsWith("./") || plain.startsWith("../") ? join(from, plain) : plain;
        for (String ending : new String[] {"", ".js", ".json"}) {
            if (BootstrapScripts.class.getResource(resourceOf(id + ending)) != null && (id + ending).contains(".")) {
                return id + ending;
            }
        }
        throw new IllegalStateException("Script " + from + " requires \"" + wanted + "\", which is not there");
    }

    private static String join(String from, String relative) {
        return Path.of(from).resolveSibling(relative).normalize().toString().replace('\\', '/');
    }

    private static String resourceOf(String id) {
        int slash = id.indexOf('/');
        String first = slash > 0 ? id.substring(0, slash) : "";
        boolean inPackage = PACKAGES.containsKey(first) || PATH_PACKAGES.contains(first);
        return inPackage ? OWN_ROOT + "npm/" + id : OWN_ROOT + id;
    }

    private static @Nullable String read(String resource) {
        try (InputStream in = BootstrapScripts.class.getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read resource " + resource, e);
        }
    }
}
