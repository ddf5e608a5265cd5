package dev.workerlet.benchmarks.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reachable objects of a process by class, counted by {@code jcmd} after a full collection. Immutable. */
record LiveObjects(Map<String, Long> counts) {
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");
    private static final Pattern WATCHED =
            Pattern.compile("(dev\\.workerlet|org\\.eclipse\\.jetty|org\\.apache\\.(catalina|coyote|tomcat))\\..*");

    LiveObjects {
        counts = Map.copyOf(counts);
    }

    /** Counts those of the runtime, the adapter and the containers. */
    static LiveObjects of(long pid) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(program, Long.toString(pid), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Long> counts = new TreeMap<>();
        try (BufferedReader lines = jcmd.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches() && WATCHED.matcher(matcher.group(2)).matches()) {
                    counts.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
                }
            }
        }
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd can't count the objects of process " + pid);
        }
        return new LiveObjects(counts);
    }

    /** Classes below {@code prefix} of which there are more objects than in {@code earlier}, by more than {@code margin}. */
    List<String> grownSince(LiveObjects earlier, String prefix, long margin) {
        List<String> grown = new ArrayList<>();
        new TreeMap<>(counts).forEach((name, count) -> {
            long before = earlier.counts.getOrDefault(name, 0L);
            if (name.startsWith(prefix) && count > before + margin) {
                grown.add(name + " from " + before + " to " + count);
            }
        });
        return grown;
    }
}
