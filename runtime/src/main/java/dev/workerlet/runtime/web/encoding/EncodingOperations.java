package dev.workerlet.runtime.web.encoding;

import dev.workerlet.runtime.isolate.HostFunction;
import dev.workerlet.runtime.message.FetchRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** UTF-8 for strings that are too long to be worth a loop in JavaScript; other half: {@code context/operations.js}. */
public final class EncodingOperations {
    private static final int IN_SCRATCH_LIMIT = -1;

    private final ByteBuffer scratch;
    private byte[] pending = FetchRequest.NO_BODY;

    private EncodingOperations(ByteBuffer scratch) {
        this.scratch = scratch;
    }

    /** The functions of one isolate. */
    public static List<HostFunction> functions(ByteBuffer scratch) {
        EncodingOperations operations = new EncodingOperations(scratch);
        return List.of(
                new HostFunction("encodeUtf8ToScratch", arguments -> operations.encode(arguments.string(0))),
                new HostFunction("takeBytes", arguments -> operations.take()),
                new HostFunction(
                        "decodeUtf8",
                        arguments -> decode(arguments.buffer(0), arguments.integer(1), arguments.integer(2))));
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
        pending = FetchRequest.NO_BODY;
        return bytes;
    }

    private static String decode(ByteBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
