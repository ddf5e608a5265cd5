package dev.workerlet.runtime.codec;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The decompressing codec. What follows the end of the compressed data is an error, a second gzip member too. */
final class Decompressor implements Decoder {
    private static final byte[] NONE = {};

    private final Inflater inflater;
    /** Null but for gzip. */
    private final @Nullable GzipFrame frame;

    private final CRC32 checksum = new CRC32();
    private byte[] bytes = NONE;
    private int at;
    private boolean last;
    private boolean hasEnded;

    Decompressor(Format format) {
        inflater = new Inflater(format.isBare());
        frame = format == Format.GZIP ? new GzipFrame() : null;
    }

    @Override
    public void input(byte[] input, boolean isLast) {
        bytes = input;
        at = 0;
        last = isLast;
    }

    @Override
    public int output(byte[] target) throws DataFormatException {
        int written = 0;
        if (frame == null || frame.hasHeader()) {
            written = inflate(target);
        } else {
            at = frame.readHeader(bytes, at);
            if (frame.hasHeader()) {
                written = inflate(target);
            }
        }
        if (last && !hasEnded && written < target.length) {
            throw new DataFormatException("The compressed data ends too early");
        }
        return written;
    }

    private int inflate(byte[] target) throws DataFormatException {
        if (hasEnded) {
            return 0;
        }
        int written = 0;
        if (!inflater.finished()) {
            inflater.setInput(bytes, at, bytes.length - at);
            written = inflateSome(target);
            at = bytes.length - inflater.getRemaining();
        }
        if (inflater.finished()) {
            readEnd();
        }
        return written;
    }

    private int inflateSome(byte[] target) throws DataFormatException {
        int written = 0;
        int count = 1;
        while (count > 0 && written < target.length) {
            count = inflater.inflate(target, written, target.length - written);
            written += count;
        }
        if (inflater.needsDictionary()) {
            throw new DataFormatException("The compressed data asks for a dictionary");
        }
        if (frame != null) {
            checksum.update(target, 0, written);
        }
        return written;
    }

    private void readEnd() throws DataFormatException {
        if (frame == null) {
            hasEnded = true;
        } else {
            at = frame.readTrailer(bytes, at, checksum.getValue(), inflater.getBytesWritten());
            hasEnded = frame.hasTrailer();
        }
    }

    @Override
    public boolean hasExcess() {
        return hasEnded && at < bytes.length;
    }

    @Override
    public boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public byte[] excess() {
        return hasEnded ? Arrays.copyOfRange(bytes, at, bytes.length) : NONE;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
