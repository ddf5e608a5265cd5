package dev.workerlet.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What if a script could write into the outbound buffer: whatever stands there, reading it ends, in messages or in the one exception. */
class OutboundReaderFuzz {
    private static final int CAPACITY = 4096;

    @FuzzTest
    void drain(byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
        OutboundReader reader = new OutboundReader(buffer);
        reader.putString("slot");
        reader.putBytes(new byte[] {1, 2, 3});
        buffer.put(OutboundReader.START_OFFSET, data, 0, Math.min(data.length, CAPACITY - OutboundReader.START_OFFSET));
        // A few of the lengths lie: beyond the buffer, negative, in the midst of a word.
        buffer.putInt(0, data.length > 0 && data[0] < 0 ? data[0] : data.length + OutboundReader.START_OFFSET);
        List<SchedulerMessage> messages = new ArrayList<>();
        try {
            reader.drainTo(messages);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
        assertThat(reader.hasMessages()).isFalse();
        assertThat(messages).hasSizeLessThanOrEqualTo(data.length);
    }
}
