package dev.workerlet.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the host reads out of the outbound buffer; the writer's half is tested with real isolates. */
class OutboundReaderTest {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256);
    private final OutboundReader reader = new OutboundReader(buffer);

    private List<SchedulerMessage> read(int... words) {
        int at = OutboundReader.START_OFFSET;
        for (int word : words) {
            buffer.putInt(at, word);
            at += Integer.BYTES;
        }
        buffer.putInt(0, at);
        List<SchedulerMessage> messages = new ArrayList<>();
        reader.drainTo(messages);
        return messages;
    }

    @Test
    void drain_severalMessages_areReadInOrder() {
        assertThat(read(1, 7, 3, 250, 1, 2, 7, 3, 7, 7))
                .containsExactly(
                        new SchedulerMessage.SetTimer(7, 3, 250, true),
                        new SchedulerMessage.ClearTimer(7, 3),
                        new SchedulerMessage.Done(7));
        assertThat(reader.hasMessages()).isFalse();
    }

    @Test
    void drain_strings_ofEveryKind() {
        int slot = reader.putString("lang");

        assertThat(read(
                        3,
                        1,
                        2,
                        (3 << 3),
                        'a' | 'b' << 8 | 0xfc << 16,
                        3,
                        1,
                        2,
                        (2 << 3) | 1,
                        0x20ac,
                        3,
                        1,
                        0,
                        slot << 3 | 2))
                .containsExactly(
                        new SchedulerMessage.Log(1, 2, "abü"),
                        new SchedulerMessage.Log(1, 2, "€"),
                        new SchedulerMessage.Log(1, 0, "lang"));
    }

    @Test
    void drain_call_hasItsTextsAndBlobs() {
        int slot = reader.putBytes(new byte[] {1, 2});

        List<SchedulerMessage> messages =
                read(8, 7, 5, (1 << 3), 'c', 1, (1 << 3), 't', 2, (1 << 3) | 3, 9, slot << 3 | 4);

        assertThat(messages).singleElement().isInstanceOfSatisfying(SchedulerMessage.Call.class, call -> {
            assertThat(call.requestId()).isEqualTo(7);
            assertThat(call.operationId()).isEqualTo(5);
            assertThat(call.name()).isEqualTo("c");
            assertThat(call.texts()).containsExactly("t");
            assertThat(call.blobs()).containsExactly(new byte[] {9}, new byte[] {1, 2});
        });
    }

    @Test
    void drain_fetch_hasItsRequest() {
        List<SchedulerMessage> messages =
                read(9, 7, 5, (1 << 3), 'G', (1 << 3), 'u', 1, (1 << 3), 'n', (1 << 3), 'v', (1 << 3) | 3, 9, 10, 7, 5);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).isInstanceOfSatisfying(SchedulerMessage.Fetch.class, fetch -> {
            assertThat(fetch.operationId()).isEqualTo(5);
            assertThat(fetch.request().method()).isEqualTo("G");
            assertThat(fetch.request().url()).isEqualTo("u");
            assertThat(fetch.request().headers().first("n")).isEqualTo("v");
            assertThat(fetch.request().body())
                    .isInstanceOfSatisfying(
                            SchedulerMessage.InMemory.class,
                            body -> assertThat(body.bytes()).containsExactly(9));
        });
        assertThat(messages.get(1)).isEqualTo(new SchedulerMessage.CancelOperation(7, 5));
    }

    @Test
    void drain_unknownType_isRefused() {
        assertThatThrownBy(() -> read(99, 1)).hasMessageContaining("type 99");
    }

    @Test
    void drain_tooLongString_isRefused() {
        assertThatThrownBy(() -> read(3, 1, 2, 5000 << 3)).hasMessageContaining("5000 bytes announced");
    }

    @Test
    void drain_unknownSlot_isRefused() {
        assertThatThrownBy(() -> read(3, 1, 2, 9 << 3 | 2)).hasMessageContaining("Slot 9");
    }

    @Test
    void drain_listThatIsLongerThanTheBuffer_isRefused() {
        assertThatThrownBy(() -> read(8, 7, 5, 1 << 3, 'c', Integer.MAX_VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No message");
    }

    @Test
    void drain_unknownKindOfFailure_isRefused() {
        assertThatThrownBy(() -> read(6, 1, 77, 0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void drain_endBeyondTheBuffer_leavesItEmpty() {
        buffer.putInt(0, 257);

        assertThatThrownBy(() -> reader.drainTo(new ArrayList<>())).hasMessageContaining("ends at 257");
        assertThat(reader.hasMessages()).isFalse();
    }

    @Property
    void drain_anyBytes_giveMessagesOrOneException(@ForAll @Size(max = 40) List<Integer> words) {
        try {
            read(words.stream().mapToInt(Integer::intValue).toArray());
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageMatching(".+");
        }
        assertThat(reader.hasMessages()).isFalse();
    }
}
