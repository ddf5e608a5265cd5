package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.ByteParts.minimal;
import static dev.workerlet.runtime.web.crypto.ByteParts.number;
import static dev.workerlet.runtime.web.crypto.ByteParts.pack;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.operationError;
import static dev.workerlet.runtime.web.crypto.CryptoFailures.reading;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA: keys and encryption. Public keys are SubjectPublicKeyInfo, private ones PKCS #8. */
final class RsaOperations {
    private static final int MOST_BITS = 16_384;

    private RsaOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.ofEntries(
                Map.entry("crypto.rsaGenerate", computing(RsaOperations::generate)),
                Map.entry("crypto.rsaReadSpki", reading(RsaOperations::readSpki)),
                Map.entry("crypto.rsaReadPkcs8", reading(RsaOperations::readPkcs8)),
                Map.entry("crypto.rsaPublic", reading(RsaOperations::composePublic)),
                Map.entry("crypto.rsaPrivate", reading(RsaOperations::composePrivate)),
                Map.entry("crypto.rsaPublicParts", computing(call -> publicParts(publicKey(call.blob(0))))),
                Map.entry("crypto.rsaPrivateParts", computing(call -> privateParts(privateKey(call.blob(0))))),
                Map.entry("crypto.rsaPublicOf", computing(call -> publicOf(privateKey(call.blob(0))))),
                Map.entry("crypto.rsaSign", computing(RsaSignatures::sign)),
                Map.entry("crypto.rsaVerify", computing(RsaSignatures::verify)),
                Map.entry("crypto.rsaEncrypt", computing(RsaOperations::encrypt)),
                Map.entry("crypto.rsaDecrypt", computing(RsaOperations::decrypt)));
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA");
    }

    /** The JDK passes over what follows a key; the standard does not. */
    private static byte[] readSpki(OperationCall call) throws GeneralSecurityException, OperationException {
        KeyEnvelope.readSpki(call.blob(0));
        return describe(publicKey(call.blob(0)));
    }

    private static byte[] readPkcs8(OperationCall call) throws GeneralSecurityException, OperationException {
        KeyEnvelope.readPkcs8(call.blob(0));
        return describe(privateKey(call.blob(0)));
    }

    static RSAPublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        return (RSAPublicKey) factory().generatePublic(new X509EncodedKeySpec(spki));
    }

    static RSAPrivateCrtKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        if (factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey key) {
            return key;
        }
        throw new InvalidKeySpecException("The key lacks its primes");
    }

    private static byte[] generate(OperationCall call) throws GeneralSecurityException, OperationException {
        long bits = Long.parseLong(call.text(0));
        if (bits > MOST_BITS) {
            throw operationError("The modulus must not have more than " + MOST_BITS + " bits", null);
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec((int) bits, number(call.blob(0))), new CancellableRandom(call));
        try {
            KeyPair pair = generator.generateKeyPair();
            return pack(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
        } catch (CancellationException e) {
            throw operationError("The request has ended", e);
        }
    }

    /** The key, its modulus and its exponent. */
    private static byte[] describe(RSAPublicKey key) {
        return pack(key.getEncoded(), minimal(key.getModulus()), minimal(key.getPublicExponent()));
    }

    private static byte[] describe(RSAPrivateCrtKey key) {
        return pack(key.getEncoded(), minimal(key.getModulus()), minimal(key.getPublicExponent()));
    }

    /** A number of a key; to compute with one that is too large for any could take very long. */
    private static BigInteger bounded(OperationCall call, int index) throws InvalidKeySpecException {
        BigInteger number = number(call.blob(index));
        if (number.bitLength() > MOST_BITS) {
            throw new InvalidKeySpecException("A number of the key has more than " + MOST_BITS + " bits");
        }
        return number;
    }

    private static byte[] composePublic(OperationCall call) throws GeneralSecurityException {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(bounded(call, 0), bounded(call, 1));
        return describe((RSAPublicKey) factory().generatePublic(spec));
    }

    private static byte[] composePrivate(OperationCall call) throws GeneralSecurityException {
        BigInteger modulus = bounded(call, 0);
        BigInteger first = bounded(call, 3);
        BigInteger second = bounded(call, 4);
        if (!first.multiply(second).equals(modulus)) {
            throw new InvalidKeySpecException("The modulus is not the product of the primes");
        }
        RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                modulus,
                bounded(call, 1),
                bounded(call, 2),
                first,
                second,
                bounded(call, 5),
                bounded(call, 6),
                bounded(call, 7));
        return describe((RSAPrivateCrtKey) factory().generatePrivate(spec));
    }

    /** In the order of {@code rsa.js}. */
    private static byte[] publicParts(RSAPublicKey key) {
        return pack(minimal(key.getModulus()), minimal(key.getPublicExponent()));
    }

    private static byte[] privateParts(RSAPrivateCrtKey key) {
        return pack(
                minimal(key.getModulus()),
                minimal(key.getPublicExponent()),
                minimal(key.getPrivateExponent()),
                minimal(key.getPrimeP()),
                minimal(key.getPrimeQ()),
                minimal(key.getPrimeExponentP()),
                minimal(key.getPrimeExponentQ()),
                minimal(key.getCrtCoefficient()));
    }

    private static byte[] publicOf(RSAPrivateCrtKey key) throws GeneralSecurityException {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        return factory().generatePublic(spec).getEncoded();
    }

    private static byte[] encrypt(OperationCall call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.ENCRYPT_MODE, publicKey(call.blob(0)), padding(call));
        return cipher.doFinal(call.blob(2));
    }

    private static byte[] decrypt(OperationCall call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, privateKey(call.blob(0)), padding(call));
        return cipher.doFinal(call.blob(2));
    }

    private static OAEPParameterSpec padding(OperationCall call) {
        String hash = call.text(0);
        return new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), new PSource.PSpecified(call.blob(1)));
    }
}
