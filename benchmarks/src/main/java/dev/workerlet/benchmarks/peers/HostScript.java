package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.Neighbour;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer in which a script of ours is the server: Node, Deno or Bun. Attacker and neighbour share a thread and a heap there.
 *
 * @param name which of them
 * @param program its executable
 * @param directory its files
 */
record HostScript(String name, Path program, WorkDirectory directory) implements Peer {
    @Override
    public String version() throws IOException, InterruptedException {
        return Programs.version(program);
    }

    @Override
    public PeerServer start(Attack attack) throws IOException {
        Path folder = directory.path();
        for (String file : List.of(name + ".mjs", "route.mjs")) {
            Files.writeString(
                    folder.resolve(file),
                    Script.resource(HostScript.class, file).text());
        }
        Files.writeString(folder.resolve("neighbour.mjs"), Neighbour.script());
        Files.writeString(folder.resolve("attacker.mjs"), attack.script());
        int port = Programs.freePort();
        Process process = Programs.start(command(port), folder);
        URI root = URI.create("http://127.0.0.1:" + port + "/");
        return PeerServer.of(process, root.resolve("attacker"), root);
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (name.equals("deno")) {
            command.addAll(List.of("serve", "--no-config", "--allow-net", "--allow-read", "--host", "127.0.0.1"));
            command.addAll(List.of("--port", Integer.toString(port), "deno.mjs"));
        } else {
            command.addAll(List.of(name + ".mjs", Integer.toString(port)));
        }
        return command;
    }

    @Override
    public void close() {
        directory.close();
    }
}
