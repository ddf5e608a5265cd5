package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.io.Site;
import dev.workerlet.benchmarks.support.Homes;
import dev.workerlet.benchmarks.support.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in the server and where: the attackers, and their four neighbours, two of the same owner and two of others, on each
 * of the two loops one of either.
 *
 * @param neighbours the four
 * @param loops the homes of the attackers by name
 */
public record Layout(List<Neighbour> neighbours, Map<String, Integer> loops) {
    /** The attackers' owner. */
    static final String ATTACKER = "attacker";

    /** Loop threads of the server. */
    static final int LOOPS = 2;

    private static final List<String> OTHERS = List.of("first", "second");
    private static final String SAME = "same";

    /** Asks a runtime for the homes; they follow from the names and are the same in the server. */
    public static Layout of(List<Attack> attacks) {
        try (WorkDirectory directory = WorkDirectory.create();
                Homes homes = new Homes(LOOPS, directory)) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (int loop = 0; loop < LOOPS; loop++) {
                String same = homes.nameFor(ATTACKER, loop);
                neighbours.add(new Neighbour(ATTACKER, loop, true, SAME + '/' + same));
                String other = OTHERS.get(loop);
                neighbours.add(new Neighbour(other, loop, false, other + '/' + homes.nameFor(other, loop)));
            }
            Map<String, Integer> loops = new HashMap<>();
            attacks.forEach(attack -> loops.put(attack.name(), homes.loop(ATTACKER, attack.name())));
            return new Layout(neighbours, loops);
        }
    }

    /** Writes the scripts below a directory. */
    public void write(Path root, List<Attack> attacks) throws IOException {
        for (Attack attack : attacks) {
            attack.write(root.resolve(attack.budget().folder()));
        }
        for (Neighbour neighbour : neighbours) {
            Path file = root.resolve(neighbour.path() + ".js");
            Files.createDirectories(file.getParent());
            Files.writeString(file, Neighbour.script());
        }
    }

    /** What a server serves of such a directory. */
    static Site site(Path root, int wallMillis, int heapMebibytes, int outsideMebibytes, String queueTarget)
            throws IOException {
        List<Site.Folder> folders = new ArrayList<>();
        for (Budget budget : Budget.values()) {
            Map<String, String> parameters = budget.parameters(ATTACKER, wallMillis, heapMebibytes, outsideMebibytes);
            folders.add(folder(root, budget.folder(), parameters));
        }
        folders.add(folder(root, SAME, neighbourOf(ATTACKER)));
        for (String other : OTHERS) {
            folders.add(folder(root, other, neighbourOf(other)));
        }
        Map<String, String> runtime = Map.of(
                "workerlet.cdi", "false",
                "workerlet.loops", Integer.toString(LOOPS),
                "workerlet.allow-private-network", "true",
                "workerlet.queue-target", queueTarget,
                // What each attack gets is looked at, not that it is held back after a few, or its owner's threads are
                // used up.
                "workerlet.stuck-threads-limit", "64",
                "workerlet.kills-before-break", "0");
        return new Site(0, runtime, folders, List.of());
    }

    // With so much CPU time that what a neighbour loses it loses to the attackers.
    private static Map<String, String> neighbourOf(String owner) {
        return Map.of("owner", owner, "env.OWNER", owner, "cpu-limit", "1s");
    }

    private static Site.Folder folder(Path root, String name, Map<String, String> parameters) throws IOException {
        return new Site.Folder(name, Files.createDirectories(root.resolve(name)), parameters);
    }
}
