package dev.workerlet.runtime.codec;

/**
 * The codec that compresses to brotli, RFC 7932, in blocks: about as well as DEFLATE, without the format's dictionary
 * and contexts.
 */
final class BrotliCompressor implements Codec {
    /** A window of 2 to the 18th bytes. */
    private static final int WINDOW_HEADER = 3;

    private static final int WINDOW_HEADER_BITS = 4;
    private static final int FIRST_DISTANCE = 4;
    private static final int EMPTY_LAST_BLOCK = 3;

    private final BrotliMatcher matcher = new BrotliMatcher();
    private final BrotliBitWriter out = new BrotliBitWriter();
    private int lastDistance = FIRST_DISTANCE;
    private byte[] bytes = {};
    private int at;
    private boolean last;
    private boolean hasEnded;

    BrotliCompressor() {
        out.write(WINDOW_HEADER_BITS, WINDOW_HEADER);
    }

    @Override
    public void input(byte[] input, boolean isLast) {
        bytes = input;
        at = 0;
        last = isLast;
    }

    @Override
    public int output(byte[] target) {
        int written = out.take(target, 0);
        while (written < target.length && advance()) {
            written += out.take(target, written);
        }
        return written;
    }

    /** Takes more of the input; returns false where there is nothing more to do. */
    private boolean advance() {
        if (at < bytes.length) {
            at += matcher.add(bytes, at);
            if (matcher.isFull()) {
                compressBlock();
            }
            return true;
        }
        if (!last || hasEnded) {
            return false;
        }
        compressBlock();
        out.write(2, EMPTY_LAST_BLOCK);
        out.alignToByte();
        hasEnded = true;
        return true;
    }

    private void compressBlock() {
        int length = matcher.end() - matcher.start();
        if (length == 0) {
            return;
        }
        BrotliBlockWriter block = new BrotliBlockWriter(matcher, lastDistance);
        BrotliBitWriter compressed = new BrotliBitWriter();
        block.write(compressed);
        boolean isSmaller = compressed.bits() < 8L * length;
        // Not the last block, its length in four nibbles.
        out.write(3, 0);
        out.write(16, length - 1);
        out.write(1, isSmaller ? 0 : 1);
        if (isSmaller) {
            compressed.copyTo(out);
            lastDistance = block.lastDistance();
        } else {
            out.alignToByte();
            out.writeBytes(matcher.bytes, matcher.start(), length);
        }
        matcher.next();
    }

    @Override
    public boolean hasExcess() {
        return false;
    }

    @Override
    public void close() {
        // Nothing but memory.
    }
}
