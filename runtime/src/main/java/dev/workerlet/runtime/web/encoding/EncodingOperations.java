package dev.workerlet.runtime.web.encoding;

import dev.workerlet.runtime.isolate.HostArguments;
import dev.workerlet.runtime.isolate.HostFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text coding that is not worth a loop in JavaScript: long UTF-8, and the legacy encodings, whose tables all isolates
 * share. Keeps nothing between calls. Other half: {@code context/operations.js}.
 */
public final class EncodingOperations {
    private static final byte[] NO_BYTES = {};

    private static final int IN_SCRATCH_LIMIT = -1;
    private static final int FATAL = 1;
    private static final int LAST = 2;

    private final ByteBuffer scratch;
    private byte[] pending = NO_BYTES;

    private EncodingOperations(ByteBuffer scratch) {
        this.scratch = scratch;
    }

    /** The functions of one isolate. */
    public static List<HostFunction> functions(ByteBuffer scratch) {
        EncodingOperations operations = new EncodingOperations(scratch);
        return List.of(
                HostFunction.ofIsolate("encodeUtf8ToScratch", arguments -> operations.encode(arguments.string(0))),
                HostFunction.ofIsolate("takeBytes", arguments -> operations.take()),
                HostFunction.ofIsolate("decodeUtf8", EncodingOperations::decodeUtf8),
                HostFunction.ofIsolate("decodeLegacy", operations::decodeLegacy));
    }

    /** Leaves the bytes in the scratch memory and returns their number, or keeps them for {@link #take} and returns -1. */
    private int encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > scratch.capacity()) {
            pending = bytes;
            return IN_SCRATCH_LIMIT;
        }
        scratch.put(0, bytes);
        return bytes.length;
    }

    private byte[] take() {
        byte[] bytes = pending;
        pending = NO_BYTES;
        return bytes;
    }

    /** Arguments: buffer, offset, length, flags. Null for malformed bytes that were to be {@link #FATAL}. */
    private static @Nullable String decodeUtf8(HostArguments arguments) {
        return Utf8Text.decode(bytes(arguments, 0), (arguments.integer(3) & FATAL) != 0);
    }

    /**
     * Arguments: encoding, buffer, offset, length, flags, state. The state is what the call before left in the scratch
     * memory, 0 at first. Null for malformed bytes that were to be {@link #FATAL}.
     */
    private @Nullable String decodeLegacy(HostArguments arguments) {
        int flags = arguments.integer(4);
        DecoderRun run =
                DecoderRun.after(arguments.integer(5), bytes(arguments, 1), (flags & LAST) != 0, (flags & FATAL) != 0);
        LegacyDecoder.of(arguments.string(0)).decode(run);
        if (run.hasFailed()) {
            return null;
        }
        scratch.putInt(0, run.state());
        return run.text();
    }

    /** The bytes of three arguments: buffer, offset, length. */
    private static byte[] bytes(HostArguments arguments, int first) {
        byte[] bytes = new byte[arguments.integer(first + 2)];
        arguments.buffer(first).get(arguments.integer(first + 1), bytes);
        return bytes;
    }
}
