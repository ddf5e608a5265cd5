package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.Neighbour;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * workerd with two services: attacker and neighbour have an isolate each, and share the process.
 *
 * @param program its executable
 * @param directory its files
 */
record Workerd(Path program, WorkDirectory directory) implements Peer {
    private static final String FILE = "workerd.capnp";
    private static final String MODULE = "modules = [(name = \"attacker.mjs\", esModule = embed \"attacker.mjs\")]";
    private static final String CLASSIC = "serviceWorkerScript = embed \"attacker.mjs\"";

    @Override
    public String name() {
        return "workerd";
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return Programs.version(program);
    }

    @Override
    public PeerServer start(Attack attack) throws IOException {
        Path folder = directory.path();
        String script = attack.script();
        int neighbour = Programs.freePort();
        int attacker = Programs.freePort();
        String configuration = Script.resource(Workerd.class, FILE)
                .text()
                .replace("@SCRIPT@", script.contains("export default") ? MODULE : CLASSIC)
                .replace("@NEIGHBOUR@", Integer.toString(neighbour))
                .replace("@ATTACKER@", Integer.toString(attacker));
        Files.writeString(folder.resolve(FILE), configuration);
        Files.writeString(folder.resolve("neighbour.mjs"), Neighbour.script());
        Files.writeString(folder.resolve("attacker.mjs"), script);
        Process process = Programs.start(List.of(program.toString(), "serve", FILE), folder);
        return PeerServer.of(
                process,
                URI.create("http://127.0.0.1:" + attacker + "/attacker"),
                URI.create("http://127.0.0.1:" + neighbour + "/"));
    }

    @Override
    public void close() {
        directory.close();
    }
}
