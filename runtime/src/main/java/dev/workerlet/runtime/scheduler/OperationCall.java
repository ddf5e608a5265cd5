package dev.workerlet.runtime.scheduler;

import java.util.List;

/**
 * One call of a {@link HostOperation}: its arguments, and whether anybody still wants the result. Thread-safe.
 */
public final class OperationCall {
    private final List<String> texts;
    private final List<byte[]> blobs;
    private volatile boolean cancelled;

    /** A call with these arguments; the arrays are not copied. */
    public OperationCall(List<String> texts, List<byte[]> blobs) {
        this.texts = List.copyOf(texts);
        this.blobs = List.copyOf(blobs);
    }

    /** A text argument. */
    public String text(int index) {
        return texts.get(index);
    }

    /** A text argument that is a decimal number. */
    public int integer(int index) {
        return Integer.parseInt(texts.get(index));
    }

    /** Bytes, the call's own. */
    public byte[] blob(int index) {
        return blobs.get(index);
    }

    /** Whether the request has ended: an operation that takes long looks at this now and then, and returns. */
    public boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }
}
