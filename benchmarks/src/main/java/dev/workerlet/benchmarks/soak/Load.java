package dev.workerlet.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Visitors, so many at once, who begin their visits by a common clock: no more than a rate, and fewer when the server is behind. */
final class Load implements AutoCloseable {
    private static final int MOST_TIMES = 10;
    private static final int STEP_MILLIS = 100;

    private final Grounds grounds;
    private final Mix mix;
    private final int clients;
    private final long periodNanos;
    private final Tally tally = new Tally();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong dueNanos = new AtomicLong();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads;
    private volatile boolean isOver = true;

    Load(Grounds grounds, SoakPlan plan) {
        this.grounds = grounds;
        this.mix = new Mix(plan.hostilePercent(), plan.seed());
        this.clients = plan.clients();
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / plan.rate();
        this.threads = Executors.newFixedThreadPool(clients);
    }

    Tally tally() {
        return tally;
    }

    /** Waits for a time, and for a number of visits since the first, but not for ten times as long. */
    void await(Duration time, long visits) throws InterruptedException {
        long startNanos = System.nanoTime();
        Thread.sleep(time.toMillis());
        while (tally.visits() < visits && System.nanoTime() - startNanos < MOST_TIMES * time.toNanos()) {
            Thread.sleep(STEP_MILLIS);
        }
    }

    /** Visits that make each healthy kind. */
    long firstVisits() {
        return mix.firstVisits();
    }

    /** Begins. */
    void start() {
        isOver = false;
        dueNanos.set(System.nanoTime());
        for (int i = 0; i < clients; i++) {
            running.add(threads.submit(this::visitAgainAndAgain));
        }
    }

    /** Lets the visits that have begun come to their ends. */
    void stop() throws InterruptedException, ExecutionException {
        isOver = true;
        for (Future<?> client : running) {
            client.get();
        }
        running.clear();
    }

    private Void visitAgainAndAgain() throws IOException, InterruptedException {
        try (Visitor visitor = new Visitor(grounds)) {
            while (awaitTurn()) {
                visit(visitor, next.getAndIncrement());
            }
        }
        return null;
    }

    private boolean awaitTurn() throws InterruptedException {
        long now = System.nanoTime();
        // What the server's slowness has cost is not made up for.
        long due = dueNanos.updateAndGet(last -> Math.max(last + periodNanos, now));
        TimeUnit.NANOSECONDS.sleep(Math.min(due - now, Duration.ofSeconds(1).toNanos()));
        return !isOver;
    }

    private void visit(Visitor visitor, long number) throws InterruptedException {
        Random random = mix.random(number);
        Visit visit = mix.draw(number, random);
        visitor.begin(number, random);
        Outcome outcome;
        try {
            outcome = visit.make(visitor);
        } catch (IOException e) {
            outcome = Outcome.lost(e);
        }
        tally.add(visit.name(), outcome);
    }

    @Override
    public void close() {
        isOver = true;
        threads.shutdownNow();
    }
}
