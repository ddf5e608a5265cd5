package dev.workerlet.runtime.body;

import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.support.Interleavings;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source that is fed on one thread while another one wakes the pump: all is taken, in order, by one thread at a time. */
public class BodyPumpInterleavings {
    private final ConcurrentLinkedQueue<BodyChunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final Pump pump = new Pump();
    private int fed;
    private int taken;
    private boolean isWrong;

    /** The source of this test. */
    private final class Source implements BodySource {
        @Override
        public @Nullable BodyChunk read() {
            return chunks.poll();
        }

        @Override
        public void demand(Runnable available) {
            waiting.set(available);
            wake();
        }

        void wake() {
            Runnable available = chunks.isEmpty() ? null : waiting.getAndSet(null);
            if (available != null) {
                available.run();
            }
        }

        @Override
        public void cancel(String reason) {
            isWrong = true;
        }
    }

    private final class Pump extends BodyPump {
        Pump() {
            super(new Source());
        }

        @Override
        protected boolean hasRoom() {
            return true;
        }

        @Override
        protected void take(BodyChunk chunk) {
            isWrong |= inside.getAndIncrement() != 0;
            isWrong |= ((BodyChunk.Data) chunk).bytes()[0] != (byte) taken++;
            inside.decrementAndGet();
        }

        @Override
        protected void failed(Throwable cause) {
            isWrong = true;
        }
    }

    @Operation(nonParallelGroup = "source")
    public void feed() {
        chunks.add(new BodyChunk.Data(new byte[] {(byte) fed++}));
        Runnable available = waiting.getAndSet(null);
        if (available != null) {
            available.run();
        }
    }

    @Operation
    public void wake() {
        pump.run();
    }

    @Validate
    public void all_hasBeenTakenInOrder() {
        pump.run();
        if (isWrong || taken != fed) {
            throw new IllegalStateException(taken + " of " + fed + " were taken, wrong: " + isWrong);
        }
    }

    @Test
    void feeding_besideWaking_losesNothing() {
        Interleavings.check(BodyPumpInterleavings.class);
    }
}
