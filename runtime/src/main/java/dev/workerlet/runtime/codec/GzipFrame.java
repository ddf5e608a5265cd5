package dev.workerlet.runtime.codec;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** Reads what gzip puts around the compressed data, byte by byte as they come: RFC 1952. */
final class GzipFrame {
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private static final int FIXED_BYTES = 10;
    private static final int TRAILER_BYTES = 8;

    /** The parts of the header, in their order. */
    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA_BYTES,
        NAME,
        COMMENT,
        CHECKSUM,
        DONE
    }

    private final CRC32 headerChecksum = new CRC32();
    private Part part = Part.FIXED;
    private int flags;
    /** Bytes read of the part, and the number in those that are a number. */
    private int count;

    private long number;
    private int extraBytes;
    private long trailer;
    private int trailerCount;

    boolean hasHeader() {
        return part == Part.DONE;
    }

    boolean hasTrailer() {
        return trailerCount == TRAILER_BYTES;
    }

    /** Reads the header as far as there are bytes; returns where it stopped. */
    int readHeader(byte[] bytes, int start) throws DataFormatException {
        int at = start;
        while (at < bytes.length && part != Part.DONE) {
            int value = bytes[at++] & 0xff;
            if (part != Part.CHECKSUM) {
                headerChecksum.update(value);
            }
            take(value);
        }
        return at;
    }

    private void take(int value) throws DataFormatException {
        switch (part) {
            case FIXED -> takeFixed(value);
            case EXTRA_LENGTH -> {
                extraBytes |= value << (8 * count++);
                if (count == 2) {
                    next(extraBytes == 0 ? Part.EXTRA_BYTES : Part.EXTRA_LENGTH);
                }
            }
            case EXTRA_BYTES -> {
                if (++count == extraBytes) {
                    next(Part.EXTRA_BYTES);
                }
            }
            case NAME, COMMENT -> {
                if (value == 0) {
                    next(part);
                }
            }
            case CHECKSUM -> takeChecksum(value);
            case DONE -> throw new IllegalStateException("The header has been read");
        }
    }

    private void takeFixed(int value) throws DataFormatException {
        boolean isValid = switch (count) {
            case 0 -> value == 0x1f;
            case 1 -> value == 0x8b;
            case 2 -> value == 8;
            case 3 -> (value & RESERVED) == 0;
            default -> true;
        };
        if (!isValid) {
            throw new DataFormatException("The compressed data has no gzip header");
        }
        if (count == 3) {
            flags = value;
        }
        if (++count == FIXED_BYTES) {
            next(Part.FIXED);
        }
    }

    private void takeChecksum(int value) throws DataFormatException {
        number |= (long) value << (8 * count++);
        if (count == 2) {
            if (number != (headerChecksum.getValue() & 0xffff)) {
                throw new DataFormatException("The gzip header's checksum is wrong");
            }
            next(Part.CHECKSUM);
        }
    }

    /** Goes on to the first part after {@code done} that the header has. */
    private void next(Part done) {
        count = 0;
        part = after(done);
        while (!isThere(part)) {
            part = after(part);
        }
    }

    private static Part after(Part done) {
        return switch (done) {
            case FIXED -> Part.EXTRA_LENGTH;
            case EXTRA_LENGTH -> Part.EXTRA_BYTES;
            case EXTRA_BYTES -> Part.NAME;
            case NAME -> Part.COMMENT;
            case COMMENT -> Part.CHECKSUM;
            case CHECKSUM, DONE -> Part.DONE;
        };
    }

    private boolean isThere(Part candidate) {
        return switch (candidate) {
            case EXTRA_LENGTH, EXTRA_BYTES -> (flags & EXTRA) != 0;
            case NAME -> (flags & NAME) != 0;
            case COMMENT -> (flags & COMMENT) != 0;
            case CHECKSUM -> (flags & HEADER_CHECKSUM) != 0;
            case FIXED, DONE -> true;
        };
    }

    /** Reads the trailer as far as there are bytes, and checks it once it is whole; returns where it stopped. */
    int readTrailer(byte[] bytes, int start, long checksum, long length) throws DataFormatException {
        int at = start;
        while (at < bytes.length && !hasTrailer()) {
            trailer |= (bytes[at++] & 0xffL) << (8 * trailerCount++);
        }
        if (hasTrailer() && trailer != (checksum | (length << 32))) {
            throw new DataFormatException("The checksum or the length in the gzip trailer is wrong");
        }
        return at;
    }
}
