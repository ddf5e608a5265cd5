package dev.workerlet.runtime.codec;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The codec that decompresses brotli, RFC 7932. It works in steps that each read what they need or, where that has not
 * come yet, nothing.
 */
final class BrotliDecompressor implements Decoder {
    private static final int NO_CODE = 0;

    /** What is to be read or written next. */
    private enum State {
        WINDOW_SIZE,
        BLOCK_HEADER,
        METADATA,
        UNCOMPRESSED,
        COMMAND,
        LITERALS,
        DISTANCE,
        COPY,
        WORD,
        END
    }

    private final BrotliBits bits = new BrotliBits();
    private final BrotliDistances distances = new BrotliDistances();
    private State state = State.WINDOW_SIZE;
    private @Nullable BrotliWindow window;
    private @Nullable BrotliMetaBlock block;
    private boolean isLastBlock;
    /** Bytes that the meta-block has yet to give. */
    private int blockLeft;

    private int literalsLeft;
    private int copyLeft;
    private int distance;
    private boolean hasDistance;
    private byte[] word = {};
    private int wordAt;
    private boolean last;
    private byte[] target = {};
    private int written;

    @Override
    public void input(byte[] bytes, boolean isLast) {
        bits.append(bytes);
        last = isLast;
    }

    @Override
    public int output(byte[] output) throws DataFormatException {
        target = output;
        written = 0;
        try {
            while (written < target.length && state != State.END) {
                step();
                bits.mark();
            }
        } catch (BrotliBits.Underflow e) {
            bits.reset();
            if (last) {
                throw new DataFormatException("it ends too early");
            }
        }
        return written;
    }

    private void step() throws DataFormatException {
        switch (state) {
            case WINDOW_SIZE -> readWindowSize();
            case BLOCK_HEADER -> readBlockHeader();
            case METADATA -> skipMetadata();
            case UNCOMPRESSED -> copyUncompressed();
            case COMMAND -> readCommand(block());
            case LITERALS -> readLiteral(block());
            case DISTANCE -> readDistance(block());
            case COPY -> copy();
            case WORD -> copyWord();
            case END -> throw new IllegalStateException("The stream has ended");
        }
    }

    private void readWindowSize() throws DataFormatException {
        int sizeBits = 16;
        if (bits.read(1) == 1) {
            int large = bits.read(3);
            int small = large == 0 ? bits.read(3) : 0;
            check(small != 1, "it needs a window that is too large");
            sizeBits = large > 0 ? 17 + large : small > 0 ? 8 + small : 17;
        }
        window = new BrotliWindow(sizeBits);
        state = State.BLOCK_HEADER;
    }

    private void readBlockHeader() throws DataFormatException {
        isLastBlock = bits.read(1) == 1;
        if (isLastBlock && bits.read(1) == 1) {
            end();
            return;
        }
        int nibbles = bits.read(2) + 4;
        if (nibbles == 7) {
            readMetadataHeader();
            return;
        }
        int length = 0;
        int nibble = 0;
        for (int i = 0; i < nibbles; i++) {
            nibble = bits.read(4);
            length |= nibble << (4 * i);
        }
        check(nibbles == 4 || nibble != 0, "a length is not as short as it can be");
        if (!isLastBlock && bits.read(1) == 1) {
            check(bits.alignToByte(), "padding is not zero");
            state = State.UNCOMPRESSED;
        } else {
            block = new BrotliMetaBlock(bits);
            state = State.COMMAND;
        }
        blockLeft = length + 1;
    }

    private void readMetadataHeader() throws DataFormatException {
        check(bits.read(1) == 0, "a reserved bit is set");
        int lengthBytes = bits.read(2);
        int length = bits.read(8 * lengthBytes);
        check(lengthBytes < 2 || (length >> (8 * (lengthBytes - 1))) != 0, "a length is not as short as it can be");
        check(bits.alignToByte(), "padding is not zero");
        blockLeft = lengthBytes == 0 ? 0 : length + 1;
        state = State.METADATA;
    }

    private void skipMetadata() throws DataFormatException {
        if (blockLeft == 0) {
            endBlock();
            return;
        }
        int count = Math.max(1, Math.min(blockLeft, bits.availableBytes()));
        for (int i = 0; i < count; i++) {
            bits.skip(8);
        }
        blockLeft -= count;
    }

    private void copyUncompressed() throws DataFormatException {
        if (blockLeft == 0) {
            endBlock();
            return;
        }
        int count = Math.min(Math.min(blockLeft, bits.availableBytes()), target.length - written);
        if (count == 0) {
            bits.skip(8);
        }
        bits.readBytes(target, written, count);
        for (int i = 0; i < count; i++) {
            window().put(target[written + i]);
        }
        written += count;
        blockLeft -= count;
    }

