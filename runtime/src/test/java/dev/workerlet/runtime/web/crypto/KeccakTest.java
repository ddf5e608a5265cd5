package dev.workerlet.runtime.web.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeccakTest {
    @Test
    void sha3_inputsOfEveryLength_isTheProviders() throws Exception {
        for (int length = 0; length < 300; length++) {
            byte[] input = new byte[length];
            Arrays.fill(input, (byte) length);
            assertThat(Keccak.sha3For256().update(input).output(32))
                    .isEqualTo(MessageDigest.getInstance("SHA3-256").digest(input));
            assertThat(Keccak.sha3For512().update(input).output(64))
                    .isEqualTo(MessageDigest.getInstance("SHA3-512").digest(input));
        }
    }

    @Test
    void output_inPieces_isTheWhole() {
        byte[] whole = Keccak.shake128().output(500);
        Keccak pieces = Keccak.shake128();
        assertThat(ByteParts.concatenate(pieces.output(1), pieces.output(0), pieces.output(199), pieces.output(300)))
                .isEqualTo(whole);
    }

    @Test
    void cShake_sampleOfNist_isItsOutput() {
        byte[] signature = "Email Signature".getBytes(StandardCharsets.US_ASCII);
        byte[] output = Keccak.shake128()
                .cShake(new byte[0], signature)
                .update(new byte[] {0, 1, 2, 3})
                .output(32);
        assertThat(HexFormat.of().formatHex(output))
                .isEqualTo("c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5");
    }

    @Test
    void blake2b_sampleOfRfc7693_isItsOutput() {
        byte[] output = Blake2b.hash("abc".getBytes(StandardCharsets.US_ASCII), 64);
        assertThat(HexFormat.of().formatHex(output)).startsWith("ba80a53f981c4d0d6a2797b69f12f6e9");
    }
}
