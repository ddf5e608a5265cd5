package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.isolate.HostFunction;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/** Secure random bytes for {@code crypto.getRandomValues} and {@code crypto.randomUUID}. */
public final class RandomOperations {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomOperations() {}

    /** The functions of one isolate. */
    public static List<HostFunction> functions(ByteBuffer scratch) {
        return List.of(new HostFunction("randomToScratch", arguments -> {
            byte[] bytes = new byte[Math.min(arguments.integer(0), scratch.capacity())];
            RANDOM.nextBytes(bytes);
            scratch.put(0, bytes);
            return null;
        }));
    }
}
