package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.platform.NativeMemory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When the memory that isolates have freed is given back to the system. That holds up whoever wants memory meanwhile, so it is done
 * after much was freed at once, and otherwise at rest. Confined to the loop's thread.
 */
final class FreedMemory {
    /** So long there must be no event before what was freed bit by bit is given back. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** But no longer than this since the first of them. */
    private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoop loop;
    private final NativeMemory memory;
    private final Predicate<Runnable> elsewhere;
    private boolean isPending;
    private boolean isMuch;
    /** Whether there was an event since memory was last given back, and when the first one was. */
    private boolean isAnything;

    private long firstEventNanos;
    private long lastEventNanos;
    /** Comes when it is time; null where nothing waits for that. */
    private @Nullable LoopTimer timer;

    /** @param elsewhere runs what takes milliseconds on another thread, or returns false */
    FreedMemory(EventLoop loop, NativeMemory memory, Predicate<Runnable> elsewhere) {
        this.loop = loop;
        this.memory = memory;
        this.elsewhere = elsewhere;
    }

    /** An event has come, which will free something, or has ended. */
    void noteEvent() {
        lastEventNanos = loop.clock().nanoTime();
        if (!isAnything) {
            isAnything = true;
            firstEventNanos = lastEventNanos;
        }
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
        boolean isWanted = isPending && (isMuch || isAnything);
        isPending = false;
        if (!isWanted) {
            return;
        }
        long restNanos = isMuch ? 0 : nanosUntilRest();
        if (restNanos <= 0 && memory.claimTrim() && elsewhere.test(memory::trim)) {
            isMuch = false;
            isAnything = false;
        } else if (timer == null && memory.canTrim()) {
            long nanos = Math.max(restNanos, memory.untilNextTrim().toNanos());
            timer = loop.scheduleNanos(nanos, () -> {
                timer = null;
                isPending = true;
            });
        }
    }

    private long nanosUntilRest() {
        long nowNanos = loop.clock().nanoTime();
        return Math.min(lastEventNanos + REST_NANOS - nowNanos, firstEventNanos + MOST_WAIT_NANOS - nowNanos);
    }
}
