package dev.workerlet.runtime.web.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.scheduler.OperationException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AesCtrTest {
    private static final byte[] KEY = new byte[16];
    private static final int BLOCK = 16;

    @Test
    void transform_counterWraps_keyStreamBeginsAnew() throws Exception {
        byte[] last = new byte[BLOCK];
        last[15] = 3;
        byte[] stream = AesCtr.transform(KEY, last, 2, new byte[4 * BLOCK]);
        byte[] first = AesCtr.transform(KEY, new byte[BLOCK], 2, new byte[4 * BLOCK]);
        // values 3, 0, 1, 2
        assertThat(Arrays.copyOfRange(stream, BLOCK, 4 * BLOCK)).isEqualTo(Arrays.copyOf(first, 3 * BLOCK));
        assertThat(Arrays.copyOf(stream, BLOCK)).isEqualTo(Arrays.copyOfRange(first, 3 * BLOCK, 4 * BLOCK));
    }

    @Test
    void transform_counterWraps_nonceIsKept() throws Exception {
        byte[] counter = new byte[BLOCK];
        Arrays.fill(counter, (byte) 0xff);
        byte[] stream = AesCtr.transform(KEY, counter, 3, new byte[2 * BLOCK]);
        counter[15] = (byte) 0xf8;
        byte[] restarted = AesCtr.transform(KEY, counter, 3, new byte[BLOCK]);
        assertThat(Arrays.copyOfRange(stream, BLOCK, 2 * BLOCK)).isEqualTo(restarted);
    }

    @Test
    void transform_twice_givesTheDataBack() throws Exception {
        byte[] counter = new byte[BLOCK];
        Arrays.fill(counter, (byte) 0xfe);
        byte[] data = new byte[77];
        Arrays.fill(data, (byte) 7);
        for (int bits : new int[] {3, 8, 64, 127, 128}) {
            byte[] once = AesCtr.transform(KEY, counter, bits, data);
            assertThat(AesCtr.transform(KEY, counter, bits, once)).isEqualTo(data);
        }
    }

    @Test
    void transform_moreBlocksThanValues_isRefused() {
        assertThatThrownBy(() -> AesCtr.transform(KEY, new byte[BLOCK], 1, new byte[2 * BLOCK + 1]))
                .isInstanceOf(OperationException.class);
    }
}
