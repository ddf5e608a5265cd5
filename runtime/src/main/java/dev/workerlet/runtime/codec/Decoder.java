package dev.workerlet.runtime.codec;

/** A codec that decompresses: it knows where the compressed data ends. */
public interface Decoder extends Codec {
    /** Whether all of the compressed data has been read, and its output taken. */
    boolean hasEnded();

    /** The input after the end of the compressed data, as far as it has come. */
    byte[] excess();
}
