package dev.workerlet.runtime.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The locale data that V8 reads at start: a resource of this library, unpacked once into the work directory.
 *
 * <p>V8 crashes the process when the file is missing or broken, so it is checked before V8 is loaded.
 */
final class IcuData {
    private static final String RESOURCE = "icudt77l.dat.gz";
    private static final String PROPERTIES = "icudt77l.properties";

    private IcuData() {}

    /**
     * Makes sure that the file is in {@code directory}, whole.
     *
     * @return its path
     */
    static Path unpackInto(Path directory) {
        Properties expected = properties();
        Path file =
                directory.resolve("icudt77l-" + expected.getProperty("sha256").substring(0, 16) + ".dat");
        try {
            if (!isWhole(file, expected)) {
                CheckedFiles.writeAtomically(file, temporary -> {
                    try (InputStream in = new GZIPInputStream(open(RESOURCE), 1 << 16)) {
                        Files.copy(in, temporary);
                    }
                });
                if (!isWhole(file, expected)) {
                    throw new IllegalStateException(
                            "ICU data in " + file + " is not what was packed: is the disk full?");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't unpack ICU data to " + file, e);
        }
        return file;
    }

    private static boolean isWhole(Path file, Properties expected) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == Long.parseLong(expected.getProperty("size"))
                && CheckedFiles.sha256(file).equals(expected.getProperty("sha256"));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = open(PROPERTIES)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read resource " + PROPERTIES, e);
        }
        return properties;
    }

    private static InputStream open(String resource) {
        @Nullable InputStream in = IcuData.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("The library is incomplete: resource " + resource
                    + " is missing, and V8 can't start without ICU data");
        }
        return new BufferedInputStream(in, 1 << 16);
    }
}
