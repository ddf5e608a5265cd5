package dev.workerlet.servlet.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationArchivesTest {
    @TempDir
    Path folder;

    @Test
    void beanArchives_ofTheContainer_areNotSeen() throws IOException {
        try (URLClassLoader container = loader("container", ApplicationArchivesTest.class.getClassLoader());
                URLClassLoader application = loader("application", container)) {
            ApplicationArchives archives = new ApplicationArchives(application);

            assertThat(Collections.list(archives.getResources("META-INF/beans.xml")))
                    .extracting(URL::toString)
                    .singleElement()
                    .asString()
                    .contains("/application/");
            assertThat(Collections.list(archives.getResources("other.txt"))).hasSize(2);
        }
    }

    private URLClassLoader loader(String name, ClassLoader parent) throws IOException {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("META-INF"));
        Files.writeString(root.resolve("META-INF/beans.xml"), "");
        Files.writeString(root.resolve("other.txt"), "");
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, parent);
    }
}
