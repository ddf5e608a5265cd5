package dev.workerlet.runtime;

import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopClock;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.eventloop.Watchdog;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.pool.Backlog;
import dev.workerlet.runtime.pool.CircuitBreaker;
import dev.workerlet.runtime.pool.Pool;
import dev.workerlet.runtime.pool.PoolLimits;
import dev.workerlet.runtime.pool.PoolStatistics;
import dev.workerlet.runtime.pool.StartOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop thread with its pool, and how far it is behind. Thread-safe, except where the loop's thread is named. */
final class PinnedLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedLoop.class);
    /** How often a loop that is to end is looked at. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long the loop waits before it looks at its pool again. */
    private static final Duration AGAIN = Duration.ofMillis(5);

    private final EventLoop loop;
    private final Pool pool;
    private final WorkerListener listener;
    /** Events handed over that are not begun. */
    private final Backlog backlog;
    /** Of these, those that the loop has seen, and callbacks of what was begun. Loop thread, as all below. */
    private final StartOrder<Runnable> order = new StartOrder<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable round = this::beginNext;
    private boolean roundPlanned;

    PinnedLoop(
            int index,
            Platform platform,
            Watchdog watchdog,
            PoolLimits limits,
            CircuitBreaker breaker,
            Services services,
            MemoryBudget memory) {
        this.loop = new EventLoop("workerlet-loop-" + index, LoopClock.SYSTEM, watchdog);
        this.pool = new Pool(platform, loop, limits, breaker, order, services, memory);
        this.listener = services.listener();
        this.backlog = new Backlog(limits, LoopClock.SYSTEM);
        loop.orderBy(this::goOn);
    }

    void start() {
        loop.start(pool, this::resume);
    }

    /** The loop has another thread; the old one may have been about to begin the next event. */
    private void resume() {
        pool.resume();
        if (!order.isEmpty()) {
            planRound();
        }
    }

    /** An event on its way to the loop. */
    private final class Arrival extends Backlog.Place implements Runnable {
        final WorkerDefinition worker;
        final String version;
        final FetchEvent event;

        Arrival(WorkerDefinition worker, String version, FetchEvent event) {
            this.worker = worker;
            this.version = version;
            this.event = event;
        }

        @Override
        public void run() {
            arrived(this);
        }
    }

    /** Hands an event over. Returns null, or why the loop can't take it: it has too many, of this owner or of all. */
    @Nullable
    Failure offer(WorkerDefinition worker, String version, FetchEvent event) {
        Arrival arrival = new Arrival(worker, version, event);
        Failure refusal = backlog.enter(worker.owner(), arrival);
        if (refusal == null) {
            loop.execute(arrival);
        }
        return refusal;
    }

    /** Begins an event where nothing else is to be done, otherwise when its owner has its turn. */
    private void arrived(Arrival arrival) {
        String owner = arrival.worker.owner();
        if (order.isEmpty() && loop.isCaughtUp()) {
            order.begin(owner);
            begin(arrival);
        } else {
            order.add(owner, arrival);
            planRound();
        }
    }

    /** Runs a callback where nothing else is to be done, otherwise when its owner has its turn. */
    private void goOn(String owner, Runnable callback) {
        if (order.isEmpty() && loop.isCaughtUp()) {
            order.begin(owner);
            callback.run();
        } else {
            order.addAhead(owner, callback);
            planRound();
        }
    }

    private void planRound() {
        if (!roundPlanned) {
            roundPlanned = true;
            loop.execute(round);
        }
    }

    /** Begins one event, or goes on with one, when all that came in before has been looked at and put in order. */
    private void beginNext() {
        roundPlanned = false;
        Runnable next = order.next();
        if (next == null) {
            return;
        }
        try {
            if (next instanceof Arrival arrival) {
                begin(arrival);
            } else {
                next.run();
            }
        } finally {
            // A thread that has given up its turn comes by here too.
            if (loop.inLoop() && !order.isEmpty()) {
                planRound();
            }
        }
    }

    private void begin(Arrival arrival) {
        Failure refusal = backlog.leave(arrival);
        if (refusal != null) {
            arrival.event.refuse(arrival.worker, refusal, listener);
            return;
        }
        try {
            pool.execute(arrival.worker, arrival.version, arrival.event);
        } catch (RuntimeException e) {
            LOG.error("[{}] [{}] The event can't be run", arrival.worker.name(), arrival.event.requestId(), e);
            Failure failure = Failure.of(TerminationReason.INITIALIZATION_ERROR, e.toString());
            arrival.event.fail(arrival.worker, failure, listener);
        }
    }

    private void takeOut(Predicate<Arrival> which, Consumer<Arrival> answer) {
        order.removeIf(item -> item instanceof Arrival arrival && which.test(arrival), item -> {
            Arrival arrival = (Arrival) item;
            backlog.leave(arrival);
            answer.accept(arrival);
        });
    }

    /** Ends the event of {@code exchange}, if it is here. */
    void abort(FetchExchange exchange, Failure failure) {
        loop.execute(() -> {
            takeOut(arrival -> arrival.event.exchange() == exchange, arrival -> exchange.fail(failure));
            pool.abort(exchange, failure);
        });
    }

    /** Events handed over that are not begun. */
    int backlog() {
        return backlog.size();
    }

    /** How long the running turn has taken so far, 0 when none runs. */
    long turnNanos() {
        return loop.runningNanos();
    }

    /** Asks the loop for its figures; null when it has ended, or does not tell in time. */
    @Nullable
    PoolStatistics statistics(Duration timeout) {
        if (loop.isTerminated()) {
            return null;
        }
        CompletableFuture<PoolStatistics> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(pool.statistics()));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Loop did not tell its figures", e);
            return null;
        }
    }

    /** Lets running events finish, and tells sockets to. Returns what is open until nothing runs. */
    CountDownLatch beginDraining() {
        CountDownLatch quiet = new CountDownLatch(1);
        loop.execute(() -> {
            pool.closeSockets("The server is stopping");
            awaitQuiet(quiet);
        });
        return quiet;
    }

    /** Ends running events, and closes the pool. */
    void beginClosing(Failure failure) {
        loop.execute(() -> {
            takeOut(arrival -> true, arrival -> arrival.event.refuse(arrival.worker, failure, listener));
            pool.close(failure);
            loop.execute(this::awaitEmpty);
        });
    }

    /** Waits for the pool to be closed, and ends the turn that is in its way. Returns whether it is closed. */
    boolean awaitClosed() {
        if (await(closed, LOOK_NANOS) || loop.isTerminated()) {
            return true;
        }
        loop.terminateTurns(TerminationReason.ABORTED);
        return false;
    }

    /** Ends the loop, if it ends by {@code deadlineNanos}. */
    void end(long deadlineNanos) {
        long leftNanos = Math.max(LOOK_NANOS, deadlineNanos - System.nanoTime());
        if (!loop.close(Duration.ofNanos(leftNanos))) {
            LOG.error("A loop does not end: its thread and its isolates stay until the process ends");
        }
    }

    private void awaitQuiet(CountDownLatch quiet) {
        if (order.isEmpty() && pool.isQuiet()) {
            quiet.countDown();
        } else if (quiet.getCount() > 0) {
            loop.schedule(AGAIN, () -> awaitQuiet(quiet));
        }
    }

    /** The pool's isolates close themselves by tasks of the loop, and when turns that are detached have returned. */
    private void awaitEmpty() {
        if (pool.isEmpty()) {
            closed.countDown();
        } else {
            loop.schedule(AGAIN, this::awaitEmpty);
        }
    }

    /** Waits for {@code latch} at most so long. Returns whether it is open. */
    static boolean await(CountDownLatch latch, long nanos) {
        try {
            return latch.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return latch.getCount() == 0;
        }
    }
}
