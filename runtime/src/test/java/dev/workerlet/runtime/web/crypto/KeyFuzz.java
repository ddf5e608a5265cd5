package dev.workerlet.runtime.web.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.workerlet.runtime.scheduler.OperationException;

/** Keys that a script imports: read whole, or a DataError. */
class KeyFuzz {
    @FuzzTest
    void envelope(byte[] data) {
        try {
            KeyEnvelope key = KeyEnvelope.readSpki(data);
            assertThat(key.algorithm().length + key.key().length).isLessThan(data.length);
        } catch (OperationException e) {
            assertThat(e).hasMessageContaining("DER");
        }
        try {
            KeyEnvelope key = KeyEnvelope.readPkcs8(data);
            assertThat(key.algorithm().length + key.key().length).isLessThan(data.length);
        } catch (OperationException e) {
            assertThat(e).isNotNull();
        }
    }
}
