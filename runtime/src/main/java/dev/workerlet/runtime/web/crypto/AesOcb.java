package dev.workerlet.runtime.web.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** AES-OCB as RFC 7253 has it, for one message. The JDK has the block cipher only. Not thread-safe. */
final class AesOcb {
    private static final int BLOCK_BYTES = 16;
    private static final int BLOCK_BITS = 128;
    private static final int BOTTOM_MASK = 63;
    private static final int FIELD_POLYNOMIAL = 0x87;

    private final byte[] nonce;
    private final byte[] additionalData;
    private final int tagBytes;
    private final Cipher encryption;
    private final Cipher decryption;
    private final byte[] starMask;
    private final byte[] dollarMask;

    /** Masks for the blocks by the number of zeros that their number ends in, made as they are needed. */
    private final byte[][] masks = new byte[Integer.SIZE][];

    AesOcb(byte[] key, byte[] nonce, byte[] additionalData, int tagBytes) throws GeneralSecurityException {
        this.nonce = nonce;
        this.additionalData = additionalData;
        this.tagBytes = tagBytes;
        encryption = Cipher.getInstance("AES/ECB/NoPadding");
        encryption.init(Cipher.ENCRYPT_MODE, AesOperations.key(key));
        decryption = Cipher.getInstance("AES/ECB/NoPadding");
        decryption.init(Cipher.DECRYPT_MODE, AesOperations.key(key));
        starMask = encryption.doFinal(new byte[BLOCK_BYTES]);
        dollarMask = doubled(starMask);
    }

    byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        byte[] offset = firstOffset();
        byte[] text = transform(encryption, plaintext, plaintext.length, offset);
        byte[] tag = tag(plaintext, plaintext.length, offset);
        return ByteParts.concatenate(text, tag);
    }

    byte[] decrypt(byte[] data) throws GeneralSecurityException {
        int length = data.length - tagBytes;
        byte[] offset = firstOffset();
        byte[] plaintext = transform(decryption, data, length, offset);
        byte[] tag = tag(plaintext, length, offset);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(data, length, data.length))) {
            throw new AEADBadTagException("The tag does not fit");
        }
        return plaintext;
    }

    /** Whole blocks through the cipher, the rest with a key stream; {@code offset} becomes the last one. */
    private byte[] transform(Cipher cipher, byte[] data, int length, byte[] offset) throws GeneralSecurityException {
        int whole = length - length % BLOCK_BYTES;
        byte[] offsets = new byte[whole];
        for (int at = 0; at < whole; at += BLOCK_BYTES) {
            add(offset, mask(at / BLOCK_BYTES + 1));
            System.arraycopy(offset, 0, offsets, at, BLOCK_BYTES);
        }
        byte[] blocks = Arrays.copyOf(data, whole);
        add(blocks, offsets);
        byte[] result = Arrays.copyOf(cipher.doFinal(blocks), length);
        add(result, offsets);
        if (whole < length) {
            add(offset, starMask);
            byte[] keyStream = encryption.doFinal(offset);
            for (int i = whole; i < length; i++) {
                result[i] = (byte) (data[i] ^ keyStream[i - whole]);
            }
        }
        return result;
    }

    private byte[] tag(byte[] plaintext, int length, byte[] offset) throws GeneralSecurityException {
        byte[] sum = new byte[BLOCK_BYTES];
        for (int i = 0; i < length; i++) {
            sum[i % BLOCK_BYTES] ^= plaintext[i];
        }
        if (length % BLOCK_BYTES != 0) {
            sum[length % BLOCK_BYTES] ^= (byte) 0x80;
        }
        add(sum, offset);
        add(sum, dollarMask);
        byte[] tag = encryption.doFinal(sum);
        add(tag, hash());
        return Arrays.copyOf(tag, tagBytes);
    }

    /** HASH(K, A). */
    private byte[] hash() throws GeneralSecurityException {
        byte[] sum = new byte[BLOCK_BYTES];
        byte[] offset = new byte[BLOCK_BYTES];
        int whole = additionalData.length - additionalData.length % BLOCK_BYTES;
        for (int at = 0; at < whole; at += BLOCK_BYTES) {
            add(offset, mask(at / BLOCK_BYTES + 1));
            add(sum, encryptMasked(Arrays.copyOfRange(additionalData, at, at + BLOCK_BYTES), offset));
        }
        if (whole < additionalData.length) {
            add(offset, starMask);
            byte[] last = Arrays.copyOf(Arrays.copyOfRange(additionalData, whole, additionalData.length), BLOCK_BYTES);
            last[additionalData.length - whole] = (byte) 0x80;
            add(sum, encryptMasked(last, offset));
        }
        return sum;
    }

    private byte[] encryptMasked(byte[] block, byte[] offset) throws GeneralSecurityException {
        add(block, offset);
        return encryption.doFinal(block);
    }

    private byte[] firstOffset() throws GeneralSecurityException {
        byte[] block = new byte[BLOCK_BYTES];
        System.arraycopy(nonce, 0, block, BLOCK_BYTES - nonce.length, nonce.length);
        block[BLOCK_BYTES - nonce.length - 1] |= 1;
        block[0] |= (byte) ((8 * tagBytes % BLOCK_BITS) << 1);
        int bottom = block[BLOCK_BYTES - 1] & BOTTOM_MASK;
        block[BLOCK_BYTES - 1] &= (byte) ~BOTTOM_MASK;
        byte[] top = encryption.doFinal(block);
        byte[] stretch = Arrays.copyOf(top, BLOCK_BYTES + 8);
        for (int i = 0; i < 8; i++) {
            stretch[BLOCK_BYTES + i] = (byte) (top[i] ^ top[i + 1]);
        }
        return shifted(stretch, bottom);
    }

    /** The 16 bytes that begin at bit {@code bits}. */
    private static byte[] shifted(byte[] stretch, int bits) {
        byte[] result = new byte[BLOCK_BYTES];
        int from = bits / 8;
        int shift = bits % 8;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            int pair = ((stretch[from + i] & 0xff) << 8) | (stretch[from + i + 1] & 0xff);
            result[i] = (byte) (pair >> (8 - shift));
        }
        return result;
    }

    /** The mask for a block's number, counted from 1. */
    private byte[] mask(int number) {
        int zeros = Integer.numberOfTrailingZeros(number);
        for (int i = 0; i <= zeros; i++) {
            if (masks[i] == null) {
                masks[i] = doubled(i == 0 ? dollarMask : masks[i - 1]);
            }
        }
        return masks[zeros];
    }

    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            int next = i + 1 < BLOCK_BYTES ? block[i + 1] : 0;
            result[i] = (byte) (((block[i] & 0xff) << 1) | ((next & 0xff) >> 7));
        }
        result[BLOCK_BYTES - 1] ^= (byte) ((block[0] >> 7) & FIELD_POLYNOMIAL);
        return result;
    }

    private static void add(byte[] target, byte[] other) {
        for (int i = 0; i < other.length; i++) {
            target[i] ^= other[i];
        }
    }
}
