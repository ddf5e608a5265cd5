package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import java.nio.charset.StandardCharsets;

/**
 * What those before have written into {@code CDN-Loop}, and what a script sets: neither hides who has sent the request last, nor
 * that it comes again and again.
 */
class LoopHeaderFuzz {
    private static final String TOKEN = "0123456789abcdef01234567";

    /** Each line is a header of the request from outside; the last one is what the script sets. */
    @FuzzTest
    void mark(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        HeaderList outer = new HeaderList();
        text.lines().forEach(line -> outer.add("CDN-Loop", line));
        FetchRequest made = request(new HeaderList().add("cdn-LOOP", text.substring(text.lastIndexOf('\n') + 1)));

        FetchRequest sent = LoopHeader.mark(made, outer, TOKEN);

        assertThat(LoopHeader.token(sent)).isEqualTo(TOKEN);
        assertThat(sent.headers().all(LoopHeader.NAME)).hasSize(1);
        assertThat(sent.headers().first(LoopHeader.NAME)).startsWith(String.join(", ", outer.all(LoopHeader.NAME)));
        requireSeenWhenItComesAgain(request(outer), sent);
    }

    private static void requireSeenWhenItComesAgain(FetchRequest first, FetchRequest second) {
        boolean isLoop = LoopHeader.isLoop(first);
        FetchRequest request = second;
        for (int times = 1; times < CallChain.MOST_DEEP; times++) {
            assertThat(LoopHeader.isLoop(request) || !isLoop).isTrue();
            isLoop = LoopHeader.isLoop(request);
            request = LoopHeader.mark(request, request.headers(), TOKEN);
        }
        assertThat(LoopHeader.isLoop(request)).isTrue();
    }

    private static FetchRequest request(HeaderList headers) {
        return new FetchRequest("GET", "http://a/", headers, Body.NONE);
    }
}
