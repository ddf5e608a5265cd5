package dev.workerlet.launcher;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;

/** What a {@link SiteServer} serves. */
sealed interface Site permits WarSite, FolderSite {
    /** The context to serve at {@code /}, not started. */
    ServletContextHandler context();
}
