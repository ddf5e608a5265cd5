package dev.workerlet.runtime.codec;

/**
 * Writes a block of input as one meta-block of commands, with one prefix code each for literals, commands and distances.
 * Used once.
 */
final class BrotliBlockWriter {
    private static final int LITERALS = 256;
    private static final int COMMANDS = 704;
    private static final int DISTANCES = 64;
    private static final int FIRST_COMPUTED = 16;
    private static final int SAME_AS_LAST = 0;
    /** The length of a copy that is never done. */
    private static final int NO_COPY = 2;

    private static final int MOST_COMMANDS = BrotliMatcher.BLOCK_BYTES / BrotliMatcher.SHORTEST + 1;

    private final BrotliMatcher input;
    private final int[] inserts = new int[MOST_COMMANDS];
    private final int[] copies = new int[MOST_COMMANDS];
    /** Distance of each command; 0 for the last one if it has no copy. */
    private final int[] distances = new int[MOST_COMMANDS];

    private int count;
    private int lastDistance;

    private final int[] literalCounts = new int[LITERALS];
    private final int[] commandCounts = new int[COMMANDS];
    private final int[] distanceCounts = new int[DISTANCES];

    /** Finds what to write; {@code lastDistance} is that of the block before. */
    BrotliBlockWriter(BrotliMatcher input, int lastDistance) {
        this.input = input;
        findCommands();
        this.lastDistance = lastDistance;
        countSymbols();
        this.lastDistance = lastDistance;
    }

    /** The last distance once the block has been written. */
    int lastDistance() {
        return lastDistance;
    }

    private void findCommands() {
        int literalStart = input.start();
        int position = literalStart;
        while (position < input.end()) {
            int match = input.find(position);
            if (match < 0) {
                input.note(position++);
                continue;
            }
            int length = input.commonLength(match, position);
            add(position - literalStart, length, position - match);
            for (int i = 0; i < length; i++) {
                input.note(position++);
            }
            literalStart = position;
        }
        if (literalStart < input.end()) {
            add(input.end() - literalStart, NO_COPY, 0);
        }
    }

    private void add(int insert, int copy, int distance) {
        inserts[count] = insert;
        copies[count] = copy;
        distances[count] = distance;
        count++;
    }

    private void countSymbols() {
        int position = input.start();
        for (int i = 0; i < count; i++) {
            commandCounts[commandOf(i)]++;
            for (int end = position + inserts[i]; position < end; position++) {
                literalCounts[input.bytes[position] & 0xff]++;
            }
            position += copies[i];
            if (distances[i] > 0) {
                distanceCounts[distanceCode(distances[i])]++;
                lastDistance = distances[i];
            }
        }
    }

    private int commandOf(int index) {
        return BrotliCommand.symbol(
                BrotliCommand.codeOf(inserts[index], BrotliCommand.INSERT_BASE),
                BrotliCommand.codeOf(copies[index], BrotliCommand.COPY_BASE));
    }

    private int distanceCode(int distance) {
        if (distance == lastDistance) {
            return SAME_AS_LAST;
        }
        int extraBits = extraBits(distance);
        return FIRST_COMPUTED + 2 * (extraBits - 1) + (((distance + 3) >> extraBits) & 1);
    }

    private static int extraBits(int distance) {
        return 30 - Integer.numberOfLeadingZeros(distance + 3);
    }

    /** Writes what follows the meta-block's length: one block type, one context, no direct distances, the codes, commands. */
    void write(BrotliBitWriter out) {
        out.write(3, 0);
        out.write(6, 0);
        out.write(2, 0);
        out.write(2, 0);
        BrotliPrefixCoder literals = new BrotliPrefixCoder(literalCounts);
        BrotliPrefixCoder commands = new BrotliPrefixCoder(commandCounts);
        BrotliPrefixCoder distanceCoder = new BrotliPrefixCoder(distanceCounts);
        literals.write(out);
        commands.write(out);
        distanceCoder.write(out);
        int position = input.start();
        for (int i = 0; i < count; i++) {
            commands.writeSymbol(out, commandOf(i));
            writeExtra(out, inserts[i], BrotliCommand.INSERT_BASE, BrotliCommand.INSERT_BITS);
            writeExtra(out, copies[i], BrotliCommand.COPY_BASE, BrotliCommand.COPY_BITS);
            for (int end = position + inserts[i]; position < end; position++) {
                literals.writeSymbol(out, input.bytes[position] & 0xff);
            }
            position += copies[i];
            if (distances[i] > 0) {
                writeDistance(out, distanceCoder, distances[i]);
            }
        }
    }

    private static void writeExtra(BrotliBitWriter out, int length, int[] bases, int[] bits) {
        int code = BrotliCommand.codeOf(length, bases);
        out.write(bits[code], length - bases[code]);
    }

    private void writeDistance(BrotliBitWriter out, BrotliPrefixCoder coder, int distance) {
        int code = distanceCode(distance);
        coder.writeSymbol(out, code);
        if (code != SAME_AS_LAST) {
            int extraBits = extraBits(distance);
            out.write(extraBits, (distance + 3) & ((1 << extraBits) - 1));
            lastDistance = distance;
        }
    }
}
