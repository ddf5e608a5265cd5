package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Neighbour;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * A process with an attacker and a neighbour.
 *
 * @param process the process
 * @param exit its exit code when it has ended
 * @param attacker the attacker's address
 * @param root what the neighbour's address is resolved against
 * @param neighbour the neighbour
 */
record PeerServer(ProcessHandle process, IntSupplier exit, URI attacker, URI root, Neighbour neighbour) {
    private static final int SIGNALLED = 128;
    private static final int KIB_PER_MIB = 1_024;
    private static final int STEPS = 100;
    private static final int STEP_MILLIS = 50;

    static PeerServer of(Process process, URI attacker, URI root) {
        return new PeerServer(process.toHandle(), process::exitValue, attacker, root, Programs.NEIGHBOUR);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has ended in order, with an exit code of its own and not by a signal. */
    boolean endedByItself() {
        return !isAlive() && exit.getAsInt() < SIGNALLED;
    }

    /** Resident memory, 0 when it has ended. */
    long rssMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }

    /** Ends it at once, and waits for its end. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        for (int i = 0; i < STEPS && process.isAlive(); i++) {
            Thread.sleep(STEP_MILLIS);
        }
        if (process.isAlive()) {
            throw new IOException("Process " + process.pid() + " does not end");
        }
    }
}
