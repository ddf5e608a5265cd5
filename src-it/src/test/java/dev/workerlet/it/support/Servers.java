package dev.workerlet.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the build put what the tests start, and the small chores around it. */
public final class Servers {
    private Servers() {}

    /** The file or folder that the build names by a system property. */
    public static Path built(String property) {
        Path path = Path.of(Objects.requireNonNull(
                System.getProperty(property), () -> property + " is not set: run these tests with mvn verify"));
        if (!Files.exists(path)) {
            throw new IllegalStateException(property + " names " + path + ", which does not exist");
        }
        return path.toAbsolutePath();
    }

    /** The Java that runs this test. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** An empty folder below {@code target} for one server. */
    public static Path emptyFolder(String name) throws IOException {
        Path folder = Path.of("target", "servers-run", name).toAbsolutePath();
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** A loopback port that was free a moment ago, for settings that can't be 0. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Copies a folder with all it holds, into a folder that may exist. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
