package dev.workerlet.runtime.codec;

import java.util.zip.DataFormatException;

/**
 * A compressor or decompressor of one stream: takes input piece by piece, gives output in bounded amounts. Confined to
 * one thread at a time; holds native memory until it is closed.
 */
public interface Codec extends AutoCloseable {
    /**
     * Hands over more input; the output of the input before has been taken. The array is not copied.
     *
     * @param last whether there is no more after this
     */
    void input(byte[] bytes, boolean last);

    /**
     * Writes output. Less than fits means that there is no more until there is more input.
     *
     * @return bytes written
     * @throws DataFormatException where the input is not what it should be; the message is for the worker's author
     */
    int output(byte[] target) throws DataFormatException;

    /** Whether input has come after the end of the compressed data. */
    boolean hasExcess();

    /** Frees what it holds; called once. */
    @Override
    void close();
}
