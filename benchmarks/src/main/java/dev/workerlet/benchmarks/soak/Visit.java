package dev.workerlet.benchmarks.soak;

import java.io.IOException;

/** One thing that a client does, from its start to its end, and the judgement of what came of it. */
interface Visit {
    /** What it is counted under. */
    String name();

    /** Makes it; an exception is a request that was lost. */
    Outcome make(Visitor visitor) throws IOException, InterruptedException;
}
