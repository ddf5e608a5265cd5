package dev.workerlet.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder outside any web application, in which a test writes workers.
 *
 * @param path the folder, absolute
 */
public record ScriptFolder(Path path) {
    /** A folder that exists and is empty. */
    public static ScriptFolder empty(String name) {
        try {
            return new ScriptFolder(Servers.emptyFolder(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a script in place at once, as a deployment tool does; replaces the one that was there. */
    public ScriptFolder write(String name, String script) {
        Path target = path.resolve(name);
        try {
            Files.createDirectories(target.getParent());
            Path arriving = Files.writeString(path.resolve("arriving"), script);
            Files.move(arriving, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** As {@link #write}: a worker that always gives the same answer. */
    public ScriptFolder writeAnswer(String name, String answer) {
        return write(name, "export default { fetch: () => new Response('%s') };".formatted(answer));
    }

    /** Takes a script away. */
    public void delete(String name) {
        try {
            Files.delete(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
