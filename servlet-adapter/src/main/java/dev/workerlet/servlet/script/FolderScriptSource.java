package dev.workerlet.servlet.script;

import dev.workerlet.runtime.context.ScriptSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A script in a folder outside the web application, and what it imports from there. Thread-safe.
 *
 * <p>It remembers how each file looked when it was first read, the first files that were missing too; {@link #version()} looks
 * again at each of them, so a change counts from the next request. Nothing is read from outside the folder, not through a
 * symbolic link either.
 */
public final class FolderScriptSource implements ScriptSource {
    /** Versions are never reused in one process: what was loaded from a file that came back is loaded again. */
    private static final AtomicLong VERSIONS = new AtomicLong();

    /** A script may ask for names that a client made up; each costs a look for every request. */
    private static final int MOST_MISSING = 100;

    private record Content(String version, Map<String, FileStamp> stamps, AtomicInteger missing) {
        void noteMissing(String path, FileStamp stamp) {
            if (!stamps.containsKey(path) && missing.incrementAndGet() <= MOST_MISSING) {
                stamps.putIfAbsent(path, stamp);
            }
        }
    }

    private final Path root;
    private final String mainPath;
    private volatile Content content;

    /**
     * @param root the folder, its real path
     * @param mainPath the script's path within the folder, beginning with a slash
     */
    public FolderScriptSource(Path root, String mainPath) {
        this.root = root;
        this.mainPath = mainPath;
        this.content = fresh();
    }

    @Override
    public String mainPath() {
        return mainPath;
    }

    /** Whether the main script is there now, and lies in the folder. */
    public boolean isPresent() {
        return FileStamp.of(file(mainPath)).isReadableIn(root, file(mainPath));
    }

    @Override
    public String version() {
        Content seen = content;
        for (Map.Entry<String, FileStamp> file : seen.stamps.entrySet()) {
            if (!file.getValue().equals(FileStamp.of(file(file.getKey())))) {
                Content renewed = fresh();
                content = renewed;
                return renewed.version;
            }
        }
        return seen.version;
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        if (!ScriptPaths.isPlain(path)) {
            return null;
        }
        Path file = file(path);
        // The stamp is older than the content: a change in between shows at the next look, at worst once too often.
        FileStamp stamp = FileStamp.of(file);
        Content seen = content;
        if (!stamp.isReadableIn(root, file)) {
            seen.noteMissing(path, stamp);
            return null;
        }
        seen.stamps.putIfAbsent(path, stamp);
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(MOST_FILE_BYTES + 1);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Content fresh() {
        Map<String, FileStamp> stamps = new ConcurrentHashMap<>();
        FileStamp main = FileStamp.of(file(mainPath));
        stamps.put(mainPath, main);
        return new Content(main.label() + "-" + VERSIONS.incrementAndGet(), stamps, new AtomicInteger());
    }

    private Path file(String path) {
        return root.resolve(path.substring(1));
    }

    @Override
    public String toString() {
        return mainPath + " in " + root;
    }
}
