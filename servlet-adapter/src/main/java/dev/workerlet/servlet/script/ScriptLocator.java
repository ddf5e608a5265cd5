package dev.workerlet.servlet.script;

import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.servlet.config.ConfigurationException;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the script that a user named: in the folder for external scripts first, then in the web application. */
public final class ScriptLocator {
    private static final String DEFAULT_ROOT = "/WEB-INF/";

    private final ServletContext context;
    private final @Nullable Path folder;
    private final String deployment = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    /** @param folder the folder for external scripts, or null where there is none; it must exist */
    public ScriptLocator(ServletContext context, @Nullable Path folder) {
        this.context = context;
        this.folder = folder == null ? null : realFolder(folder);
    }

    /**
     * Finds a script.
     *
     * @param script {@code /absolute/path.js} in the WAR, or a relative path below the external folder or {@code /WEB-INF}
     * @param place where the script was named, for error messages
     */
    public ScriptSource locate(String script, String place) {
        String path = script.startsWith("/") ? script : "/" + script;
        if (!ScriptPaths.isPlain(path)) {
            throw new ConfigurationException(place + ": the script path \"" + script
                    + "\" has empty segments, segments that begin with a dot, or backslashes; write it plainly");
        }
        if (folder != null) {
            FolderScriptSource external = new FolderScriptSource(folder, path);
            if (external.isPresent()) {
                return external;
            }
        }
        String inWar = script.startsWith("/") ? path : DEFAULT_ROOT + script;
        if (!existsInWar(inWar)) {
            throw new ConfigurationException(place + ": there is no script \"" + script + "\": neither " + inWar
                    + " in the web application" + (folder == null ? "" : " nor " + path + " in " + folder));
        }
        return new WarScriptSource(context, inWar, deployment);
    }

    /** The real path of a folder for scripts. */
    public static Path realFolder(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!real.toFile().isDirectory()) {
                throw new ConfigurationException("The folder for scripts " + folder + " is not a folder");
            }
            return real;
        } catch (IOException e) {
            throw new ConfigurationException("The folder for scripts " + folder + " can't be read: " + e, e);
        }
    }

    private boolean existsInWar(String path) {
        try {
            return context.getResource(path) != null;
        } catch (MalformedURLException e) {
            return false;
        }
    }
}
