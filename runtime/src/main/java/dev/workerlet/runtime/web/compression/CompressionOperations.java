package dev.workerlet.runtime.web.compression;

import dev.workerlet.runtime.codec.Codec;
import dev.workerlet.runtime.codec.Format;
import dev.workerlet.runtime.context.HostObjects;
import dev.workerlet.runtime.isolate.HostArguments;
import dev.workerlet.runtime.isolate.HostFunction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Compression and decompression of streams. Work per call is bounded by the input that is given, or by the output that
 * is taken. Other half: {@code context/operations.js}.
 */
public final class CompressionOperations {
    private static final byte[] NO_BYTES = {};

    private static final int OUTPUT_BYTES = 64 * 1024;
    private static final int NO_ROOM = 0;
    /** A brotli stream may ask for a window of 16 megabytes. */
    private static final int MOST_BROTLI = 16;

    private static final int NEEDS_INPUT = 0;
    private static final int MORE_OUTPUT = 1;
    private static final int EXCESS_INPUT = 2;

    private final ByteBuffer scratch;
    private final HostObjects objects;
    /** Made with the first codec: most isolates have none. */
    private byte[] output = NO_BYTES;

    private CompressionOperations(ByteBuffer scratch, HostObjects objects) {
        this.scratch = scratch;
        this.objects = objects;
    }

    /** The functions of one isolate. */
    public static List<HostFunction> functions(ByteBuffer scratch, HostObjects objects) {
        CompressionOperations operations = new CompressionOperations(scratch, objects);
        return List.of(new HostFunction("openCodec", operations::open), new HostFunction("runCodec", operations::run));
    }

    /** Arguments: format, 0 to compress or 1 to decompress, request. Returns the id. */
    private int open(HostArguments arguments) {
        Format format = Format.of(arguments.string(0));
        boolean isBrotli = format == Format.BROTLI;
        if (!objects.hasRoom() || (isBrotli && objects.count(OpenBrotli.class) >= MOST_BROTLI)) {
            return NO_ROOM;
        }
        if (output.length == 0) {
            output = new byte[OUTPUT_BYTES];
        }
        Codec codec = arguments.integer(1) == 0 ? format.compressor() : format.decompressor();
        return objects.add(arguments.integer(2), isBrotli ? new OpenBrotli(codec) : new OpenPlain(codec));
    }

    /**
     * Arguments: id, buffer, offset, length, whether this is the last input. Without bytes it goes on with the input
     * that it has. Returns output, the reason why the input is bad, or null where the codec is closed.
     */
    private @Nullable Object run(HostArguments arguments) {
        OpenCodec open = objects.find(arguments.integer(0), OpenCodec.class);
        if (open == null) {
            return null;
        }
        Codec codec = open.codec();
        byte[] input = new byte[arguments.integer(3)];
        boolean last = arguments.integer(4) != 0;
        if (input.length > 0 || last) {
            arguments.buffer(1).get(arguments.integer(2), input);
            codec.input(input, last);
        }
        return run(codec);
    }

    private Object run(Codec codec) {
        try {
            int written = codec.output(output);
            int more = written == output.length ? MORE_OUTPUT : NEEDS_INPUT;
            scratch.putInt(0, codec.hasExcess() ? EXCESS_INPUT : more);
            return Arrays.copyOf(output, written);
        } catch (DataFormatException e) {
            String message = e.getMessage();
            return message == null
                    ? "The compressed data is not valid"
                    : "The compressed data is not valid: " + message;
        }
    }
}
