package dev.workerlet.it.support;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The sample web application as the build made it. */
public final class SampleWar {
    private SampleWar() {}

    /** The archive, unchanged. */
    public static Path path() {
        return Servers.built("workerlet.sample");
    }

    /** A copy at {@code target} in which one file below {@code WEB-INF} says something else. */
    public static Path changed(Path target, String file, String before, String after) throws IOException {
        Files.copy(path(), target, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem archive = FileSystems.newFileSystem(target)) {
            Path entry = archive.getPath("WEB-INF", file);
            String original = Files.readString(entry);
            if (!original.contains(before)) {
                throw new IllegalStateException(file + " does not hold " + before);
            }
            Files.writeString(entry, original.replace(before, after));
        }
        return target;
    }
}
