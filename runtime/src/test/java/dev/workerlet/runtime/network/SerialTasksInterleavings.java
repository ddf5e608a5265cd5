package dev.workerlet.runtime.network;

import dev.workerlet.runtime.support.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Tasks that several threads add: each runs once, no two at a time. */
public class SerialTasksInterleavings {
    private final SerialTasks tasks = new SerialTasks(Runnable::run);
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlaps;

    @Operation
    public void add() {
        added.incrementAndGet();
        tasks.add(() -> {
            overlaps |= inside.getAndIncrement() != 0;
            ran.incrementAndGet();
            inside.decrementAndGet();
        });
    }

    @Validate
    public void all_haveRunOneAfterTheOther() {
        if (overlaps || ran.get() != added.get()) {
            throw new IllegalStateException(ran + " of " + added + " have run, overlaps: " + overlaps);
        }
    }

    @Test
    void tasks_ofSeveralThreads_runOneAfterTheOther() {
        Interleavings.check(SerialTasksInterleavings.class);
    }
}
