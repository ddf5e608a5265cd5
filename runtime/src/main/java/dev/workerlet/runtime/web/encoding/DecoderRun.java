package dev.workerlet.runtime.web.encoding;

import java.nio.charset.StandardCharsets;

/**
 * One run of a legacy decoder: over the bytes that the run before could not use yet and those of one more piece. Used
 * once.
 *
 * <p>What goes from one run to the next is one number: the mode of the decoder and up to three bytes.
 */
final class DecoderRun {
    private static final char REPLACEMENT = '\ufffd';
    /** From here on a string is faster than its characters. */
    private static final int LONG_RUN = 16;

    private static final int COUNT_SHIFT = 24;
    private static final int MODE_SHIFT = 26;

    private final byte[] bytes;
    private final boolean last;
    private final boolean fatal;
    private final StringBuilder text;
    private int at;
    private boolean failed;

    /** What a decoder keeps beside bytes: five bits of its own. */
    int mode;

    private DecoderRun(byte[] bytes, boolean last, boolean fatal, int mode) {
        this.bytes = bytes;
        this.last = last;
        this.fatal = fatal;
        this.mode = mode;
        this.text = new StringBuilder(bytes.length);
    }

    /** A run over one more piece, after a run that left {@code state}, or 0. */
    static DecoderRun after(int state, byte[] piece, boolean last, boolean fatal) {
        int kept = (state >> COUNT_SHIFT) & 3;
        byte[] bytes = new byte[kept + piece.length];
        for (int i = 0; i < kept; i++) {
            bytes[i] = (byte) (state >> (8 * i));
        }
        System.arraycopy(piece, 0, bytes, kept, piece.length);
        return new DecoderRun(bytes, last, fatal, state >> MODE_SHIFT);
    }

    /** What the next run has to know. */
    int state() {
        int kept = bytes.length - at;
        int state = (mode << MODE_SHIFT) | (kept << COUNT_SHIFT);
        for (int i = 0; i < kept; i++) {
            state |= (bytes[at + i] & 0xff) << (8 * i);
        }
        return state;
    }

    /** Whether an error has ended the run. */
    boolean hasFailed() {
        return failed;
    }

    String text() {
        return text.toString();
    }

    /** Whether there is another byte to look at. */
    boolean hasNext() {
        return at < bytes.length && !failed;
    }

    /** Bytes that are left. */
    int available() {
        return bytes.length - at;
    }

    /** The byte {@code offset} bytes ahead. */
    int peek(int offset) {
        return bytes[at + offset] & 0xff;
    }

    void skip(int count) {
        at += count;
    }

    /** Writes ASCII bytes as far as there are any. */
    void copyAscii() {
        int start = at;
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        if (at - start > LONG_RUN) {
            text.append(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
        } else {
            for (int i = start; i < at; i++) {
                text.append((char) bytes[i]);
            }
        }
    }

    /** Uses up {@code count} bytes for a code point, or for an error where there is none. */
    void take(int count, int codePoint) {
        at += count;
        if (codePoint == Index.NONE) {
            error();
        } else {
            emit(codePoint);
        }
    }

    void emit(int codePoint) {
        if (codePoint < 0x10000) {
            text.append((char) codePoint);
        } else {
            text.appendCodePoint(codePoint);
        }
    }

    /** The standard's error: U+FFFD, or the end of the run. */
    void error() {
        if (fatal) {
            failed = true;
        } else {
            text.append(REPLACEMENT);
        }
    }

    /** What is left is the beginning of a sequence: an error at the end of the input, else kept for the next run. */
    void incomplete() {
        if (last) {
            at = bytes.length;
            error();
        }
    }

    /** Whether no input follows this run's. */
    boolean isLast() {
        return last;
    }
}
