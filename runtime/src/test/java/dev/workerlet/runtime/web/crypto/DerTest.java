package dev.workerlet.runtime.web.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {
    private static final byte[] ALGORITHM = {6, 1, 42};

    @Test
    void writer_lengths_readAgain() throws Exception {
        for (int length : new int[] {0, 1, 127, 128, 255, 256, 65_535, 65_536}) {
            byte[] der = DerWriter.octets(new byte[length]);
            DerReader reader = new DerReader(der);
            assertThat(reader.read(DerReader.OCTET_STRING)).hasSize(length);
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    @Test
    void reader_sequence_givesItsItems() throws Exception {
        byte[] der = DerWriter.sequence(DerWriter.integer(300), DerWriter.bits(new byte[] {1, 2}));
        DerReader reader = new DerReader(der).readInside(DerReader.SEQUENCE);
        assertThat(reader.readInteger()).isEqualTo(BigInteger.valueOf(300));
        assertThat(reader.readBits()).containsExactly(1, 2);
        reader.requireEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "0402",
                "040200",
                "0480",
                "048100",
                "04817f",
                "04820080",
                "0484000000",
                "04ff",
                "0500",
                "0301",
            })
    void reader_malformed_isDataError(String hex) {
        assertThatThrownBy(() -> new DerReader(HexFormat.of().parseHex(hex)).read(DerReader.OCTET_STRING))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.errorName()).isEqualTo("DataError"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300", "03020180", "0200"})
    void reader_valueOfWrongKind_isDataError(String hex) {
        DerReader reader = new DerReader(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> {
                    if (reader.isNext(DerReader.INTEGER)) {
                        reader.readInteger();
                    } else {
                        reader.readBits();
                    }
                })
                .isInstanceOf(OperationException.class);
    }

    @Test
    void envelope_writtenAndRead_isTheSame() throws Exception {
        KeyEnvelope envelope = new KeyEnvelope(ALGORITHM, new byte[] {1, 2, 3});
        assertThat(KeyEnvelope.readSpki(envelope.writeSpki()).require(ALGORITHM).key())
                .containsExactly(1, 2, 3);
        assertThat(KeyEnvelope.readPkcs8(envelope.writePkcs8())
                        .require(ALGORITHM)
                        .key())
                .containsExactly(1, 2, 3);
    }

    @Test
    void envelope_bytesFollow_isRefused() {
        byte[] der = ByteParts.concatenate(new KeyEnvelope(ALGORITHM, new byte[3]).writeSpki(), new byte[1]);
        assertThatThrownBy(() -> KeyEnvelope.readSpki(der)).isInstanceOf(OperationException.class);
    }
}
