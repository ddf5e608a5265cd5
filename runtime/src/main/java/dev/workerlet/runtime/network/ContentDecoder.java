package dev.workerlet.runtime.network;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the content codings of one body, a piece at a time: what is not asked for is not inflated. Used by one thread at a
 * time, but for {@link #close()}.
 */
final class ContentDecoder implements AutoCloseable {
    /** Who may free the decoders' memory. */
    private enum Use {
        NONE,
        IN_USE,
        /** In use, and to be closed afterwards. */
        LEAVING,
        CLOSED
    }

    private final AtomicReference<Use> use = new AtomicReference<>(Use.NONE);
    /** Where the coded bytes go in. */
    private final Input input = new Input();
    /** Where the plain ones come out. */
    private final Stage output;

    /** What gives bytes. */
    interface Stage extends AutoCloseable {
        /** Bytes, or null where more has to come or nothing comes any more. */
        byte @Nullable [] take() throws DataFormatException;

        /** Whether nothing comes any more. */
        boolean hasEnded();

        @Override
        void close();
    }

    /** Undoes {@code codings}, last applied first. */
    ContentDecoder(List<String> codings) {
        Stage stage = input;
        for (int i = codings.size() - 1; i >= 0; i--) {
            stage = new DecoderStage(stage, codings.get(i));
        }
        output = stage;
    }

    /** Hands over what came; the output of what came before has been taken. The array is not copied. */
    void input(byte[] bytes, boolean last) {
        input.bytes = bytes.length == 0 ? null : bytes;
        input.last = last;
    }

    /** Plain bytes, or null where more has to come or all have come. */
    byte @Nullable [] output() throws DataFormatException {
        if (!use.compareAndSet(Use.NONE, Use.IN_USE)) {
            throw new DataFormatException("it has been given up");
        }
        try {
            return output.take();
        } finally {
            if (!use.compareAndSet(Use.IN_USE, Use.NONE)) {
                use.set(Use.CLOSED);
                output.close();
            }
        }
    }

    /** Whether all of the body has been taken. */
    boolean hasEnded() {
        return output.hasEnded();
    }

    /** Frees memory, at once or when it is out of use. Any thread, any number of times. */
    @Override
    public void close() {
        Use before = use.getAndUpdate(now -> now == Use.NONE || now == Use.CLOSED ? Use.CLOSED : Use.LEAVING);
        if (before == Use.NONE) {
            output.close();
        }
    }

    /** The coded bytes. */
    private static final class Input implements Stage {
        private byte @Nullable [] bytes;
        private boolean last;

        @Override
        public byte @Nullable [] take() {
            byte[] taken = bytes;
            bytes = null;
            return taken;
        }

        @Override
        public boolean hasEnded() {
            return last && bytes == null;
        }

        @Override
        public void close() {
            bytes = null;
        }
    }
}
