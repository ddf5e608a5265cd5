package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.dataError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.operationError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.reading;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ML-KEM and ML-DSA. The first text names the parameters; private keys are their seeds, public ones as in FIPS. */
final class ModuleLatticeOperations {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 32;
    private static final int MOST_CONTEXT_BYTES = 255;

    private static final Map<String, MlKem> KEMS = Map.of(
            "ML-KEM-512", new MlKem(2, 3, 10, 4),
            "ML-KEM-768", new MlKem(3, 2, 10, 4),
            "ML-KEM-1024", new MlKem(4, 2, 11, 5));

    private static final Map<String, MlDsa> SCHEMES = Map.of(
            "ML-DSA-44", new MlDsa(4, 4, 2, 39, 18, 44, 80, 32),
            "ML-DSA-65", new MlDsa(6, 5, 4, 49, 20, 16, 55, 48),
            "ML-DSA-87", new MlDsa(8, 7, 2, 60, 20, 16, 75, 64));

    /** Last bytes of the OBJECT IDENTIFIERs below {@link #NIST_ALGORITHMS}. */
    private static final Map<String, byte[]> IDENTIFIERS = Map.of(
            "ML-KEM-512", new byte[] {4, 1},
            "ML-KEM-768", new byte[] {4, 2},
            "ML-KEM-1024", new byte[] {4, 3},
            "ML-DSA-44", new byte[] {3, 17},
            "ML-DSA-65", new byte[] {3, 18},
            "ML-DSA-87", new byte[] {3, 19});

    private static final byte[] NIST_ALGORITHMS = {0x60, (byte) 0x86, 0x48, 0x01, 0x65, 0x03, 0x04};

    private ModuleLatticeOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.ofEntries(
                Map.entry("crypto.latticeGenerate", computing(call -> complete(call.text(0), random(call.text(0))))),
                Map.entry("crypto.latticeReadSeed", reading(call -> readSeed(call.text(0), call.blob(0)))),
                Map.entry("crypto.latticeReadPublic", reading(call -> readPublic(call.text(0), call.blob(0)))),
                Map.entry("crypto.latticeReadSpki", reading(ModuleLatticeOperations::readSpki)),
                Map.entry("crypto.latticeReadPkcs8", reading(ModuleLatticeOperations::readPkcs8)),
                Map.entry("crypto.latticeWriteSpki", computing(ModuleLatticeOperations::writeSpki)),
                Map.entry("crypto.latticeWritePkcs8", computing(ModuleLatticeOperations::writePkcs8)),
                Map.entry("crypto.encapsulate", computing(ModuleLatticeOperations::encapsulate)),
                Map.entry("crypto.decapsulate", computing(ModuleLatticeOperations::decapsulate)),
                Map.entry("crypto.latticeSign", computing(ModuleLatticeOperations::sign)),
                Map.entry("crypto.latticeVerify", computing(ModuleLatticeOperations::verify)));
    }

    private static MlKem kem(String name) {
        return require(KEMS.get(name), name);
    }

    private static MlDsa scheme(String name) {
        return require(SCHEMES.get(name), name);
    }

    private static <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("There is no algorithm " + name);
        }
        return value;
    }

    private static byte[] algorithm(String name) {
        return DerWriter.value(DerReader.OBJECT_IDENTIFIER, NIST_ALGORITHMS, require(IDENTIFIERS.get(name), name));
    }

    private static int seedBytes(String name) {
        return KEMS.containsKey(name) ? MlKem.SEED_BYTES : MlDsa.SEED_BYTES;
    }

    private static byte[] random(String name) {
        return randomBytes(seedBytes(name));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The seed, then the public key. */
    private static byte[] complete(String name, byte[] seed) {
        byte[] publicKey = KEMS.containsKey(name)
                ? kem(name).publicKey(seed)
                : scheme(name).publicKey(seed);
        return ByteParts.concatenate(seed, publicKey);
    }

    private static byte[] readSeed(String name, byte[] seed) throws OperationException {
        if (seed.length != seedBytes(name)) {
            throw dataError("The seed must have " + seedBytes(name) + " bytes", null);
        }
        return complete(name, seed);
    }

    private static byte[] readPublic(String name, byte[] key) throws OperationException {
        boolean isValid = KEMS.containsKey(name)
                ? kem(name).isPublicKey(key)
                : key.length == scheme(name).publicKeyBytes();
        if (!isValid) {
            throw dataError("The key is not one of " + name, null);
        }
        return key;
    }

    private static byte[] readSpki(OperationCall call) throws OperationException {
        String name = call.text(0);
        return readPublic(
                name,
                KeyEnvelope.readSpki(call.blob(0)).require(algorithm(name)).key());
    }

    /** RFC 9881 and its like for ML-KEM: of the three forms of a private key the seed alone. */
    private static byte[] readPkcs8(OperationCall call) throws OperationException {
        String name = call.text(0);
        DerReader reader = new DerReader(
                KeyEnvelope.readPkcs8(call.blob(0)).require(algorithm(name)).key());
        if (reader.isNext(DerReader.OCTET_STRING) || reader.isNext(DerReader.SEQUENCE)) {
            throw CryptoFailures.notSupported("Private keys other than seeds are not supported");
        }
        byte[] seed = reader.read(DerReader.PRIMITIVE_0);
        reader.requireEnd();
        return readSeed(name, seed);
    }

    private static byte[] writeSpki(OperationCall call) {
        return new KeyEnvelope(algorithm(call.text(0)), call.blob(0)).writeSpki();
    }

    private static byte[] writePkcs8(OperationCall call) {
        byte[] key = DerWriter.value(DerReader.PRIMITIVE_0, call.blob(0));
        return new KeyEnvelope(algorithm(call.text(0)), key).writePkcs8();
    }

    private static byte[] encapsulate(OperationCall call) {
        return kem(call.text(0)).encapsulate(call.blob(0), randomBytes(RANDOM_BYTES));
    }

    /** Blobs: seed, public key, ciphertext. */
    private static byte[] decapsulate(OperationCall call) throws OperationException {
        MlKem kem = kem(call.text(0));
        if (!kem.isCiphertext(call.blob(2))) {
            throw operationError("The ciphertext has the wrong length", null);
        }
        return kem.decapsulate(call.blob(0), call.blob(1), call.blob(2));
    }

    /** FIPS 204, algorithm 2, line 10: what precedes a message that is not hashed before. */
    private static byte[] message(byte[] context, byte[] data) throws OperationException {
        if (context.length > MOST_CONTEXT_BYTES) {
            throw operationError("The context must not have more than " + MOST_CONTEXT_BYTES + " bytes", null);
        }
        return ByteParts.concatenate(new byte[] {0, (byte) context.length}, context, data);
    }

    /** Blobs: seed, context, data. */
    private static byte[] sign(OperationCall call) throws OperationException {
        byte[] message = message(call.blob(1), call.blob(2));
        return scheme(call.text(0)).sign(call.blob(0), message, randomBytes(RANDOM_BYTES), call);
    }

    /** Blobs: public key, context, data, signature. */
    private static byte[] verify(OperationCall call) throws OperationException {
        byte[] message = message(call.blob(1), call.blob(2));
        return ByteParts.answer(scheme(call.text(0)).verify(call.blob(0), message, call.blob(3)));
    }
}
