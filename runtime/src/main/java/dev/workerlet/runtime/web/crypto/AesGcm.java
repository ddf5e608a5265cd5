package dev.workerlet.runtime.web.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM with tags of any length that the standard has. The JDK makes none below 96 bits; those are the beginnings of the
 * longest one, whose cost is a second pass when they are checked.
 */
record AesGcm(byte[] key, byte[] iv, byte[] additionalData, int tagBytes) {
    private static final int LONGEST_TAG_BYTES = 16;
    private static final int SHORTEST_IN_JDK_BYTES = 12;

    byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        byte[] sealed = run(Cipher.ENCRYPT_MODE, LONGEST_TAG_BYTES, plaintext);
        return Arrays.copyOf(sealed, plaintext.length + tagBytes);
    }

    byte[] decrypt(byte[] data) throws GeneralSecurityException {
        return tagBytes >= SHORTEST_IN_JDK_BYTES ? run(Cipher.DECRYPT_MODE, tagBytes, data) : decryptShort(data);
    }

    /** Encrypting zeros gives the key stream; encrypting the plaintext again gives the tag. */
    private byte[] decryptShort(byte[] data) throws GeneralSecurityException {
        byte[] plaintext = new byte[data.length - tagBytes];
        byte[] keyStream = run(Cipher.ENCRYPT_MODE, LONGEST_TAG_BYTES, plaintext);
        for (int i = 0; i < plaintext.length; i++) {
            plaintext[i] = (byte) (data[i] ^ keyStream[i]);
        }
        if (!MessageDigest.isEqual(encrypt(plaintext), data)) {
            throw new AEADBadTagException("The tag does not fit");
        }
        return plaintext;
    }

    private byte[] run(int mode, int bytesOfTag, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, AesOperations.key(key), new GCMParameterSpec(8 * bytesOfTag, iv));
        cipher.updateAAD(additionalData);
        return cipher.doFinal(data);
    }
}
