package dev.workerlet.benchmarks.io;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Reads memory and threads of a process twice a second, until it is closed. */
final class Sampler implements AutoCloseable {
    private static final int PERIOD_MILLIS = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long pid;
    private final HeapWatch heap;
    private final long startNanos = System.nanoTime();
    private final List<Series.Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> readings;

    Sampler(long pid) {
        this.pid = pid;
        this.heap = new HeapWatch(pid, PERIOD_MILLIS);
        this.readings = thread.scheduleAtFixedRate(this::read, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void read() {
        ProcessFigures figures = ProcessFigures.of(pid);
        long millis = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
        samples.add(new Series.Sample(millis, figures.rssKib(), heap.usedKib(), figures.threads()));
    }

    /** Ends the readings and gives them, one at least. */
    Series stop() throws InterruptedException {
        readings.cancel(false);
        thread.shutdown();
        if (!thread.awaitTermination(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("A reading takes too long");
        }
        read();
        heap.close();
        return new Series(samples);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        heap.close();
    }
}