    private void readCommand(BrotliMetaBlock current) throws DataFormatException {
        current.commandBlocks.prepare(bits);
        int symbol = current.commandCode().readSymbol(bits);
        int insert = BrotliCommand.insertCode(symbol);
        int copy = BrotliCommand.copyCode(symbol);
        int literals = BrotliCommand.INSERT_BASE[insert] + bits.read(BrotliCommand.INSERT_BITS[insert]);
        copyLeft = BrotliCommand.COPY_BASE[copy] + bits.read(BrotliCommand.COPY_BITS[copy]);
        check(literals <= blockLeft, "a block is longer than it should be");
        current.commandBlocks.use();
        literalsLeft = literals;
        hasDistance = symbol >= BrotliCommand.FIRST_WITH_DISTANCE;
        state = State.LITERALS;
    }

    private void readLiteral(BrotliMetaBlock current) throws DataFormatException {
        if (literalsLeft == 0) {
            if (blockLeft == 0) {
                endBlock();
            } else {
                state = State.DISTANCE;
            }
            return;
        }
        current.literalBlocks.prepare(bits);
        BrotliWindow output = window();
        BrotliPrefixCode code = current.literalCode(output.back(1) & 0xff, output.back(2) & 0xff);
        byte literal = (byte) code.readSymbol(bits);
        current.literalBlocks.use();
        put(literal);
        literalsLeft--;
    }

    private void readDistance(BrotliMetaBlock current) throws DataFormatException {
        int code = NO_CODE;
        if (hasDistance) {
            current.distanceBlocks.prepare(bits);
            code = current.distanceCode(copyLeft).readSymbol(bits);
        }
        distance = distances.read(bits, code, current);
        if (hasDistance) {
            current.distanceBlocks.use();
        }
        int longest = window().longestDistance();
        if (distance > longest) {
            byte[] found = BrotliDictionary.word(copyLeft, distance - longest - 1);
            check(found != null && found.length <= blockLeft, "the dictionary has no such word");
            word = found == null ? word : found;
            wordAt = 0;
            state = State.WORD;
            return;
        }
        check(copyLeft <= blockLeft, "a block is longer than it should be");
        if (code != NO_CODE) {
            distances.add(distance);
        }
        state = State.COPY;
    }

    private void copy() throws DataFormatException {
        int count = Math.min(copyLeft, target.length - written);
        for (int i = 0; i < count; i++) {
            put(window().back(distance));
        }
        copyLeft -= count;
        if (copyLeft == 0) {
            endCopy();
        }
    }

    private void copyWord() throws DataFormatException {
        int count = Math.min(word.length - wordAt, target.length - written);
        for (int i = 0; i < count; i++) {
            put(word[wordAt++]);
        }
        if (wordAt == word.length) {
            endCopy();
        }
    }

    private void endCopy() throws DataFormatException {
        if (blockLeft == 0) {
            endBlock();
        } else {
            state = State.COMMAND;
        }
    }

    private void endBlock() throws DataFormatException {
        block = null;
        if (isLastBlock) {
            end();
        } else {
            state = State.BLOCK_HEADER;
        }
    }

    private void end() throws DataFormatException {
        check(bits.alignToByte(), "padding is not zero");
        state = State.END;
    }

    private void put(byte value) {
        target[written++] = value;
        window().put(value);
        blockLeft--;
    }

    private BrotliWindow window() {
        BrotliWindow made = window;
        if (made == null) {
            throw new IllegalStateException("The window's size has not been read");
        }
        return made;
    }

    private BrotliMetaBlock block() {
        BrotliMetaBlock current = block;
        if (current == null) {
            throw new IllegalStateException("No meta-block has been begun");
        }
        return current;
    }

    private static void check(boolean isValid, String failure) throws DataFormatException {
        if (!isValid) {
            throw new DataFormatException(failure);
        }
    }

    @Override
    public boolean hasExcess() {
        return state == State.END && bits.availableBytes() > 0;
    }

    @Override
    public boolean hasEnded() {
        return state == State.END;
    }

    @Override
    public byte[] excess() {
        byte[] excess = new byte[hasExcess() ? bits.availableBytes() : 0];
        if (excess.length > 0) {
            bits.readBytes(excess, 0, excess.length);
        }
        return excess;
    }

    @Override
    public void close() {
        window = null;
        block = null;
    }
}
