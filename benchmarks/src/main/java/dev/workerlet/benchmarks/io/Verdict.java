package dev.workerlet.benchmarks.io;

import java.io.PrintWriter;
import java.util.List;

/** The last line of a run. */
final class Verdict {
    private Verdict() {}

    /** Says what is wrong; returns whether nothing is. */
    static boolean print(PrintWriter out, List<String> faults) {
        out.println(faults.isEmpty() ? "Memory is flat." : "GROWN: " + String.join(", ", faults));
        out.flush();
        return faults.isEmpty();
    }
}
