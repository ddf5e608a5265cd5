package dev.workerlet.runtime.context;

/** Something of the host's that JavaScript holds by a number, and that must be closed. Confined to the loop's thread. */
public interface HostObject extends AutoCloseable {
    /** Frees what it holds; called once. */
    @Override
    void close();
}
