package dev.workerlet.benchmarks.lifecycle;

import java.nio.file.Path;

/** An embedded container whose web applications come and go, each with a class loader of its own. */
interface ContainerHost extends AutoCloseable {
    /** Starts the one of this name at a free port of 127.0.0.1. */
    static ContainerHost start(String container) throws Exception {
        return container.equals("tomcat") ? new TomcatHost() : new JettyHost();
    }

    int port();

    /**
     * Deploys a web application.
     *
     * @param folder an unpacked WAR
     * @return its class loader
     */
    ClassLoader deploy(String name, Path folder) throws Exception;

    void undeploy(String name) throws Exception;
}
