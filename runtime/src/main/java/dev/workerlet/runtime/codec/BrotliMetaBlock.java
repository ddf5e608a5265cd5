package dev.workerlet.runtime.codec;

import java.util.zip.DataFormatException;

/** The header of a compressed meta-block, read whole: block types, contexts and prefix codes. RFC 7932, section 9.2. */
final class BrotliMetaBlock {
    private static final int LITERALS = 256;
    private static final int COMMANDS = 704;
    private static final int LITERAL_CONTEXTS = 64;
    private static final int DISTANCE_CONTEXTS = 4;

    final BrotliBlocks literalBlocks;
    final BrotliBlocks commandBlocks;
    final BrotliBlocks distanceBlocks;
    final int postfixBits;
    final int directDistances;
    private final int[] contextModes;
    private final byte[] literalContexts;
    private final byte[] distanceContexts;
    private final BrotliPrefixCode[] literalCodes;
    private final BrotliPrefixCode[] commandCodes;
    private final BrotliPrefixCode[] distanceCodes;

    BrotliMetaBlock(BrotliBits bits) throws DataFormatException {
        literalBlocks = new BrotliBlocks(bits);
        commandBlocks = new BrotliBlocks(bits);
        distanceBlocks = new BrotliBlocks(bits);
        postfixBits = bits.read(2);
        directDistances = bits.read(4) << postfixBits;
        contextModes = new int[literalBlocks.types()];
        for (int i = 0; i < contextModes.length; i++) {
            contextModes[i] = bits.read(2);
        }
        int literalTrees = BrotliBlocks.readNumber(bits);
        literalContexts = readContextMap(bits, literalBlocks.types() * LITERAL_CONTEXTS, literalTrees);
        int distanceTrees = BrotliBlocks.readNumber(bits);
        distanceContexts = readContextMap(bits, distanceBlocks.types() * DISTANCE_CONTEXTS, distanceTrees);
        literalCodes = readCodes(bits, literalTrees, LITERALS);
        commandCodes = readCodes(bits, commandBlocks.types(), COMMANDS);
        distanceCodes = readCodes(bits, distanceTrees, 16 + directDistances + (48 << postfixBits));
    }

    /** The code of the next literal, after these two bytes. */
    BrotliPrefixCode literalCode(int last, int beforeLast) {
        int type = literalBlocks.type();
        int context = BrotliContext.of(contextModes[type], last, beforeLast);
        return literalCodes[literalContexts[type * LITERAL_CONTEXTS + context] & 0xff];
    }

    BrotliPrefixCode commandCode() {
        return commandCodes[commandBlocks.type()];
    }

    /** The code of the distance of a copy of {@code length} bytes. */
    BrotliPrefixCode distanceCode(int length) {
        int context = Math.min(length, 5) - 2;
        return distanceCodes[distanceContexts[distanceBlocks.type() * DISTANCE_CONTEXTS + context] & 0xff];
    }

    private static BrotliPrefixCode[] readCodes(BrotliBits bits, int count, int alphabetSize)
            throws DataFormatException {
        BrotliPrefixCode[] codes = new BrotliPrefixCode[count];
        for (int i = 0; i < count; i++) {
            codes[i] = BrotliPrefixCode.read(bits, alphabetSize);
        }
        return codes;
    }

    private static byte[] readContextMap(BrotliBits bits, int size, int trees) throws DataFormatException {
        byte[] map = new byte[size];
        if (trees == 1) {
            return map;
        }
        int mostRunBits = bits.read(1) == 0 ? 0 : bits.read(4) + 1;
        BrotliPrefixCode code = BrotliPrefixCode.read(bits, trees + mostRunBits);
        for (int i = 0; i < size; ) {
            int symbol = code.readSymbol(bits);
            if (symbol > mostRunBits) {
                map[i++] = (byte) (symbol - mostRunBits);
            } else {
                int zeros = (1 << symbol) + bits.read(symbol);
                if (zeros > size - i) {
                    throw new DataFormatException("a context map is too long");
                }
                i += zeros;
            }
        }
        if (bits.read(1) == 1) {
            moveToFront(map);
        }
        return map;
    }

    private static void moveToFront(byte[] map) {
        byte[] order = new byte[256];
        for (int i = 0; i < order.length; i++) {
            order[i] = (byte) i;
        }
        for (int i = 0; i < map.length; i++) {
            int index = map[i] & 0xff;
            byte value = order[index];
            map[i] = value;
            System.arraycopy(order, 0, order, 1, index);
            order[0] = value;
        }
    }
}
