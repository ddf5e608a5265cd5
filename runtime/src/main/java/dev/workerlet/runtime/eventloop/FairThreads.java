package dev.workerlet.runtime.eventloop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what is too slow for a loop, shared by owners: they have their turns one after the other, none has more than half of
 * the threads, and none more than half of the room for waiting tasks that the others leave. So who wants much waits for itself.
 * What an owner wants begins in the order in which it came. Thread-safe.
 */
public final class FairThreads implements AutoCloseable {
    /** For what no owner asks for. */
    public static final String HOST = "";

    private static final Logger LOG = LoggerFactory.getLogger(FairThreads.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final int threads;
    private final int mostOfOwner;
    private final int mostWaiting;
    private final ThreadPoolExecutor executor;

    /** Who has tasks here, the one whose turn is next at the beginning. */
    private final Map<String, Tasks> owners = new LinkedHashMap<>();

    private int waiting;
    private int busy;
    private boolean isClosed;

    /** What one owner wants. */
    private static final class Tasks {
        final Queue<Runnable> waiting = new ArrayDeque<>();
        int running;
    }

    /** A task that has its turn. */
    private record Turn(String owner, Tasks tasks, Runnable task) {}

    /**
     * No thread yet, or all of them.
     *
     * @param name what the threads' names begin with
     * @param threads how many, at least one
     * @param mostWaiting how many tasks may wait
     * @param idle after which a thread without a task ends; zero to start all threads now and to keep them
     */
    public FairThreads(String name, int threads, int mostWaiting, Duration idle) {
        this.threads = threads;
        this.mostOfOwner = (threads + 1) / 2;
        this.mostWaiting = mostWaiting;
        AtomicInteger made = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                idle.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                body -> Threads.daemon(name + made.getAndIncrement(), body));
        if (idle.isZero()) {
            executor.prestartAllCoreThreads();
        } else {
            executor.allowCoreThreadTimeOut(true);
        }
    }

    /**
     * Runs {@code task} when it is its turn. Returns false when too many are waiting, or these threads are closed.
     *
     * @param owner for whom
     * @param task bounded, or sees that nobody wants it any more; what it throws is logged
     */
    public boolean offer(String owner, Runnable task) {
        lock.lock();
        try {
            Tasks tasks = owners.get(owner);
            int own = tasks == null ? 0 : tasks.waiting.size();
            if (isClosed || own >= mostWaiting - waiting) {
                return false;
            }
            if (busy < threads && (tasks == null || tasks.running < mostOfOwner)) {
                // First: where the system gives no thread, nothing has changed. It waits for the lock.
                executor.execute(this::work);
                busy++;
            }
            if (tasks == null) {
                tasks = new Tasks();
                owners.put(owner, tasks);
            }
            tasks.waiting.add(task);
            waiting++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** On a thread: one task after the other, until none may have its turn. */
    private void work() {
        for (Turn turn = begin(); turn != null; turn = next(turn)) {
            try {
                turn.task().run();
            } catch (RuntimeException | Error e) {
                Threads.report(LOG, "A task failed", e);
            }
        }
    }

    private @Nullable Turn next(Turn ended) {
        lock.lock();
        try {
            ended.tasks().running--;
            forgetIfIdle(ended.owner(), ended.tasks());
            return begin();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Turn begin() {
        lock.lock();
        try {
            for (Map.Entry<String, Tasks> entry : owners.entrySet()) {
                Tasks tasks = entry.getValue();
                Runnable task = tasks.running < mostOfOwner ? tasks.waiting.poll() : null;
                if (task != null) {
                    waiting--;
                    tasks.running++;
                    owners.remove(entry.getKey());
                    owners.put(entry.getKey(), tasks);
                    return new Turn(entry.getKey(), tasks, task);
                }
            }
            busy--;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfIdle(String owner, Tasks tasks) {
        if (tasks.running == 0 && tasks.waiting.isEmpty()) {
            owners.remove(owner, tasks);
        }
    }

    /** Refuses what comes, forgets what waits; what runs is interrupted, and left to see that nobody wants it any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            owners.values().forEach(tasks -> tasks.waiting.clear());
            waiting = 0;
            executor.shutdownNow();
        } finally {
            lock.unlock();
        }
    }
}
