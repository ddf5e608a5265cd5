package dev.workerlet.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.Attacks;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The hostile battery in other runtimes, side by side with this one. */
@Command(
        name = "hostile-peers",
        mixinStandardHelpOptions = true,
        description =
                "Calls the hostile scripts in other runtimes, each beside a healthy worker in the same process, and tells"
                        + " what became of the process. Programs that are not named are looked for on the PATH.")
public final class PeersCommand implements Callable<Integer> {
    private static final long MILLIS = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--node", paramLabel = "PROGRAM", description = "Node.")
    private @Nullable Path node;

    @Option(names = "--deno", paramLabel = "PROGRAM", description = "Deno.")
    private @Nullable Path deno;

    @Option(names = "--bun", paramLabel = "PROGRAM", description = "Bun.")
    private @Nullable Path bun;

    @Option(names = "--workerd", paramLabel = "PROGRAM", description = "workerd.")
    private @Nullable Path workerd;

    @Option(names = "--only", paramLabel = "REGEX", description = "Scripts whose names match; all if not given.")
    private @Nullable Pattern only;

    @Option(
            names = "--every",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of each class the first script and each Nth after it; default ${DEFAULT-VALUE}.")
    private int every;

    @Option(names = "--peers", paramLabel = "REGEX", description = "Peers whose names match; all if not given.")
    private @Nullable Pattern peersOnly;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long an attack is watched; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--recovery",
            defaultValue = "6",
            description = "Seconds after it, until the neighbour has to be answered again; default ${DEFAULT-VALUE}.")
    private int recovery;

    @Option(
            names = "--memory",
            defaultValue = "4096",
            paramLabel = "MiB",
            description = "Resident memory at which a process is ended; default ${DEFAULT-VALUE}.")
    private long mostMebibytes;

    @Option(names = "--at-once", defaultValue = "2", description = "Peers at a time; default ${DEFAULT-VALUE}.")
    private int atOnce;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the tables are written as well.")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        List<Attack> attacks = attacks();
        List<Peer> peers = peers(attacks);
        Map<String, String> versions = new LinkedHashMap<>();
        for (Peer peer : peers) {
            versions.put(peer.name(), peer.version());
        }
        PeersReport told = new PeersReport(versions, attack(peers, attacks, out));
        out.println();
        out.println(told.text());
        out.flush();
        if (report != null) {
            Files.writeString(report, told.text());
        }
        return 0;
    }

    private List<Attack> attacks() {
        Map<String, Integer> ofGroup = new HashMap<>();
        return Attacks.all().stream()
                .filter(attack -> only == null || only.matcher(attack.name()).find())
                .filter(attack -> (ofGroup.merge(attack.group(), 1, Integer::sum) - 1) % every == 0)
                .toList();
    }

    private List<Peer> peers(List<Attack> attacks) {
        List<Peer> peers = new ArrayList<>();
        peers.add(new Ours(attacks));
        Programs.find("workerd", workerd).ifPresent(program -> peers.add(new Workerd(program, WorkDirectory.create())));
        addHost(peers, "deno", deno);
        addHost(peers, "node", node);
        addHost(peers, "bun", bun);
        peers.removeIf(
                peer -> peersOnly != null && !peersOnly.matcher(peer.name()).find());
        return peers;
    }

    private static void addHost(List<Peer> peers, String name, @Nullable Path named) {
        Programs.find(name, named)
                .ifPresent(program -> peers.add(new HostScript(name, program, WorkDirectory.create())));
    }

    private List<Finding> attack(List<Peer> peers, List<Attack> attacks, PrintWriter out) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        ExecutorService calls = Executors.newCachedThreadPool();
        try {
            List<Callable<List<Finding>>> tasks = new ArrayList<>();
            for (Peer peer : peers) {
                tasks.add(() -> attack(peer, attacks, calls, out));
            }
            List<Finding> findings = new ArrayList<>();
            for (Future<List<Finding>> done : threads.invokeAll(tasks)) {
                findings.addAll(done.get());
            }
            return findings;
        } finally {
            threads.shutdownNow();
            calls.shutdownNow();
        }
    }

    private List<Finding> attack(Peer peer, List<Attack> attacks, ExecutorService calls, PrintWriter out)
            throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Bounds bounds = new Bounds(MILLIS * seconds, MILLIS * recovery, mostMebibytes);
        try (peer) {
            for (Attack attack : attacks) {
                PeerServer server = peer.start(attack);
                Finding finding = new Assault(server, attack, bounds, calls).run(peer.name());
                peer.end(server, !finding.end().survived());
                findings.add(finding);
                out.println(finding.peer() + ' ' + finding.attack() + ": "
                        + finding.end().text() + ", attacker " + finding.answer() + ", neighbour at most "
                        + finding.worstMillis() + " ms");
                out.flush();
            }
        }
        return findings;
    }
}
