package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.ScriptLoader;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.script.SourceMap;
import dev.workerlet.runtime.script.SourceMapException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the places of original files into the stacks of errors, as far as a worker's scripts have source maps. Belongs to
 * the loop's thread; the maps are read when a stack needs them, by the host and not within a turn.
 *
 * <p>Only what leaves the worker is changed, lines of the log and failures: scripts see the places of what V8 runs.
 */
final class StackMapper {
    private static final Logger LOG = LoggerFactory.getLogger(StackMapper.class);
    private static final String FRAME_MARK = "    at ";
    private static final int MOST_LINES = 200;
    private static final int LONGEST_LINE = 1000;
    /** As long as a line of the console may be. */
    private static final int MOST_CHARS = 1 << 16;

    private static final Pattern PLACE =
            Pattern.compile("^( {4,100}at (?:.*? \\()?)(/.*):(\\d{1,9}):(\\d{1,9})(\\)?)$");

    private final String worker;
    private final ScriptLoader loader;
    /** By path; an empty reference for scripts that have no map. A map that was collected is read once more. */
    private final Map<String, MapOfScript> maps = new HashMap<>();

    private record MapOfScript(@Nullable SoftReference<SourceMap> map) {}

    StackMapper(String worker, ScriptLoader loader) {
        this.worker = worker;
        this.loader = loader;
    }

    /** The text with the places of original files in what looks like a stack; shortened where it is longer than 65,536 characters. */
    String map(String whole) {
        return bounded(mapLines(bounded(whole)));
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARS ? text : Failure.shortened(text);
    }

    private String mapLines(String text) {
        if (!text.contains(FRAME_MARK)) {
            return text;
        }
        String[] lines = text.split("\n", MOST_LINES);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].length() <= LONGEST_LINE && lines[i].startsWith(" ")) {
                lines[i] = mapLine(lines[i]);
            }
        }
        return String.join("\n", lines);
    }

    private String mapLine(String line) {
        Matcher place = PLACE.matcher(line);
        if (!place.matches()) {
            return line;
        }
        SourceMap map = mapOf(place.group(2));
        String original =
                map == null ? null : map.original(Integer.parseInt(place.group(3)), Integer.parseInt(place.group(4)));
        return original == null || original.length() > LONGEST_LINE ? line : place.group(1) + original + place.group(5);
    }

    private @Nullable SourceMap mapOf(String path) {
        if (!loader.hasLoaded(path)) {
            return null;
        }
        MapOfScript known = maps.get(path);
        if (known != null) {
            SourceMap map = known.map == null ? null : known.map.get();
            if (map != null || known.map == null) {
                return map;
            }
        }
        SourceMap map = read(path);
        maps.put(path, new MapOfScript(map == null ? null : new SoftReference<>(map)));
        return map;
    }

    private @Nullable SourceMap read(String path) {
        try {
            String text = loader.sourceMap(path);
            return text == null ? null : SourceMap.parse(text);
        } catch (SourceMapException | ScriptException e) {
            LOG.warn("[{}] The source map of {} is not used: {}", worker, path, e.getMessage());
            return null;
        }
    }
}
