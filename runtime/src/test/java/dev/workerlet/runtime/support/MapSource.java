package dev.workerlet.runtime.support;

import dev.workerlet.runtime.context.ScriptSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts held in a map: the first one is the main script. */
public record MapSource(String mainPath, String version, Map<String, byte[]> files) implements ScriptSource {
    /** One script. */
    public static MapSource of(String script) {
        return of(Map.of("/main.js", script));
    }

    /** Several files; {@code /main.js} is the main script. */
    public static MapSource of(Map<String, String> files) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new MapSource("/main.js", Integer.toHexString(files.hashCode()), bytes);
    }

    /** The same with one more file. */
    public MapSource with(String path, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(path, content);
        return new MapSource(mainPath, version, more);
    }

    /** The same files under another version. */
    public MapSource withVersion(String other) {
        return new MapSource(mainPath, other, files);
    }

    @Override
    public byte @Nullable [] read(String path) {
        return files.get(path);
    }
}
