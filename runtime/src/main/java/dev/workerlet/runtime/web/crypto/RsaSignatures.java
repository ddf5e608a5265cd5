package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.operationError;

import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** The two signature schemes of RSA; their texts are scheme, hash function and length of the salt. */
final class RsaSignatures {
    private static final String PSS = "RSA-PSS";
    private static final int TRAILER = 1;

    private RsaSignatures() {}

    static byte[] sign(OperationCall call) throws GeneralSecurityException, OperationException {
        RSAPrivateCrtKey key = RsaOperations.privateKey(call.blob(0));
        if (isPss(call)
                && saltBytes(call) > mostSaltBytes(call, key.getModulus().bitLength())) {
            throw operationError("The salt does not fit the key", null);
        }
        Signature signature = signature(call);
        signature.initSign(key);
        signature.update(call.blob(1));
        return signature.sign();
    }

    static byte[] verify(OperationCall call) throws GeneralSecurityException {
        RSAPublicKey key = RsaOperations.publicKey(call.blob(0));
        if (isPss(call)
                && saltBytes(call) > mostSaltBytes(call, key.getModulus().bitLength())) {
            return ByteParts.answer(false);
        }
        Signature signature = signature(call);
        signature.initVerify(key);
        signature.update(call.blob(1));
        return ByteParts.answer(verify(signature, call.blob(2)));
    }

    /** The JDK throws at a signature of the wrong length, among others. */
    private static boolean verify(Signature signature, byte[] value) {
        try {
            return signature.verify(value);
        } catch (SignatureException e) {
            return false;
        }
    }

    private static boolean isPss(OperationCall call) {
        return call.text(0).equals(PSS);
    }

    private static long saltBytes(OperationCall call) {
        return Long.parseLong(call.text(2));
    }

    /** RFC 8017, section 9.1.1, step 3. */
    private static long mostSaltBytes(OperationCall call, int modulusBits) throws GeneralSecurityException {
        int hashBytes = MessageDigest.getInstance(call.text(1)).getDigestLength();
        return (modulusBits - 1 + 7) / 8 - hashBytes - 2L;
    }

    private static Signature signature(OperationCall call) throws GeneralSecurityException {
        return isPss(call)
                ? pss(call.text(1), (int) saltBytes(call))
                : Signature.getInstance(jdkHash(call.text(1)) + "withRSA");
    }

    /** Signatures have the hash functions under other names. */
    static String jdkHash(String hash) {
        return hash.startsWith("SHA-") ? hash.replace("-", "") : hash;
    }

    private static Signature pss(String hash, int saltBytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, TRAILER));
        return signature;
    }
}
