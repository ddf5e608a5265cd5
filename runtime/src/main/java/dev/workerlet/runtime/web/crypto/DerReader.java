package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads the few types of DER that keys are written in, one after the other. Strict: what is not DER, or not what was asked
 * for, is a DataError. Not thread-safe.
 */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    /** Tag of {@code [0]} with a structure in it. */
    static final int CONTEXT_0 = 0xa0;
    /** Tag of {@code [1]} with a structure in it. */
    static final int CONTEXT_1 = 0xa1;
    /** Tag of {@code [0]} with bytes in it. */
    static final int PRIMITIVE_0 = 0x80;

    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private int position;

    DerReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    /** Whether the next value has this tag. */
    boolean isNext(int tag) {
        return position < bytes.length && (bytes[position] & 0xff) == tag;
    }

    /** The content of the next value, which must have this tag. */
    byte[] read(int tag) throws OperationException {
        if (!isNext(tag)) {
            throw malformed();
        }
        position++;
        int length = readLength();
        if (length > bytes.length - position) {
            throw malformed();
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    DerReader readInside(int tag) throws OperationException {
        return new DerReader(read(tag));
    }

    BigInteger readInteger() throws OperationException {
        byte[] content = read(INTEGER);
        if (content.length == 0) {
            throw malformed();
        }
        return new BigInteger(content);
    }

    /** A bit string of whole bytes. */
    byte[] readBits() throws OperationException {
        byte[] content = read(BIT_STRING);
        if (content.length == 0 || content[0] != 0) {
            throw malformed();
        }
        return Arrays.copyOfRange(content, 1, content.length);
    }

    /** Refuses what follows. */
    void requireEnd() throws OperationException {
        if (!isAtEnd()) {
            throw malformed();
        }
    }

    private int readLength() throws OperationException {
        int first = readByte();
        if (first < LONG_LENGTH) {
            return first;
        }
        int count = first - LONG_LENGTH;
        if (count == 0 || count > MOST_LENGTH_BYTES) {
            throw malformed();
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | readByte();
        }
        if (length < LONG_LENGTH || length >>> (8 * (count - 1)) == 0) {
            // not the shortest form
            throw malformed();
        }
        return length;
    }

    private int readByte() throws OperationException {
        if (isAtEnd()) {
            throw malformed();
        }
        return bytes[position++] & 0xff;
    }

    private static OperationException malformed() {
        return CryptoFailures.dataError("The key is not the DER that was expected", null);
    }
}
