package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.support.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An unpacked web application: the libraries of the sample's WAR, and a worker whose answers can be checked. */
final class AppFolder {
    private static final String LIBRARIES = "WEB-INF/lib/";

    private AppFolder() {}

    /** The sample's WAR that was built beside this command. */
    static Path sample() {
        try {
            Path code = Path.of(AppFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path project = code.resolve("../../..").normalize();
            Path war = project.resolve("war-sample/target/workerlet-sample.war");
            if (!Files.exists(war)) {
                throw new IllegalStateException(war + " is missing; build it first: mvn -DskipTests package");
            }
            return war;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes one. */
    static void write(Path folder, Path war, Path work, String drain) throws IOException {
        Path inside = folder.resolve("WEB-INF");
        Files.createDirectories(inside.resolve("workers"));
        unpackLibraries(war, Files.createDirectories(folder.resolve(LIBRARIES)));
        Files.writeString(inside.resolve("workers/mixed.js"), text("mixed.js"));
        Files.writeString(
                inside.resolve("web.xml"),
                text("web.xml").replace("@WORK@", work.toString()).replace("@DRAIN@", drain));
    }

    private static String text(String name) {
        return Script.resource(AppFolder.class, name).text();
    }

    private static void unpackLibraries(Path war, Path folder) throws IOException {
        try (ZipFile archive = new ZipFile(war.toFile(), StandardCharsets.UTF_8)) {
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                    Path file = folder.resolve(entry.getName().substring(LIBRARIES.length()));
                    try (InputStream in = archive.getInputStream(entry);
                            OutputStream out = Files.newOutputStream(file)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }
}
