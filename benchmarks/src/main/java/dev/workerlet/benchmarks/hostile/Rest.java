package dev.workerlet.benchmarks.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The server before a group of attacks, and after it and a rest.
 *
 * @param group the attacks
 * @param before what it held before the group
 * @param after what it holds after the rest
 */
record Rest(List<Attack> group, Holdings before, Holdings after) {
    private static final long MOST_GROWTH_MIB = 100;
    private static final List<String> LEFT_OPEN = List.of("activeRequests", "openStreams", "openFetches");

    /** What does not hold. */
    List<String> faults(BatteryPlan plan) {
        List<String> faults = new ArrayList<>();
        if (plan.timed()) {
            faults.addAll(growth());
        }
        for (String name : LEFT_OPEN) {
            long left = after.told(name);
            if (left != 0) {
                faults.add(name + " " + left);
            }
        }
        return faults;
    }

    private List<String> growth() {
        List<String> growth = new ArrayList<>();
        for (Memory memory : Memory.ALL) {
            long grown = memory.grownMib(before, after);
            if (grown > MOST_GROWTH_MIB) {
                growth.add(memory.title() + ": grown by " + grown + " MiB");
            }
        }
        return growth;
    }

    /** Whether the group is of attacks that are known not to be held. */
    boolean isOpen() {
        return group.get(0).isOpen();
    }

    /** The group in a few words. */
    String title() {
        return group.get(0).name() + " … " + group.get(group.size() - 1).name();
    }

    /** Each memory before and after in MiB, and what is open. */
    String text() {
        String memories =
                Memory.ALL.stream().map(memory -> memory.text(before, after)).collect(Collectors.joining(", "));
        return memories + " MiB, isolates " + after.told("openIsolates") + ", threads that are kept "
                + after.told("stuckThreads");
    }
}
