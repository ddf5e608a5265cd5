package dev.workerlet.benchmarks.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The server after a group of attacks and a rest.
 *
 * @param group the attacks
 * @param rssBeforeKib resident memory before the group
 * @param rssAfterKib after the rest
 * @param figures the runtime's figures after the rest
 */
record Rest(List<Attack> group, long rssBeforeKib, long rssAfterKib, Map<String, Long> figures) {
    private static final long KIB_PER_MIB = 1_024;
    private static final long MOST_GROWTH_MIB = 100;
    private static final List<String> LEFT_OPEN = List.of("activeRequests", "openStreams", "openFetches");

    /** What does not hold. */
    List<String> faults(BatteryPlan plan) {
        List<String> faults = new ArrayList<>();
        long grown = (rssAfterKib - rssBeforeKib) / KIB_PER_MIB;
        if (plan.timed() && grown > MOST_GROWTH_MIB) {
            faults.add("memory has grown by " + grown + " MiB");
        }
        for (String name : LEFT_OPEN) {
            long left = figure(name);
            if (left != 0) {
                faults.add(name + " " + left);
            }
        }
        return faults;
    }

    /** Whether the group is of attacks that are known not to be held. */
    boolean isOpen() {
        return group.get(0).isOpen();
    }

    /** The group in a few words. */
    String title() {
        return group.get(0).name() + " … " + group.get(group.size() - 1).name();
    }

    /** Both memories in MiB, and what is open. */
    String text() {
        return "RSS " + rssBeforeKib / KIB_PER_MIB + " → " + rssAfterKib / KIB_PER_MIB + " MiB, isolates "
                + figure("openIsolates") + ", their heaps " + figure("isolateHeapKib") / KIB_PER_MIB
                + " MiB and outside them " + figure("externalKib") / KIB_PER_MIB + ", threads that are kept "
                + figure("stuckThreads");
    }

    private long figure(String name) {
        return figures.getOrDefault(name, 0L);
    }
}
