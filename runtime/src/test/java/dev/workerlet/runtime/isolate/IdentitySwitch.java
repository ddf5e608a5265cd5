package dev.workerlet.runtime.isolate;

/** Switches the identity of requests off while it is open. */
public final class IdentitySwitch implements AutoCloseable {
    private IdentitySwitch() {}

    /** Switches it off for contexts made from now on. */
    public static IdentitySwitch off() {
        IdentityProbe.pretendForTests = true;
        return new IdentitySwitch();
    }

    @Override
    public void close() {
        IdentityProbe.pretendForTests = false;
    }
}
