package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.support.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A script that writes while somebody reads: pieces come in order, and who waits is woken. */
public class OutgoingStreamInterleavings {
    /** Never started: with so much room the stream asks nothing of it. */
    private static final EventLoop LOOP =
            new EventLoop("interleavings", LoopClock.SYSTEM, new Watchdog(new MemoryBudget(Long.MAX_VALUE)));

    private static final int NOTHING = -1;
    private static final int WAITS = -2;
    private static final int END = -3;

    private final OutgoingStream stream = new OutgoingStream(
            1,
            2,
            LOOP,
            message -> {},
            1_000,
            1_000_000,
            HeldBodies.unbounded().of("").account());
    private byte next;
    private volatile boolean waits;

    @Operation(nonParallelGroup = "script")
    public void write() {
        if (!stream.isEnded()) {
            stream.write(new byte[] {next++});
            stream.publish();
        }
    }

    @Operation(nonParallelGroup = "script")
    public void end() {
        stream.end(BodyChunk.END);
        stream.publish();
    }

    /** The piece, or what there is instead; who has found nothing is woken before it reads again. */
    @Operation(nonParallelGroup = "reader")
    public int read() {
        if (waits) {
            return WAITS;
        }
        BodyChunk chunk = stream.read();
        if (chunk instanceof BodyChunk.Data data) {
            return data.bytes()[0];
        }
        if (chunk == null) {
            waits = true;
            stream.demand(() -> waits = false);
            return NOTHING;
        }
        return END;
    }

    @Test
    void reading_besideWriting_isAsOneAfterTheOther() {
        Interleavings.check(OutgoingStreamInterleavings.class);
    }
}
