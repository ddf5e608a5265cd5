package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Argon2, version 0x13 (RFC 9106), for one derivation on one thread, whatever its parallelism. Memory: at most
 * {@value #MOST_BLOCKS} blocks of 1 KiB. Looks after each segment whether the result is still wanted.
 */
final class Argon2 {
    private static final int MOST_BLOCKS = 1 << 16;
    private static final int MOST_OUTPUT_BYTES = 1 << 16;
    private static final int VERSION = 0x13;
    private static final int SLICES = 4;
    private static final int BLOCK_WORDS = 128;
    private static final int BLOCK_BYTES = 1024;
    private static final int TYPE_D = 0;
    private static final int TYPE_I = 1;
    private static final int TYPE_ID = 2;
    private static final long LOW_MASK = 0xffffffffL;

    private final OperationCall call;
    private final int type;
    private final int memory;
    private final int passes;
    private final int lanes;
    private final int outputBytes;
    private final int laneBlocks;
    private final int segmentBlocks;
    private final long[][] blocks;

    private Argon2(OperationCall call, int type, int memory, int passes, int lanes, int outputBytes) {
        this.call = call;
        this.type = type;
        this.memory = memory;
        this.passes = passes;
        this.lanes = lanes;
        this.outputBytes = outputBytes;
        segmentBlocks = memory / (SLICES * lanes);
        laneBlocks = SLICES * segmentBlocks;
        blocks = new long[lanes * laneBlocks][BLOCK_WORDS];
    }

    /** Texts: name, memory in KiB, passes, parallelism, bytes; blobs: password, nonce, secret, associated data. */
    static byte[] derive(OperationCall call) throws OperationException {
        int type = call.text(0).equals("Argon2d") ? TYPE_D : call.text(0).equals("Argon2i") ? TYPE_I : TYPE_ID;
        int memory = bounded(call.text(1), MOST_BLOCKS, "memory");
        int passes = bounded(call.text(2), Integer.MAX_VALUE, "passes");
        int lanes = bounded(call.text(3), MOST_BLOCKS, "parallelism");
        int length = bounded(call.text(4), MOST_OUTPUT_BYTES, "length");
        return new Argon2(call, type, memory, passes, lanes, length).run();
    }

    private static int bounded(String text, int most, String what) throws OperationException {
        long value = Long.parseLong(text);
        if (value > most) {
            throw CryptoFailures.operationError("The " + what + " must not be above " + most, null);
        }
        return (int) value;
    }

    private byte[] run() {
        fillFirstBlocks(startHash());
        for (int pass = 0; pass < passes; pass++) {
            for (int slice = 0; slice < SLICES; slice++) {
                for (int lane = 0; lane < lanes; lane++) {
                    if (call.isCancelled()) {
                        return new byte[0];
                    }
                    fillSegment(pass, slice, lane);
                }
            }
        }
        long[] last = blocks[laneBlocks - 1].clone();
        for (int lane = 1; lane < lanes; lane++) {
            add(last, blocks[(lane + 1) * laneBlocks - 1]);
        }
        return longHash(bytes(last), outputBytes);
    }

    private byte[] startHash() {
        byte[][] parts = {
            word(lanes),
            word(outputBytes),
            word(memory),
            word(passes),
            word(VERSION),
            word(type),
            sized(call.blob(0)),
            sized(call.blob(1)),
            sized(call.blob(2)),
            sized(call.blob(3))
        };
        return Blake2b.hash(ByteParts.concatenate(parts), Blake2b.MOST_OUTPUT_BYTES);
    }

    private static byte[] sized(byte[] bytes) {
        return ByteParts.concatenate(word(bytes.length), bytes);
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private void fillFirstBlocks(byte[] hash) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < 2; i++) {
                byte[] block = longHash(ByteParts.concatenate(hash, word(i), word(lane)), BLOCK_BYTES);
                ByteBuffer.wrap(block)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(blocks[lane * laneBlocks + i]);
            }
        }
    }

    /** Section 3.3. */
    private static byte[] longHash(byte[] input, int length) {
        byte[] sized = ByteParts.concatenate(word(length), input);
        if (length <= Blake2b.MOST_OUTPUT_BYTES) {
            return Blake2b.hash(sized, length);
        }
        ByteBuffer output = ByteBuffer.allocate(length);
        byte[] part = Blake2b.hash(sized, Blake2b.MOST_OUTPUT_BYTES);
        while (output.remaining() > Blake2b.MOST_OUTPUT_BYTES) {
            output.put(part, 0, Blake2b.MOST_OUTPUT_BYTES / 2);
            part = Blake2b.hash(part, Math.min(Blake2b.MOST_OUTPUT_BYTES, output.remaining()));
        }
        return output.put(part).array();
    }

    private static byte[] bytes(long[] words) {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(words);
        return buffer.array();
    }

    private void fillSegment(int pass, int slice, int lane) {
        boolean isIndependent = type == TYPE_I || (type == TYPE_ID && pass == 0 && slice < SLICES / 2);
        long[] addresses = new long[BLOCK_WORDS];
        for (int i = pass == 0 && slice == 0 ? 2 : 0; i < segmentBlocks; i++) {
            int column = slice * segmentBlocks + i;
            int previous = lane * laneBlocks + Math.floorMod(column - 1, laneBlocks);
            if (isIndependent && (i % BLOCK_WORDS == 0 || i == 2)) {
                addresses = addresses(pass, slice, lane, i / BLOCK_WORDS + 1);
            }
            long pseudoRandom = isIndependent ? addresses[i % BLOCK_WORDS] : blocks[previous][0];
            long[] reference = blocks[reference(pass, slice, lane, i, pseudoRandom)];
            long[] next = compress(blocks[previous], reference);
            long[] target = blocks[lane * laneBlocks + column];
            if (pass > 0) {
                add(next, target);
            }
            System.arraycopy(next, 0, target, 0, BLOCK_WORDS);
        }
    }

    /** Section 3.4.1.2. */
    private long[] addresses(int pass, int slice, int lane, int counter) {
        long[] input = new long[BLOCK_WORDS];
        long[] values = {pass, lane, slice, blocks.length, passes, type, counter};
        System.arraycopy(values, 0, input, 0, values.length);
        long[] zero = new long[BLOCK_WORDS];
        return compress(zero, compress(zero, input));
    }

    /** Section 3.4.2: the block that a number picks out of those that are there. */
    private int reference(int pass, int slice, int lane, int index, long pseudoRandom) {
        int otherLane = pass == 0 && slice == 0 ? lane : (int) ((pseudoRandom >>> 32) % lanes);
        int done = pass == 0 ? slice * segmentBlocks : laneBlocks - segmentBlocks;
        int area = otherLane == lane ? done + index - 1 : done - (index == 0 ? 1 : 0);
        long low = pseudoRandom & LOW_MASK;
        long x = (low * low) >>> 32;
        long relative = area - 1 - ((area * x) >>> 32);
        int start = pass == 0 || slice == SLICES - 1 ? 0 : (slice + 1) * segmentBlocks;
        int found = (int) ((start + relative) % laneBlocks);
        return otherLane * laneBlocks + found;
    }

    private static void add(long[] target, long[] other) {
        for (int i = 0; i < BLOCK_WORDS; i++) {
            target[i] ^= other[i];
        }
    }

    /** Section 3.5. */
    private static long[] compress(long[] first, long[] second) {
        long[] mixed = first.clone();
        add(mixed, second);
        long[] result = mixed.clone();
        for (int row = 0; row < 8; row++) {
            permute(result, 16 * row, 2);
        }
        for (int column = 0; column < 8; column++) {
            permute(result, 2 * column, 16);
        }
        add(result, mixed);
        return result;
    }

    /** The permutation of 16 words: pairs that lie {@code step} apart, beginning at {@code at}. */
    private static void permute(long[] v, int at, int step) {
        int[] index = new int[16];
        for (int i = 0; i < 16; i++) {
            index[i] = at + i / 2 * step + i % 2;
        }
        for (int i = 0; i < 4; i++) {
            mix(v, index[i], index[i + 4], index[i + 8], index[i + 12]);
        }
        for (int i = 0; i < 4; i++) {
            mix(v, index[i], index[4 + (i + 1) % 4], index[8 + (i + 2) % 4], index[12 + (i + 3) % 4]);
        }
    }

    private static void mix(long[] v, int a, int b, int c, int d) {
        v[a] = sum(v[a], v[b]);
        v[d] = Long.rotateRight(v[d] ^ v[a], 32);
        v[c] = sum(v[c], v[d]);
        v[b] = Long.rotateRight(v[b] ^ v[c], 24);
        v[a] = sum(v[a], v[b]);
        v[d] = Long.rotateRight(v[d] ^ v[a], 16);
        v[c] = sum(v[c], v[d]);
        v[b] = Long.rotateRight(v[b] ^ v[c], 63);
    }

    private static long sum(long first, long second) {
        return first + second + 2 * (first & LOW_MASK) * (second & LOW_MASK);
    }
}
