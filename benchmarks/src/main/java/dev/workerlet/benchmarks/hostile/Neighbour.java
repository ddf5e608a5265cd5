package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.support.Script;
import java.net.URI;

/**
 * A worker under steady load.
 *
 * @param owner its owner, which its answers tell
 * @param loop its home
 * @param sameOwner whether it is the attacker's
 * @param path its address within the server
 */
public record Neighbour(String owner, int loop, boolean sameOwner, String path) {
    private static final int FACTOR = 31;
    private static final int MODULUS = 1_000_003;
    private static final int ROUNDS = 100;

    /** The script, which takes the binding {@code OWNER}. */
    public static String script() {
        return Script.resource(Neighbour.class, "neighbour.js").text();
    }

    /** The address of a request. */
    public URI url(URI server, int number) {
        return server.resolve(path + "?number=" + number);
    }

    /** What it has to answer. */
    public String answer(int number) {
        long value = number;
        for (int i = 0; i < ROUNDS; i++) {
            value = (value * FACTOR + i) % MODULUS;
        }
        return owner + " " + number + " " + value + " 0";
    }
}
