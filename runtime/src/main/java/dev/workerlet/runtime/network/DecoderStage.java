package dev.workerlet.runtime.network;

import dev.workerlet.runtime.codec.Decoder;
import dev.workerlet.runtime.codec.Format;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Undoes one coding. */
final class DecoderStage implements ContentDecoder.Stage {
    /** Most bytes that one step gives. */
    private static final int PIECE_BYTES = 64 * 1024;
    /** Most bytes that are dropped after the end of the coded data. */
    private static final int MOST_EXCESS = 64 * 1024;

    private static final int ZLIB_METHOD_MASK = 0x0f;
    private static final int ZLIB_CHECK = 31;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final ContentDecoder.Stage before;
    private final String coding;
    /** Null until enough has come to know which it is. */
    private @Nullable Decoder decoder;
    /** What has come while there is no decoder. */
    private byte[] held = {};

    private final byte[] piece = new byte[PIECE_BYTES];
    private boolean isFirst = true;
    private boolean sawInput;
    private boolean hasEnded;
    /** The decoder may have more output of the input that it has. */
    private boolean hasMore;

    private int excess;

    DecoderStage(ContentDecoder.Stage before, String coding) {
        this.before = before;
        this.coding = coding;
    }

    @Override
    public byte @Nullable [] take() throws DataFormatException {
        while (!hasEnded) {
            byte[] decoded = hasMore ? decode() : null;
            if (decoded != null) {
                return decoded;
            }
            if (!hasMore && !feed()) {
                return null;
            }
        }
        return null;
    }

    private byte @Nullable [] decode() throws DataFormatException {
        Decoder current = decoder;
        if (current == null) {
            hasMore = false;
            return null;
        }
        int count = run(current);
        if (current.hasEnded()) {
            endMember(current);
        } else {
            hasMore = count == piece.length;
        }
        return count == 0 ? null : Arrays.copyOf(piece, count);
    }

    private int run(Decoder current) throws DataFormatException {
        try {
            return current.output(piece);
        } catch (DataFormatException e) {
            throw new DataFormatException(coding + ": " + e.getMessage());
        }
    }

    /** The data is complete, and may be followed by more of the same: gzip has members. */
    private void endMember(Decoder ended) {
        held = ended.excess();
        ended.close();
        decoder = null;
        isFirst = false;
        hasMore = false;
    }

    /** Gives the decoder more. Returns whether there may be output. */
    private boolean feed() throws DataFormatException {
        byte[] more = before.take();
        boolean last = before.hasEnded();
        if (more == null && !last) {
            return decoder == null && held.length > 0 && open(false);
        }
        sawInput |= more != null;
        if (decoder != null) {
            decoder.input(more == null ? new byte[0] : more, last);
            hasMore = true;
            return true;
        }
        held = joined(held, more);
        return open(last);
    }

    /** Makes a decoder for what is held, once enough has come. Returns whether there may be output. */
    private boolean open(boolean last) throws DataFormatException {
        if (!sawInput || !isFirst) {
            return openNext(last);
        }
        if (held.length < 2 && !last) {
            return false;
        }
        begin(last);
        return true;
    }

    private void begin(boolean last) {
        Decoder made = format().decompressor();
        made.input(held, last);
        held = new byte[0];
        decoder = made;
        hasMore = true;
    }

    /** After a first member, or where nothing has come at all. */
    private boolean openNext(boolean last) throws DataFormatException {
        boolean mayBeMember = coding.equals("gzip") && excess == 0 && sawInput;
        if (mayBeMember && held.length >= 2 && isGzip(held)) {
            begin(last);
            return true;
        }
        if (mayBeMember && held.length < 2 && !last) {
            return false;
        }
        // Browsers take what follows for padding.
        excess += held.length;
        held = new byte[0];
        if (excess > MOST_EXCESS) {
            throw new DataFormatException(coding + ": too much follows the end of the data");
        }
        hasEnded = last;
        return false;
    }

    private Format format() {
        return switch (coding) {
            case "gzip" -> Format.GZIP;
            case "br" -> Format.BROTLI;
            default -> isZlib(held) ? Format.DEFLATE : Format.DEFLATE_RAW;
        };
    }

    /** Some servers send deflate without the wrapper that the standard asks for. */
    private static boolean isZlib(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] & ZLIB_METHOD_MASK) == Byte.SIZE
                && ((bytes[0] & 0xff) << Byte.SIZE | (bytes[1] & 0xff)) % ZLIB_CHECK == 0;
    }

    private static boolean isGzip(byte[] bytes) {
        return (bytes[0] & 0xff) == GZIP_FIRST && (bytes[1] & 0xff) == GZIP_SECOND;
    }

    private static byte[] joined(byte[] first, byte @Nullable [] second) {
        if (second == null) {
            return first;
        }
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Override
    public boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        before.close();
    }
}
