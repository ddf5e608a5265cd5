package dev.workerlet.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the host writes for JavaScript; the reader's half is tested with real isolates. */
class InboundWriterTest {
    private final InboundWriter writer = new InboundWriter(ByteBuffer.allocateDirect(256));

    @Test
    void head_lineFeedInAHeader_beginsNoOther() {
        HeaderList headers =
                new HeaderList().add("x-name", "a\nset-cookie\nb=c").add("x\ny", "z");
        FetchResponse response = new FetchResponse(200, headers, new byte[0]);

        String head = writer.write(new CallbackMessage.OperationDone(1, 2, response, 0));

        assertThat(head).isEqualTo("200\n\nx-name\na set-cookie b=c\nx y\nz");
    }
}
