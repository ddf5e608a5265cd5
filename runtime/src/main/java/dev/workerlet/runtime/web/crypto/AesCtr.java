package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CTR with a counter of any length: only the rightmost bits of the block count. The JDK counts with all 128, so data that
 * goes past the counter's end is done in two parts.
 */
final class AesCtr {
    private static final int BLOCK_BYTES = 16;

    private AesCtr() {}

    /** Encrypts or decrypts, which is the same. */
    static byte[] transform(byte[] key, byte[] counter, int counterBits, byte[] data)
            throws GeneralSecurityException, OperationException {
        BigInteger values = BigInteger.ONE.shiftLeft(counterBits);
        BigInteger block = ByteParts.number(counter);
        BigInteger count = block.mod(values);
        BigInteger blocks = BigInteger.valueOf((data.length + BLOCK_BYTES - 1L) / BLOCK_BYTES);
        if (blocks.compareTo(values) > 0) {
            throw CryptoFailures.operationError("The data has more blocks than the counter has values", null);
        }
        BigInteger left = values.subtract(count);
        if (blocks.compareTo(left) <= 0) {
            return run(key, counter, data, 0, data.length);
        }
        int split = BLOCK_BYTES * left.intValue();
        byte[] restarted = ByteParts.fixed(block.subtract(count), BLOCK_BYTES);
        return ByteParts.concatenate(
                run(key, counter, data, 0, split), run(key, restarted, data, split, data.length - split));
    }

    private static byte[] run(byte[] key, byte[] counter, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, AesOperations.key(key), new IvParameterSpec(counter));
        return cipher.doFinal(data, offset, length);
    }
}
