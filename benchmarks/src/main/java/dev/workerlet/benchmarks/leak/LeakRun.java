package dev.workerlet.benchmarks.leak;

import dev.workerlet.benchmarks.support.Answer;
import dev.workerlet.benchmarks.support.Burst;
import dev.workerlet.benchmarks.support.Script;
import dev.workerlet.benchmarks.support.WorkDirectory;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Sends many requests through many workers of many owners, and looks at the process from time to time. */
final class LeakRun {
    private static final int MOST_FILLS = 30;
    private static final int BURST = 200;

    /** Not what is looked at: no event may end by its time. */
    private static final WorkerLimits LIMITS = WorkerLimits.DEFAULTS.toBuilder()
            .cpuTime(Duration.ofSeconds(10))
            .startCpuTime(Duration.ofSeconds(10))
            .wallClock(Duration.ofMinutes(1))
            .build();

    private final LeakPlan plan;
    private final List<WorkerDefinition> workers = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    LeakRun(LeakPlan plan) {
        this.plan = plan;
        Script script = Script.resource(LeakRun.class, "worker.js");
        for (int i = 0; i < plan.workers(); i++) {
            String owner = "owner-" + i % plan.owners();
            workers.add(new WorkerDefinition(
                    "worker-" + i, owner, script, WorkerMode.POOLED, Map.of("NAME", owner), LIMITS));
        }
    }

    /** Runs it; {@code observer} sees each sample as it is taken. Returns all of them. */
    List<Sample> run(Consumer<Sample> observer) throws InterruptedException, ExecutionException {
        WorkerListener counter = new WorkerListener() {
            @Override
            public void loaded(WorkerDefinition worker, String version, long loadNanos) {
                loads.incrementAndGet();
            }
        };
        List<Sample> samples = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(plan.concurrency());
        try (WorkDirectory directory = WorkDirectory.create();
                Workerlet workerlet = plan.shape().start(directory, counter)) {
            fill(workerlet);
            for (int sent = 0; sent < plan.requests(); ) {
                int count = Math.min(plan.step(), plan.requests() - sent);
                send(workerlet, clients, sent, count);
                sent += count;
                Sample sample = Sample.take(sent, workerlet);
                samples.add(sample);
                observer.accept(sample);
            }
        } finally {
            clients.shutdown();
        }
        return samples;
    }

    /**
     * Fills the pool: bursts make each worker leave its home loop, as it may at any time, so that isolates appear on the
     * others too. What is counted later can't grow for want of room that was not used before.
     */
    private void fill(Workerlet workerlet) throws InterruptedException {
        for (int i = 0; i < MOST_FILLS && workerlet.statistics().isolates() < plan.isolatesWhenFull(); i++) {
            for (WorkerDefinition worker : workers) {
                Burst.send(workerlet, worker, RequestKind.SYNC.request(i), BURST);
            }
        }
    }

    /** How often a script was loaded into an isolate. */
    int loads() {
        return loads.get();
    }

    private void send(Workerlet workerlet, ExecutorService clients, int first, int count)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger(first);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < plan.concurrency(); i++) {
            tasks.add(() -> {
                for (int number = next.getAndIncrement(); number < first + count; number = next.getAndIncrement()) {
                    ask(workerlet, number);
                }
                return null;
            });
        }
        for (Future<Void> task : clients.invokeAll(tasks)) {
            task.get();
        }
    }

    private void ask(Workerlet workerlet, int number) {
        // Seeded by the number: each run sends the same requests.
        Random random = new Random(number);
        WorkerDefinition worker = workers.get(random.nextInt(workers.size()));
        RequestKind kind = RequestKind.pick(random);
        int status = Answer.ask(workerlet, worker, kind.request(number));
        if (status != kind.status()) {
            throw new IllegalStateException("Request " + number + " to " + kind + " was answered with " + status);
        }
    }
}
