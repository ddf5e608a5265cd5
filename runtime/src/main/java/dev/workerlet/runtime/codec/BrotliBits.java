package dev.workerlet.runtime.codec;

/**
 * The bits of a brotli stream as far as they have come, the lowest of each byte first. A read that wants more than there
 * is throws {@link Underflow}; the reader then goes back to a mark and tries again when there is more.
 */
final class BrotliBits {
    /** There are not enough bits yet. Has no stack: it is a way to return. */
    static final class Underflow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Underflow() {
            super("More input is needed", null, false, false);
        }
    }

    private byte[] bytes = {};
    private long at;
    private long mark;

    /** Appends bytes; those before the mark are forgotten. */
    void append(byte[] more) {
        int used = (int) (mark >>> 3);
        byte[] joined = new byte[bytes.length - used + more.length];
        System.arraycopy(bytes, used, joined, 0, bytes.length - used);
        System.arraycopy(more, 0, joined, bytes.length - used, more.length);
        bytes = joined;
        mark &= 7;
        at = mark;
    }

    /** What has been read is not needed again. */
    void mark() {
        mark = at;
    }

    /** Goes back to what has not been used. */
    void reset() {
        at = mark;
    }

    /** Reads up to 24 bits as a number. */
    int read(int count) {
        int value = peek(count);
        skip(count);
        return value;
    }

    /** The next bits without reading them; zeros where they have not come. */
    int peek(int count) {
        int index = (int) (at >>> 3);
        long window = 0;
        for (int i = 0; i < 4 && index + i < bytes.length; i++) {
            window |= (bytes[index + i] & 0xffL) << (8 * i);
        }
        return (int) (window >>> (at & 7)) & ((1 << count) - 1);
    }

    void skip(int count) {
        at += count;
        if (at > 8L * bytes.length) {
            throw new Underflow();
        }
    }

    /** Skips to the next byte; returns whether all bits in between were 0. */
    boolean alignToByte() {
        int rest = (int) (-at & 7);
        return read(rest) == 0;
    }

    /** Whole bytes that are left. */
    int availableBytes() {
        return bytes.length - (int) ((at + 7) >>> 3);
    }

    /** Reads whole bytes; only at the beginning of a byte, and not more than are left. */
    void readBytes(byte[] target, int offset, int count) {
        System.arraycopy(bytes, (int) (at >>> 3), target, offset, count);
        at += 8L * count;
    }
}
