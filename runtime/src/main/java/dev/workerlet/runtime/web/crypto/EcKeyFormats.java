package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.dataError;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of elliptic curves as SubjectPublicKeyInfo and PKCS #8 (RFC 5480, RFC 5915). */
final class EcKeyFormats {
    /** Content of the OBJECT IDENTIFIER id-ecPublicKey. */
    private static final byte[] EC_PUBLIC_KEY = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private EcKeyFormats() {}

    private static byte[] algorithm(EcCurve curve) {
        return ByteParts.concatenate(
                DerWriter.value(DerReader.OBJECT_IDENTIFIER, EC_PUBLIC_KEY),
                DerWriter.value(DerReader.OBJECT_IDENTIFIER, curve.objectIdentifier()));
    }

    static byte[] readSpki(EcCurve curve, byte[] der) throws OperationException {
        return KeyEnvelope.readSpki(der).require(algorithm(curve)).key();
    }

    static byte[] writeSpki(EcCurve curve, byte[] point) {
        return new KeyEnvelope(algorithm(curve), point).writeSpki();
    }

    /** The private number and the point, which is computed and, where the key has it, compared. */
    static byte[] readPkcs8(EcCurve curve, byte[] der) throws GeneralSecurityException, OperationException {
        DerReader outer = new DerReader(
                KeyEnvelope.readPkcs8(der).require(algorithm(curve)).key());
        DerReader reader = outer.readInside(DerReader.SEQUENCE);
        outer.requireEnd();
        if (!reader.readInteger().equals(BigInteger.ONE)) {
            throw dataError("The key has an unknown version", null);
        }
        byte[] number = reader.read(DerReader.OCTET_STRING);
        if (reader.isNext(DerReader.CONTEXT_0)) {
            requireCurve(curve, reader.readInside(DerReader.CONTEXT_0));
        }
        byte[] point = reader.isNext(DerReader.CONTEXT_1)
                ? reader.readInside(DerReader.CONTEXT_1).readBits()
                : null;
        reader.requireEnd();
        return complete(curve, number, point);
    }

    private static byte[] complete(EcCurve curve, byte[] number, byte @Nullable [] point)
            throws GeneralSecurityException, OperationException {
        return point == null
                ? EcOperations.complete(curve, number)
                : EcOperations.complete(curve, number, curve.decode(point));
    }

    private static void requireCurve(EcCurve curve, DerReader parameters) throws OperationException {
        if (!Arrays.equals(parameters.read(DerReader.OBJECT_IDENTIFIER), curve.objectIdentifier())) {
            throw dataError("The key is one of another curve", null);
        }
    }

    static byte[] writePkcs8(EcCurve curve, byte[] number, byte[] point) {
        byte[] key = DerWriter.sequence(
                DerWriter.integer(1),
                DerWriter.octets(number),
                DerWriter.value(DerReader.CONTEXT_1, DerWriter.bits(point)));
        return new KeyEnvelope(algorithm(curve), key).writePkcs8();
    }
}
