package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import java.nio.charset.StandardCharsets;

/** The head that a worker gives: what is written to a client can't become another head. */
class ResponseHeadFuzz {
    /** Name and value stand apart by the first NUL. */
    @FuzzTest
    void mistake(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int split = text.indexOf('\0');
        String name = text.substring(0, Math.max(0, split));
        String value = text.substring(split + 1);
        FetchResponse response = new FetchResponse(200, new HeaderList().add(name, value), new byte[0]);

        if (ResponseHead.mistake(response, Long.MAX_VALUE) == null) {
            assertThat(name).matches("[!#-'*+.0-9A-Z^_`a-z|~-]+");
            assertThat(value).doesNotContain("\r", "\n", "\0");
        }
        assertThat(ResponseHead.mayTrail("content-length", value)).isFalse();
        HeaderList length = new HeaderList().add("Content-Length", value);
        assertThat(ResponseHead.length(new FetchResponse(200, length, new byte[3])))
                .isEqualTo(3);
    }
}
