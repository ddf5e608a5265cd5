package dev.workerlet.runtime.web.cache;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a response varies, with what its request had in them. Immutable.
 *
 * @param values by name in lower case; null where the request did not have the header
 */
record VaryingHeaders(Map<String, @Nullable String> values) {
    private static final String ANY = "*";

    /** Those that {@code names} tells, a Vary header's value in lower case, of a request's headers. */
    static VaryingHeaders of(String names, Map<String, String> headers) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (String name : names.split(",", -1)) {
            String trimmed = name.strip();
            if (!trimmed.isEmpty() && !trimmed.equals(ANY)) {
                values.put(trimmed, headers.get(trimmed));
            }
        }
        return new VaryingHeaders(values);
    }

    /** Whether a request with these headers would have got the same response. */
    boolean agreesWith(Map<String, String> headers) {
        return values.entrySet().stream()
                .allMatch(entry -> Objects.equals(entry.getValue(), headers.get(entry.getKey())));
    }

    /** Characters in it. */
    int length() {
        return values.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length()
                        + Objects.toString(entry.getValue(), "").length())
                .sum();
    }

    /** Headers by name out of "name\nvalue\nname\nvalue"; those of one name are joined. */
    static Map<String, String> parse(String raw) {
        Map<String, String> headers = new HashMap<>();
        String[] lines = raw.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            headers.merge(lines[i], lines[i + 1], (first, second) -> first + ", " + second);
        }
        return headers;
    }
}
