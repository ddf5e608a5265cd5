package dev.workerlet.servlet.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A stream of the container that is used while others close it: whoever closes goes on once, and when nobody is inside. */
public class GateInterleavings {
    private final Gate gate = new Gate();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger closers = new AtomicInteger();
    private final AtomicInteger wentOn = new AtomicInteger();
    private volatile boolean isTouched;

    @Operation(nonParallelGroup = "user")
    public void use() {
        if (gate.enter()) {
            inside.incrementAndGet();
            isTouched |= wentOn.get() > 0;
            inside.decrementAndGet();
            gate.leave();
        }
    }

    @Operation
    public void close() {
        closers.incrementAndGet();
        gate.close(() -> {
            wentOn.incrementAndGet();
            isTouched |= inside.get() > 0;
        });
    }

    @Validate
    public void all_wentOn_whenNobodyWasInside() {
        if (isTouched || wentOn.get() != closers.get()) {
            throw new IllegalStateException(wentOn + " of " + closers + " went on, touched: " + isTouched);
        }
    }

    @Test
    void closing_besideUse_waitsForTheUser() {
        int scenarios = Integer.getInteger("interleavings", 3);
        new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(50)
                .threads(3)
                .actorsPerThread(2)
                .check(GateInterleavings.class);
    }
}
