package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.Attacks;
import dev.workerlet.benchmarks.hostile.Budget;
import dev.workerlet.benchmarks.io.Site;
import dev.workerlet.benchmarks.io.Upstream;
import dev.workerlet.benchmarks.support.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is in the server: the healthy workers of one owner, one of them behind a filter, and the attackers, whose owners are
 * the classes of attacks.
 *
 * @param server the root
 * @param upstream the server behind it
 */
record Grounds(URI server, Upstream upstream) {
    /** The attacks that are known to be held. */
    static final List<Attack> ATTACKS =
            Attacks.all().stream().filter(attack -> attack.open() == null).toList();

    private static final List<String> WORKERS = List.of(
            "hello",
            "json",
            "body",
            "flow",
            "stream",
            "events",
            "timers",
            "state",
            "signature",
            "cache",
            "pack",
            "pass",
            "socket",
            "checksum");
    /** Loop threads of the server. */
    static final int LOOPS = 2;

    private static final String HEALTHY = "healthy";
    private static final String BEHIND = "behind";

    /** The address of a healthy worker. */
    static String healthy(String worker) {
        return HEALTHY + '/' + worker;
    }

    /** The address of a worker with a filter in front. */
    static String behind(String worker) {
        return BEHIND + '/' + worker;
    }

    /** The address of an attacker. */
    URI of(Attack attack) {
        return server.resolve(folder(attack.group(), attack.budget()) + '/' + attack.name());
    }

    private static String folder(String owner, Budget budget) {
        return owner + '-' + budget.folder();
    }

    /** Writes all scripts. */
    static void write(Path root) throws IOException {
        for (String worker : WORKERS) {
            copy(Grounds.class, worker, root.resolve(HEALTHY));
        }
        copy(Upstream.class, "aborts", root.resolve(HEALTHY));
        copy(Grounds.class, "hello", root.resolve(BEHIND));
        copy(Grounds.class, "checksum", root.resolve(BEHIND));
        copy(Grounds.class, "filter", root);
        copy(Grounds.class, "checksum", root);
        for (Attack attack : ATTACKS) {
            attack.write(root.resolve(folder(attack.group(), attack.budget())));
        }
    }

    private static void copy(Class<?> neighbour, String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        String file = name + ".js";
        Files.writeString(folder.resolve(file), Script.resource(neighbour, file).text());
    }

    /** What a server serves of them; written to {@code root} before. */
    static Site site(Path root) {
        Map<String, Site.Folder> folders = new TreeMap<>();
        // Whether they are served in time is not asked here: the machine may be busy with other things.
        Map<String, String> owner = Map.of("owner", HEALTHY, "cpu-limit", "1s", "wall-limit", "60s");
        folders.put(HEALTHY, new Site.Folder(HEALTHY, root.resolve(HEALTHY), owner));
        folders.put(BEHIND, new Site.Folder(BEHIND, root.resolve(BEHIND), owner));
        for (Attack attack : ATTACKS) {
            String path = folder(attack.group(), attack.budget());
            folders.computeIfAbsent(path, name -> new Site.Folder(name, root.resolve(name), parameters(attack)));
        }
        Map<String, String> runtime = Map.of(
                "workerlet.cdi", "false",
                "workerlet.allow-private-network", "true",
                // Fewer than there are workers: isolates are taken from one and given to another all the time.
                "workerlet.isolates-per-loop", "16",
                "workerlet.loops", Integer.toString(LOOPS),
                "workerlet.queue-target", "0s",
                "workerlet.queue-wait", "60s",
                "workerlet.scripts", root.toString());
        List<Site.WorkerInFront> filters = List.of(new Site.WorkerInFront(BEHIND, "filter.js", owner));
        return new Site(0, runtime, new ArrayList<>(folders.values()), filters);
    }

    private static Map<String, String> parameters(Attack attack) {
        return attack.budget().parameters(attack.group(), SoakPlan.WALL_MILLIS, SoakPlan.ATTACKER_MEBIBYTES, 0);
    }
}
