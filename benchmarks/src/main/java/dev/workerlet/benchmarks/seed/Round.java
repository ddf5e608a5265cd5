package dev.workerlet.benchmarks.seed;

import com.sun.management.OperatingSystemMXBean;
import dev.workerlet.benchmarks.support.Answer;
import dev.workerlet.benchmarks.support.Requests;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.context.WorkerDefinition;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One pass of all client threads over a workload. */
final class Round implements AutoCloseable {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS_PER_MILLI = 1e6;
    /** Time for the loops to do what they do when idle; its CPU time counts, its wall-clock time does not. */
    private static final long SETTLE_MILLIS = 300;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Workerlet workerlet;
    private final SeedTable table;
    private final ExecutorService clients;

    /**
     * What a pass took.
     *
     * @param perSecond requests per second, from the threads' common start to the last answer
     * @param cpuMillisPerRequest CPU time of the whole process: what a busy machine disturbs least. It includes what the
     *     loops do when idle
     */
    record Result(double perSecond, double cpuMillisPerRequest) {}

    Round(Workerlet workerlet, SeedTable table) {
        this.workerlet = workerlet;
        this.table = table;
        this.clients = Executors.newFixedThreadPool(table.threads());
    }

    /** Runs a pass. */
    Result run(Workload workload) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(table.threads());
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int thread = 0; thread < table.threads(); thread++) {
            WorkerDefinition[] workers = workload.of(thread);
            tasks.add(() -> {
                start.await();
                long startNanos = System.nanoTime();
                ask(workers);
                return new long[] {startNanos, System.nanoTime()};
            });
        }
        long cpuBefore = PROCESS.getProcessCpuTime();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Future<long[]> task : clients.invokeAll(tasks)) {
            long[] times = task.get();
            first = Math.min(first, times[0]);
            last = Math.max(last, times[1]);
        }
        Thread.sleep(SETTLE_MILLIS);
        double requests = table.requestsInAll();
        long cpuNanos = PROCESS.getProcessCpuTime() - cpuBefore;
        return new Result(requests * NANOS_PER_SECOND / (last - first), cpuNanos / NANOS_PER_MILLI / requests);
    }

    private void ask(WorkerDefinition[] workers) throws InterruptedException {
        long pauseMillis = table.pause().toMillis();
        for (WorkerDefinition worker : workers) {
            Answer.require(workerlet, worker, Requests.get("/"));
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
        }
    }

    @Override
    public void close() {
        clients.shutdown();
    }
}
