package dev.workerlet.runtime.web.crypto;

import static dev.workerlet.runtime.web.crypto.CryptoFailures.computing;

import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in its modes, and ChaCha20-Poly1305. */
final class AesOperations {
    private AesOperations() {}

    static Map<String, HostOperation> operations() {
        return Map.of(
                "crypto.aesCbc",
                computing(AesOperations::cbc),
                "crypto.aesCtr",
                computing(call -> AesCtr.transform(call.blob(0), call.blob(1), call.integer(0), call.blob(2))),
                "crypto.aesGcm",
                computing(AesOperations::gcm),
                "crypto.aesOcb",
                computing(AesOperations::ocb),
                "crypto.chaCha",
                computing(AesOperations::chaCha),
                "crypto.aesWrap",
                computing(call -> wrap(call.blob(0), call.blob(1))),
                "crypto.aesUnwrap",
                computing(call -> unwrap(call.blob(0), call.blob(1))));
    }

    static Key key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    private static boolean encrypts(OperationCall call) {
        return call.text(0).equals("encrypt");
    }

    private static int mode(OperationCall call) {
        return encrypts(call) ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    }

    private static byte[] cbc(OperationCall call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode(call), key(call.blob(0)), new IvParameterSpec(call.blob(1)));
        return cipher.doFinal(call.blob(2));
    }

    private static byte[] gcm(OperationCall call) throws GeneralSecurityException {
        AesGcm gcm = new AesGcm(call.blob(0), call.blob(1), call.blob(2), call.integer(1) / 8);
        return encrypts(call) ? gcm.encrypt(call.blob(3)) : gcm.decrypt(call.blob(3));
    }

    private static byte[] ocb(OperationCall call) throws GeneralSecurityException {
        AesOcb ocb = new AesOcb(call.blob(0), call.blob(1), call.blob(2), call.integer(1) / 8);
        return encrypts(call) ? ocb.encrypt(call.blob(3)) : ocb.decrypt(call.blob(3));
    }

    private static byte[] chaCha(OperationCall call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode(call), new SecretKeySpec(call.blob(0), "ChaCha20"), new IvParameterSpec(call.blob(1)));
        cipher.updateAAD(call.blob(2));
        return cipher.doFinal(call.blob(3));
    }

    /** RFC 3394. The JDK wraps keys, whose bytes may be any. */
    private static byte[] wrap(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, key(key));
        return cipher.wrap(key(data));
    }

    private static byte[] unwrap(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.UNWRAP_MODE, key(key));
        return cipher.unwrap(data, "AES", Cipher.SECRET_KEY).getEncoded();
    }
}
