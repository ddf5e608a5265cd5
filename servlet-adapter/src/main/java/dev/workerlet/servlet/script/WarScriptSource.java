package dev.workerlet.servlet.script;

import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.servlet.config.WorkersFile;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A script inside the web application; its paths are paths in the WAR. Thread-safe.
 *
 * <p>What a script may import: what lies in the same folder of {@code /WEB-INF}, such as {@code /WEB-INF/workers}, and below it;
 * where it lies in {@code /WEB-INF} itself, scripts and data there and below, but no classes, libraries and configuration, which
 * hold what other workers must not know; where it lies outside, what the public can read as well. The content is taken to be the
 * same until the next deployment.
 */
public final class WarScriptSource implements ScriptSource {
    private static final String PRIVATE_ROOT = "/WEB-INF/";

    private final ServletContext context;
    private final String mainPath;
    private final String version;

    /**
     * @param mainPath the script's absolute path in the WAR
     * @param version names this deployment
     */
    WarScriptSource(ServletContext context, String mainPath, String version) {
        this.context = context;
        this.mainPath = mainPath;
        this.version = version;
    }

    @Override
    public String mainPath() {
        return mainPath;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        if (!ScriptPaths.isPlain(path) || !isReadable(path)) {
            return null;
        }
        try (InputStream content = context.getResourceAsStream(path)) {
            return content == null ? null : content.readNBytes(MOST_FILE_BYTES + 1);
        }
    }

    private boolean isReadable(String path) {
        if (!mainPath.startsWith(PRIVATE_ROOT)) {
            return !ScriptPaths.isPrivate(path);
        }
        int folderEnd = mainPath.indexOf('/', PRIVATE_ROOT.length());
        if (folderEnd >= 0) {
            return path.startsWith(mainPath.substring(0, folderEnd + 1));
        }
        return path.startsWith(PRIVATE_ROOT)
                && !path.startsWith("/WEB-INF/classes/")
                && !path.startsWith("/WEB-INF/lib/")
                && !isConfiguration(path);
    }

    private static boolean isConfiguration(String path) {
        return path.indexOf('/', PRIVATE_ROOT.length()) < 0
                && (path.equals(WorkersFile.PATH) || path.endsWith(".xml") || path.endsWith(".properties"));
    }

    @Override
    public String toString() {
        return mainPath + " in the web application";
    }
}
