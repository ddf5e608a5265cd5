package dev.workerlet.it.stock;

import dev.workerlet.it.support.Http;
import dev.workerlet.it.support.ServerProcess;
import dev.workerlet.it.support.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stock Jetty: a base folder of its own over an unpacked jetty-home.
 *
 * @param process the running server
 * @param http a client for the server's root
 * @param folder the base folder
 * @param stopPort where the server listens for the word to stop
 */
record JettyHome(ServerProcess process, Http http, Path folder, int stopPort) implements StockServer {
    private static final Path START_JAR = Servers.built("workerlet.jetty-home").resolve("start.jar");
    private static final String STOP_KEY = "workerlet-it";

    /** Starts a server with the modules that an administrator would choose, and {@code furtherModules}. */
    static JettyHome start(String name, String... furtherModules) throws IOException, InterruptedException {
        Path base = Servers.emptyFolder(name);
        String modules = String.join(",", furtherModules);
        addModules(base, "server,http,ee11-deploy,ee11-annotations" + (modules.isEmpty() ? "" : "," + modules));
        int stopPort = Servers.freePort();
        ServerProcess process = ServerProcess.start(
                name,
                base,
                List.of(
                        Servers.java(),
                        "-jar",
                        START_JAR.toString(),
                        "jetty.http.host=127.0.0.1",
                        "jetty.http.port=0",
                        "jetty.deploy.scanInterval=1",
                        "STOP.PORT=" + stopPort,
                        "STOP.KEY=" + STOP_KEY));
        String port = process.awaitLine("Started .*ServerConnector.*:(\\d+)}").group(1);
        return new JettyHome(process, Http.at("http://127.0.0.1:" + port), base, stopPort);
    }

    private static void addModules(Path base, String modules) throws IOException, InterruptedException {
        run("add-modules", base, "--add-modules=" + modules);
    }

    private static void run(String name, Path base, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Servers.java(), "-jar", START_JAR.toString()));
        command.addAll(List.of(arguments));
        try (ServerProcess process = ServerProcess.start(name, base, command)) {
            if (process.awaitExit() != 0) {
                throw new AssertionError(name + " failed: " + process.lines());
            }
        }
    }

    @Override
    public Path deployments() {
        return folder.resolve("webapps");
    }

    @Override
    public int stop() throws IOException, InterruptedException {
        run("stop", folder, "STOP.PORT=" + stopPort, "STOP.KEY=" + STOP_KEY, "STOP.WAIT=60", "--stop");
        return process.awaitExit();
    }
}
