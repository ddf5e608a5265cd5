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
 * Stock Tomcat: a base folder of its own ({@code CATALINA_BASE}) over an unpacked distribution.
 *
 * @param process the running server
 * @param http a client for the server's root
 * @param folder the base folder
 */
record TomcatHome(ServerProcess process, Http http, Path folder) implements StockServer {
    private static final Path HOME = Servers.built("workerlet.tomcat-home");

    static TomcatHome start(String name) throws IOException, InterruptedException {
        Path base = Servers.emptyFolder(name);
        Servers.copy(HOME.resolve("conf"), base.resolve("conf"));
        for (String folder : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectory(base.resolve(folder));
        }
        choosePorts(base.resolve("conf/server.xml"));
        ServerProcess process = ServerProcess.start(name, base, catalina(base, "run"));
        String port =
                process.awaitLine("Starting ProtocolHandler .*-(\\d+)\"\\]").group(1);
        return new TomcatHome(process, Http.at("http://127.0.0.1:" + port), base);
    }

    private static void choosePorts(Path serverXml) throws IOException {
        String original = Files.readString(serverXml);
        String changed = original.replace("<Server port=\"8005\"", "<Server port=\"" + Servers.freePort() + "\"")
                .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\"");
        Files.writeString(serverXml, changed);
    }

    private static List<String> catalina(Path base, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "CATALINA_HOME=" + HOME,
                "CATALINA_BASE=" + base,
                "sh",
                HOME.resolve("bin/catalina.sh").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Path deployments() {
        return folder.resolve("webapps");
    }

    @Override
    public int stop() throws IOException, InterruptedException {
        try (ServerProcess stop = ServerProcess.start("stop", folder, catalina(folder, "stop"))) {
            if (stop.awaitExit() != 0) {
                throw new AssertionError("catalina.sh stop failed: " + stop.lines());
            }
        }
        return process.awaitExit();
    }
}
