package dev.workerlet.runtime.context;

/** Ids of the requests of one isolate, never used twice in its life. Confined to the loop's thread. */
final class RequestIds {
    private int last;

    int next() {
        return Math.incrementExact(last++);
    }

    /** Whether the ids come to an end: the isolate is to be given up long before. */
    boolean areRunningOut() {
        return last > Integer.MAX_VALUE / 2;
    }
}
