package dev.workerlet.runtime.scheduler;

/**
 * What the host does for JavaScript off the loop, behind a promise: slow, but bounded. Called on a thread for computing, many
 * calls at once.
 */
@FunctionalInterface
public interface HostOperation {
    /**
     * Computes the result.
     *
     * @return bytes; not changed afterwards
     * @throws OperationException when there is no result; becomes the promise's rejection
     */
    byte[] run(OperationCall call) throws OperationException;
}
