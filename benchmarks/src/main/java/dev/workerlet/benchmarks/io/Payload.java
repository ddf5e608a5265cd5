package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A long run of bytes and its checksum. Blocks are numbered, so that one that is lost, doubled or exchanged for another
 * shows.
 *
 * @param bytes how many
 * @param crc CRC-32C of all
 */
record Payload(long bytes, long crc) {
    private static final int BLOCK = 64 * 1024;

    /** Writes {@code bytes} bytes. */
    static Payload write(OutputStream out, long bytes) throws IOException {
        byte[] block = new byte[BLOCK];
        new Random(bytes).nextBytes(block);
        CRC32C crc = new CRC32C();
        for (long sent = 0; sent < bytes; ) {
            ByteBuffer.wrap(block).putLong(sent);
            int length = (int) Math.min(BLOCK, bytes - sent);
            out.write(block, 0, length);
            crc.update(block, 0, length);
            sent += length;
        }
        out.flush();
        return new Payload(bytes, crc.getValue());
    }

    /** Reads to the end. */
    static Payload read(InputStream in) throws IOException {
        byte[] buffer = new byte[BLOCK];
        CRC32C crc = new CRC32C();
        long bytes = 0;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            crc.update(buffer, 0, length);
            bytes += length;
        }
        return new Payload(bytes, crc.getValue());
    }

    @Override
    public String toString() {
        return bytes + " bytes, CRC-32C " + Long.toHexString(crc);
    }
}
