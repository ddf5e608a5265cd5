package dev.workerlet.benchmarks.support;

/** A short text computed from others, by which an answer shows that it belongs to its request. {@code checksum.js} does the same. */
public final class Checksum {
    private static final int RADIX = 36;

    private Checksum() {}

    /** The checksum of texts in their order. */
    public static String of(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part).append('\n');
        }
        return Integer.toUnsignedString(text.toString().hashCode(), RADIX);
    }
}
