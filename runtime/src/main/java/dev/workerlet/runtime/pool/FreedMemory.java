package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.platform.NativeMemory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When the memory that isolates have freed is given back to the system. That holds up whoever wants memory meanwhile, so it is done
 * after much was freed at once, and otherwise at rest. Confined to the loop's thread.
 */
final class FreedMemory {
    /** So long there must be no event before what was freed bit by bit is given back. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final NativeMemory memory;
    private final Consumer<Runnable> elsewhere;
    private boolean isPending;
    private boolean isMuch;
    private long lastEventNanos;
    /** Comes when it is time; null where nothing waits for that. */
    private @Nullable LoopTimer timer;

    /** @param elsewhere runs what takes milliseconds on another thread */
    FreedMemory(EventLoop loop, NativeMemory memory, Consumer<Runnable> elsewhere) {
        this.loop = loop;
        this.memory = memory;
        this.elsewhere = elsewhere;
        this.lastEventNanos = loop.clock().nanoTime();
    }

    /** An event has come, which will free something. */
    void noteEvent() {
        lastEventNanos = loop.clock().nanoTime();
        isPending = true;
    }

    /** An isolate was closed or collected. */
    void noteMuch() {
        isMuch = true;
        isPending = true;
    }

    /** Whether {@link #giveBack} has something to do, or to plan. */
    boolean isPending() {
        return isPending;
    }

    /** Gives memory back, now or when it is time. For a loop that has nothing else to do. */
    void giveBack() {
        if (!isPending) {
            return;
        }
        isPending = false;
        long restNanos = isMuch ? 0 : lastEventNanos + REST_NANOS - loop.clock().nanoTime();
        if (restNanos <= 0 && memory.claimTrim()) {
            isMuch = false;
            elsewhere.accept(memory::trim);
        } else if (timer == null && memory.canTrim()) {
            long nanos = Math.max(restNanos, memory.untilNextTrim().toNanos());
            timer = loop.scheduleNanos(nanos, () -> {
                timer = null;
                isPending = true;
            });
        }
    }
}
