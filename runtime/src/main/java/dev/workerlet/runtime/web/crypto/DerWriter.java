package dev.workerlet.runtime.web.crypto;

import java.math.BigInteger;

/** Writes the few types of DER that keys are written in. */
final class DerWriter {
    private static final int LONG_LENGTH = 0x80;
    private static final byte[] WHOLE_BYTES = {0};

    private DerWriter() {}

    /** A value: its tag, its length, its content. */
    static byte[] value(int tag, byte[]... content) {
        byte[] body = ByteParts.concatenate(content);
        return ByteParts.concatenate(new byte[] {(byte) tag}, length(body.length), body);
    }

    static byte[] sequence(byte[]... items) {
        return value(DerReader.SEQUENCE, items);
    }

    static byte[] integer(long number) {
        return value(DerReader.INTEGER, BigInteger.valueOf(number).toByteArray());
    }

    static byte[] octets(byte[]... content) {
        return value(DerReader.OCTET_STRING, content);
    }

    static byte[] bits(byte[] content) {
        return value(DerReader.BIT_STRING, WHOLE_BYTES, content);
    }

    private static byte[] length(int length) {
        if (length < LONG_LENGTH) {
            return new byte[] {(byte) length};
        }
        byte[] bytes = ByteParts.minimal(BigInteger.valueOf(length));
        return ByteParts.concatenate(new byte[] {(byte) (LONG_LENGTH + bytes.length)}, bytes);
    }
}
