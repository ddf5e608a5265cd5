package dev.workerlet.runtime.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that the platform is made of: everything that {@code bootstrap/main.js} requires, directly or not, out of
 * this library's resources, npm packages among them. Immutable.
 */
final class BootstrapScripts {
    static final String LOADER = "bootstrap/loader.js";
    static final String MAIN = "bootstrap/main.js";

    private static final String OWN_ROOT = "/dev/workerlet/runtime/";
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");

    /** npm packages and their main files. */
    private static final Map<String, String> PACKAGES = Map.of(
            "whatwg-url", "index.js",
            "tr46", "index.js",
            "punycode", "punycode.js",
            "web-streams-polyfill", "dist/ponyfill.es2018.js");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

    /**
     * Reads all scripts.
     *
     * @throws IllegalStateException where a script requires what is not there
     */
    static BootstrapScripts load() {
        BootstrapScripts scripts = new BootstrapScripts();
        scripts.collect(MAIN);
        return scripts;
    }

    /** Source text by id, in the order of discovery. */
    Map<String, String> sources() {
        return sources;
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

    private void collect(String id) {
        if (sources.containsKey(id)) {
            return;
        }
        String text = read(resourceOf(id));
        if (text == null) {
            throw new IllegalStateException("The library is incomplete: script " + id + " is missing");
        }
        sources.put(id, text);
        if (id.endsWith(".json")) {
            return;
        }
        Matcher matcher = REQUIRE.matcher(text);
        while (matcher.find()) {
            collect(find(id, matcher.group(1)));
        }
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
        boolean inPackage = slash > 0 && PACKAGES.containsKey(id.substring(0, slash));
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
