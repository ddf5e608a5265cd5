package dev.workerlet.servlet.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names and values from one place of the configuration, with the name of that place for error messages.
 *
 * <p>It remembers which names were asked for: {@link #refuseUnknown()} holds all others to be mistakes. Confined to the
 * thread that reads the configuration.
 */
public final class Parameters {
    private final String place;
    private final Map<String, String> values;
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> knownPrefixes = new TreeSet<>();

    /**
     * @param place where the values stand, such as {@code servlet "hello" in web.xml}
     * @param values the values by name
     */
    public Parameters(String place, Map<String, String> values) {
        this.place = place;
        this.values = values;
    }

    /** Where the values stand. */
    public String place() {
        return place;
    }

    /** The value under {@code name}, trimmed, or null where there is none. */
    public @Nullable String text(String name) {
        known.add(name);
        String value = values.get(name);
        return value == null ? null : value.trim();
    }

    public Duration duration(String name, Duration otherwise) {
        return read(name, otherwise, Values::duration);
    }

    public long sizeBytes(String name, long otherwise) {
        return read(name, otherwise, Values::sizeBytes);
    }

    public int integer(String name, int otherwise) {
        return read(name, otherwise, Values::integer);
    }

    public boolean flag(String name, boolean otherwise) {
        return read(name, otherwise, Values::flag);
    }

    /** The value under {@code name} as {@code reader} understands it, or {@code otherwise} where there is none. */
    public <T> T read(String name, T otherwise, Function<String, T> reader) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigurationException(
                    place + ": the value \"" + value + "\" of " + name + " is wrong: " + e.getMessage(), e);
        }
    }

    /** The path under {@code name}, or {@code otherwise} where there is none. */
    public @Nullable Path path(String name, @Nullable Path otherwise) {
        return text(name) == null ? otherwise : read(name, Path.of(""), Path::of);
    }

    /** All values whose names begin with {@code prefix}, under the rest of their names. */
    public Map<String, String> below(String prefix) {
        knownPrefixes.add(prefix);
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Throws when there is a name that nobody asked for, and names the nearest that somebody did. */
    public void refuseUnknown() {
        for (String name : values.keySet()) {
            if (!known.contains(name) && knownPrefixes.stream().noneMatch(name::startsWith)) {
                throw mistake("unknown name \"" + name + "\"" + NearestName.suggestion(name, known));
            }
        }
    }

    /** An exception that says where the values stand, and then {@code what}. */
    public ConfigurationException mistake(String what) {
        return new ConfigurationException(place + ": " + what);
    }
}
