package dev.workerlet.benchmarks.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the runtime's files that is deleted at the end. */
public final class WorkDirectory implements AutoCloseable {
    private final Path path;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /** A new, empty one. */
    public static WorkDirectory create() {
        try {
            return new WorkDirectory(Files.createTempDirectory("workerlet-benchmarks"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a work directory", e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            for (Path file : deepestFirst()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + path, e);
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
