package dev.workerlet.it.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Web applications to deploy: a folder of {@code src/test/webapps}, with the libraries that the sample has. */
public final class Archives {
    private static final Path WEB_APPS = Path.of("src/test/webapps");
    private static final Path LIBRARIES = Path.of("target/sample-libraries");

    private Archives() {}

    /** The folder {@code name} as an archive of that name. */
    public static WebArchive webApp(String name) {
        WebArchive archive = ShrinkWrap.create(GenericArchive.class, name + ".war")
                .as(ExplodedImporter.class)
                .importDirectory(WEB_APPS.resolve(name).toFile())
                .as(WebArchive.class);
        return archive.addAsLibraries(Libraries.FILES);
    }

    /** As {@link #webApp(String)}, with words of its {@code web.xml} replaced. */
    public static WebArchive webApp(String name, Map<String, String> replacements) {
        WebArchive archive = webApp(name);
        try {
            String descriptor = Files.readString(WEB_APPS.resolve(name).resolve("WEB-INF/web.xml"));
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                descriptor = descriptor.replace(replacement.getKey(), replacement.getValue());
            }
            archive.delete("/WEB-INF/web.xml");
            return archive.setWebXML(new StringAsset(descriptor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Extracted once in the JVM, so that archives only refer to them. */
    private static final class Libraries {
        private static final File[] FILES = extract();

        private static File[] extract() {
            try (FileSystem sample = FileSystems.newFileSystem(SampleWar.path());
                    Stream<Path> entries = Files.list(sample.getPath("WEB-INF/lib"))) {
                Files.createDirectories(LIBRARIES);
                List<Path> libraries = entries.toList();
                return libraries.stream().map(Libraries::extract).toArray(File[]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static File extract(Path entry) {
            Path target = LIBRARIES.resolve(entry.getFileName().toString());
            try {
                Files.write(target, Files.readAllBytes(entry));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return target.toFile();
        }
    }
}
