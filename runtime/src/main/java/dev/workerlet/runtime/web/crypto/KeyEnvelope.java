package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The two standard wrappings of a key: SubjectPublicKeyInfo and PKCS #8.
 *
 * @param algorithm the content of the AlgorithmIdentifier
 * @param key the key's own bytes
 */
record KeyEnvelope(byte[] algorithm, byte[] key) {
    /** Reads a SubjectPublicKeyInfo. */
    static KeyEnvelope readSpki(byte[] der) throws OperationException {
        DerReader outer = new DerReader(der);
        DerReader reader = outer.readInside(DerReader.SEQUENCE);
        outer.requireEnd();
        byte[] algorithm = reader.read(DerReader.SEQUENCE);
        byte[] key = reader.readBits();
        reader.requireEnd();
        return new KeyEnvelope(algorithm, key);
    }

    /** Reads a PKCS #8 PrivateKeyInfo; attributes, and the public key that version 1 may have, are passed over. */
    static KeyEnvelope readPkcs8(byte[] der) throws OperationException {
        DerReader outer = new DerReader(der);
        DerReader reader = outer.readInside(DerReader.SEQUENCE);
        outer.requireEnd();
        BigInteger version = reader.readInteger();
        if (version.signum() < 0 || version.compareTo(BigInteger.ONE) > 0) {
            throw CryptoFailures.dataError("The key has an unknown version", null);
        }
        byte[] algorithm = reader.read(DerReader.SEQUENCE);
        return new KeyEnvelope(algorithm, reader.read(DerReader.OCTET_STRING));
    }

    /** Refuses a key of another algorithm. */
    KeyEnvelope require(byte[] wanted) throws OperationException {
        if (!Arrays.equals(algorithm, wanted)) {
            throw CryptoFailures.dataError("The key is one of another algorithm", null);
        }
        return this;
    }

    byte[] writeSpki() {
        return DerWriter.sequence(DerWriter.sequence(algorithm), DerWriter.bits(key));
    }

    byte[] writePkcs8() {
        return DerWriter.sequence(DerWriter.integer(0), DerWriter.sequence(algorithm), DerWriter.octets(key));
    }
}
