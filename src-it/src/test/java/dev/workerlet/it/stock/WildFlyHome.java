package dev.workerlet.it.stock;

import dev.workerlet.it.support.Http;
import dev.workerlet.it.support.ServerProcess;
import dev.workerlet.it.support.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stock WildFly: a standalone server with a base folder of its own over an unpacked distribution.
 *
 * @param process the running server
 * @param http a client for the server's root
 * @param folder the base folder
 * @param managementPort where the command-line client reaches the server
 */
record WildFlyHome(ServerProcess process, Http http, Path folder, int managementPort) implements StockServer {
    private static final Path HOME = Servers.built("workerlet.wildfly-home");

    static WildFlyHome start(String name) throws IOException, InterruptedException {
        Path base = Servers.emptyFolder(name);
        Servers.copy(HOME.resolve("standalone"), base.resolve("standalone"));
        int httpPort = Servers.freePort();
        int managementPort = Servers.freePort();
        ServerProcess process = ServerProcess.start(
                name,
                base,
                script(
                        "standalone.sh",
                        "-Djboss.server.base.dir=" + base.resolve("standalone"),
                        "-Djboss.bind.address=127.0.0.1",
                        "-Djboss.http.port=" + httpPort,
                        "-Djboss.https.port=" + Servers.freePort(),
                        "-Djboss.management.http.port=" + managementPort,
                        "-Djboss.management.https.port=" + Servers.freePort()));
        process.awaitLine("WFLYSRV0025");
        return new WildFlyHome(process, Http.at("http://127.0.0.1:" + httpPort), base, managementPort);
    }

    private static List<String> script(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "JBOSS_HOME=" + HOME,
                "sh",
                HOME.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Path deployments() {
        return folder.resolve("standalone/deployments");
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        StockServer.super.deploy(name, war);
        Files.writeString(deployments().resolve(name + ".war.dodeploy"), "");
    }

    @Override
    public int stop() throws IOException, InterruptedException {
        List<String> command =
                script("jboss-cli.sh", "--connect", "--controller=127.0.0.1:" + managementPort, "--command=shutdown");
        try (ServerProcess stop = ServerProcess.start("stop", folder, command)) {
            if (stop.awaitExit() != 0) {
                throw new AssertionError("jboss-cli.sh shutdown failed: " + stop.lines());
            }
        }
        return process.awaitExit();
    }
}
