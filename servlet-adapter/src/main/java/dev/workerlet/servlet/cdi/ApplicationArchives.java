package dev.workerlet.servlet.cdi;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A class loader that sees all that the web application's does, but only those bean archives that are the web application's
 * own: beans of the servlet container, or of whoever embeds it, are none of its business.
 */
final class ApplicationArchives extends ClassLoader {
    private static final String MARKER = "META-INF/beans.xml";

    private final ClassLoader application;

    ApplicationArchives(ClassLoader application) {
        super(application);
        this.application = application;
    }

    /**
     * What to look for beans with. Where this library lies outside the web application, its beans and those of an embedder's
     * application do as well: then all are seen.
     */
    static ClassLoader of(ClassLoader application) {
        return application == ApplicationArchives.class.getClassLoader()
                ? new ApplicationArchives(application)
                : application;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        ClassLoader above = application.getParent();
        if (!name.equals(MARKER) || above == null) {
            return all;
        }
        Set<String> others = new HashSet<>();
        for (URL url : Collections.list(above.getResources(name))) {
            others.add(url.toExternalForm());
        }
        List<URL> kept = Collections.list(all);
        kept.removeIf(url -> others.contains(url.toExternalForm()));
        return Collections.enumeration(kept);
    }
}
