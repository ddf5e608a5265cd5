package dev.workerlet.runtime.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the places of a generated script come from: a decoded source map of revision 3. Immutable.
 *
 * @see <a href="https://tc39.es/ecma426/">ECMA-426</a>
 */
public final class SourceMap {
    /** Longer texts are not read: 16 Mi characters. */
    public static final int MOST_CHARS = 16 * 1024 * 1024;

    private final List<String> sources;
    private final Mappings mappings;

    private SourceMap(List<String> sources, Mappings mappings) {
        this.sources = sources;
        this.mappings = mappings;
    }

    /**
     * Reads a map.
     *
     * @throws SourceMapException where the text is too long or no map, or is one of sections
     */
    public static SourceMap parse(String json) throws SourceMapException {
        if (json.length() > MOST_CHARS) {
            throw new SourceMapException("The source map is longer than " + MOST_CHARS + " characters");
        }
        SourceMapText text = SourceMapText.parse(json);
        return new SourceMap(text.sources(), Mappings.decode(text.mappings()));
    }

    /**
     * The original place of a generated one, as {@code file:line:column}; lines and columns begin with 1.
     *
     * @return null where the map does not tell
     */
    public @Nullable String original(int line, int column) {
        int segment = mappings.find(line - 1, column - 1);
        if (segment < 0) {
            return null;
        }
        int source = mappings.source(segment);
        if (source < 0 || source >= sources.size()) {
            return null;
        }
        return sources.get(source) + ":" + (mappings.line(segment) + 1) + ":" + (mappings.column(segment) + 1);
    }
}
