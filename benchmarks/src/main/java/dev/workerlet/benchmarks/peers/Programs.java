package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Neighbour;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finding, asking and starting the peers' programs. */
final class Programs {
    /** The healthy worker beside each attacker. */
    static final Neighbour NEIGHBOUR = new Neighbour("peer", 0, false, "neighbour");

    private Programs() {}

    /** The program that was named, or one on the PATH; empty where there is none. */
    static Optional<Path> find(String name, @Nullable Path named) {
        if (named != null) {
            return Optional.of(named.toAbsolutePath());
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a program tells of its version. */
    static String version(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines().findFirst().orElse("").trim();
    }

    /** A port that nobody has at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a program in a folder, which gets its cache too. */
    static Process start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "DENO_NO_UPDATE_CHECK",
                        "1",
                        "DENO_DIR",
                        folder.resolve("cache").toString()));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
