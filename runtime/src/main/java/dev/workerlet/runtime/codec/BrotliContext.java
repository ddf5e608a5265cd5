package dev.workerlet.runtime.codec;

/** How the two bytes before a literal choose its prefix code: RFC 7932, section 7.1. */
final class BrotliContext {
    private static final int LOW_BITS = 0;
    private static final int HIGH_BITS = 1;
    private static final int UTF8 = 2;

    private BrotliContext() {}

    /** The context, 0 to 63, in one of the four modes. */
    static int of(int mode, int last, int beforeLast) {
        return switch (mode) {
            case LOW_BITS -> last & 0x3f;
            case HIGH_BITS -> last >> 2;
            case UTF8 -> BrotliDictionary.utf8Context(last) | BrotliDictionary.utf8ContextBefore(beforeLast);
            default -> (magnitude(last) << 3) | magnitude(beforeLast);
        };
    }

    private static int magnitude(int value) {
        if (value < 128) {
            return value == 0 ? 0 : value < 16 ? 1 : value < 64 ? 2 : 3;
        }
        return value < 192 ? 4 : value < 240 ? 5 : value < 255 ? 6 : 7;
    }
}
