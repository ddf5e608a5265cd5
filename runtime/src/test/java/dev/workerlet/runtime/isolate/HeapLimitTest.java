package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.Await;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What V8 is answered when it asks for more heap. */
class HeapLimitTest {
    private static final long LIMIT = 100;

    private final AtomicInteger terminations = new AtomicInteger();
    private boolean isEnteredHere = true;
    private final HeapLimit limit = new HeapLimit(LIMIT, terminations::incrementAndGet, () -> isEnteredHere);

    @Test
    void v8LowersItsLimit_toTheWorkers() {
        assertThat(limit.getDefaultHeapLimit()).isEqualTo(LIMIT);
    }

    @Test
    void threadThatCompiles_isNeverKept() {
        isEnteredHere = false;
        long first = limit.callback(LIMIT, LIMIT);

        assertThat(limit.callback(first, LIMIT)).isGreaterThan(first);
        assertThat(terminations).hasValue(1);
    }

    @Test
    void atTheLimit_endsTheScript_andGivesRoomForThat() {
        assertThat(limit.callback(LIMIT, 50)).isGreaterThan(LIMIT + (1L << 30));
        assertThat(limit.isExceeded()).isTrue();
        assertThat(terminations).hasValue(1);
    }

    @Test
    void pastThatRoom_keepsTheThread() {
        long last = limit.callback(LIMIT, 50);
        Thread thread = new Thread(() -> limit.callback(last, 50));
        thread.setDaemon(true);
        thread.start();

        Await.until("it rests", () -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        Await.until("it rests again", () -> thread.getState() == Thread.State.WAITING);
        assertThat(terminations).hasValue(1);
    }
}
