package dev.workerlet.runtime.codec;

/** The compression formats of the Compression Standard. */
public enum Format {
    /** RFC 7932. */
    BROTLI,
    /** RFC 1950: DEFLATE with zlib's header and checksum. */
    DEFLATE,
    /** RFC 1951. */
    DEFLATE_RAW,
    /** RFC 1952, one member. */
    GZIP;

    /** The format of the standard's name. */
    public static Format of(String name) {
        return switch (name) {
            case "brotli" -> BROTLI;
            case "deflate" -> DEFLATE;
            case "deflate-raw" -> DEFLATE_RAW;
            case "gzip" -> GZIP;
            default -> throw new IllegalArgumentException("There is no compression format " + name);
        };
    }

    /** A new compressor. */
    public Codec compressor() {
        return this == BROTLI ? new BrotliCompressor() : new Compressor(this);
    }

    /** A new decompressor. */
    public Decoder decompressor() {
        return this == BROTLI ? new BrotliDecompressor() : new Decompressor(this);
    }

    /** Whether the JDK's classes are to leave zlib's header out. */
    boolean isBare() {
        return this != DEFLATE;
    }
}
