package dev.workerlet.servlet.container;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Messages of WebSockets as the extension permessage-deflate sends them (RFC 7692), without a context. */
public final class DeflatedMessage {
    private DeflatedMessage() {}

    /** The payload of a message in one frame. */
    public static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(data);
        byte[] buffer = new byte[data.length + 100];
        int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        // https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1: without the empty block at its end
        return Arrays.copyOf(buffer, count - 4);
    }

    /** The message of such a payload; of {@code length} bytes at most. */
    public static byte[] inflate(byte[] data, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(data, data.length + 4);
        whole[data.length + 2] = (byte) 0xff;
        whole[data.length + 3] = (byte) 0xff;
        inflater.setInput(whole);
        byte[] result = new byte[length];
        int count = 0;
        while (count < length && !inflater.needsInput()) {
            count += inflater.inflate(result, count, length - count);
        }
        inflater.end();
        return Arrays.copyOf(result, count);
    }
}
