package dev.workerlet.runtime.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The compressing codec, at zlib's usual level. */
final class Compressor implements Codec {
    /** Magic number, method 8, no flags, no time, no hint at the level, an unknown system. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int GZIP_TRAILER_BYTES = 8;
    private static final byte[] NONE = {};

    private final Deflater deflater;
    private final boolean isGzip;
    private final CRC32 checksum = new CRC32();
    /** What goes out before the deflater's output, or after it. */
    private ByteBuffer frame;

    private boolean hasEnded;

    Compressor(Format format) {
        deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, format.isBare());
        isGzip = format == Format.GZIP;
        frame = ByteBuffer.wrap(isGzip ? GZIP_HEADER : NONE);
    }

    @Override
    public void input(byte[] bytes, boolean last) {
        deflater.setInput(bytes);
        if (isGzip) {
            checksum.update(bytes);
        }
        if (last) {
            deflater.finish();
        }
    }

    @Override
    public int output(byte[] target) {
        int written = putFrame(target, 0);
        written += deflater.deflate(target, written, target.length - written);
        if (isGzip && deflater.finished() && !hasEnded) {
            hasEnded = true;
            frame = ByteBuffer.allocate(GZIP_TRAILER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt((int) deflater.getBytesRead())
                    .flip();
        }
        return written + putFrame(target, written);
    }

    private int putFrame(byte[] target, int at) {
        int count = Math.min(frame.remaining(), target.length - at);
        frame.get(target, at, count);
        return count;
    }

    @Override
    public boolean hasExcess() {
        return false;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
