package dev.workerlet.runtime.pool;

import dev.workerlet.runtime.context.BareContext;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.Services;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.LoopTimer;
import dev.workerlet.runtime.eventloop.MemoryBudget;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.platform.Platform;
import dev.workerlet.runtime.pool.PoolPolicy.Decision;
import dev.workerlet.runtime.pool.PoolPolicy.Demand;
import dev.workerlet.runtime.worker.Runtime;
import dev.workerlet.runtime.worker.Worker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The isolates of one loop: warm ones by owner, worker and version, spares, and the events that wait for a place.
 * Confined to the loop's thread.
 */
public final class Pool implements Runtime.Observer, EventLoop.Idler {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
    private static final long LARGE_BYTES = 16L * 1024 * 1024;

    private final Platform platform;
    private final EventLoop loop;
    private final PoolLimits limits;
    private final CircuitBreaker breaker;
    private final StartOrder<?> order;
    private final Services services;
    private final MemoryBudget memory;
    private final Map<Runtime, Slot> slots = new LinkedHashMap<>();
    private final Queue<BareContext> spares = new ArrayDeque<>();

    /** Whether another spare is being made. */
    private boolean isMakingSpare;

    private final WaitQueue queue;
    /** Whether something has changed since idle work was last looked for. */
    private boolean idleWorkPossible = true;
    /** Whether it should be looked again when an isolate is to be collected. */
    private boolean collectionPossible;

    private final FreedMemory freedMemory;
    /** Comes when the next isolate's heap should be made small; null where none waits for that. */
    private @Nullable LoopTimer collectionTimer;

    private long collections;

    /** Isolates closed for their memory whose places were not taken; what they held may not have gone back yet. */
    private int closedForMemory;

    /** Whether the loop will come by to serve those that wait. */
    private boolean servePlanned;

    private boolean closing;

    /**
     * A pool for {@code loop}; it closes all its isolates in {@link #close}.
     *
     * @param order told of the CPU time that owners use
     */
    public Pool(
            Platform platform,
            EventLoop loop,
            PoolLimits limits,
            CircuitBreaker breaker,
            StartOrder<?> order,
            Services services,
            MemoryBudget memory) {
        this.platform = platform;
        this.loop = loop;
        this.limits = limits;
        this.breaker = breaker;
        this.order = order;
        this.services = services;
        this.memory = memory;
        memory.onSpent(() -> loop.execute(this::closeLargeIdle));
        this.freedMemory = new FreedMemory(loop, services.nativeMemory(), services.scheduler()::runOffLoop);
        this.queue = new WaitQueue(loop, limits, services.listener());
    }

    /** A runtime, as the policy sees it. */
    private record Slot(Runtime runtime) implements PoolSlot {
        @Override
        public String owner() {
            return runtime.worker().owner();
        }

        @Override
        public String workerName() {
            return runtime.worker().name();
        }

        @Override
        public String version() {
            return runtime.version();
        }

        @Override
        public int freePlaces() {
            // An isolate of worker mode has one event, and that is on its way.
            return runtime.worker().mode() == WorkerMode.ISOLATED ? 0 : runtime.freePlaces();
        }

        @Override
        public boolean isAway() {
            return runtime.isAway();
        }

        @Override
        public boolean isIdle() {
            return runtime.isIdle();
        }

        @Override
        public long lastUsedNanos() {
            return runtime.lastUsedNanos();
        }
    }

    /** Runs {@code event} on an isolate of {@code worker}, now or when there is a place. */
    public void execute(WorkerDefinition worker, String version, FetchEvent event) {
        freedMemory.noteEvent();
        Demand demand = new Demand(worker.owner(), worker.name(), version, worker.mode() == WorkerMode.ISOLATED);
        retireStale(demand);
        WaitQueue.Waiting entry = new WaitQueue.Waiting(worker, demand, event);
        Runnable begin = queue.hasBefore(demand) ? null : place(entry);
        if (begin == null) {
            queue.add(entry);
        } else {
            begin.run();
        }
    }

    /** Stale versions go at once: they would only hold places until they were the least recently used. */
    private void retireStale(Demand demand) {
        List<Runtime> stale = null;
        for (Slot slot : slots.values()) {
            if (PoolPolicy.isStale(demand, slot)) {
                stale = stale == null ? new ArrayList<>() : stale;
                stale.add(slot.runtime());
            }
        }
        if (stale != null) {
            stale.forEach(runtime ->
                    runtime.retireWithin(runtime.worker().limits().socket().drain(), "a new version came"));
        }
    }

    private @Nullable Runnable placeWaiting(WaitQueue.Waiting entry) {
        Runnable begin = place(entry);
        return begin == null ? null : () -> beginWaiting(entry, begin);
    }

    private void beginWaiting(WaitQueue.Waiting entry, Runnable begin) {
        try {
            begin.run();
        } catch (RuntimeException e) {
            LOG.error("[{}] [{}] The event can't be run", entry.worker.name(), entry.event.requestId(), e);
            Failure failure = Failure.of(TerminationReason.INITIALIZATION_ERROR, e.toString());
            entry.event.fail(entry.worker, failure, services.listener());
        }
    }

    /** Finds a place for an event. Returns what begins or answers it, or null where it has to wait. */
    private @Nullable Runnable place(WaitQueue.Waiting entry) {
        Demand demand = entry.demand;
        // Those that came before their worker was held back would each take an isolate along.
        Failure refusal =
                breaker.refusal(demand.owner(), demand.workerName(), demand.version(), entry.event.requestId());
        if (refusal != null) {
            return () -> refuse(entry, refusal);
        }
        return placeAdmitted(entry);
    }

    private void refuse(WaitQueue.Waiting entry, Failure failure) {
        entry.event.refuse(entry.worker, failure, services.listener());
    }

    private @Nullable Runnable placeAdmitted(WaitQueue.Waiting entry) {
        Decision<Slot> decision = decide(entry.demand);
        if (decision instanceof Decision.Use<Slot> use) {
            return () -> use.slot().runtime().accept(entry.event);
        }
        noteContention(entry.demand);
        if (!(decision instanceof Decision.Create<Slot>)) {
            Runtime shared = shareStrict(entry.demand);
            if (shared != null) {
                return () -> shared.accept(entry.event);
            }
        }
        if (decision instanceof Decision.Wait<Slot>) {
            return null;
        }
        if (decision instanceof Decision.Refuse<Slot>) {
            return () -> refuse(
                    entry,
                    Failure.overloaded(Refusal.MEMORY, 1, "memory-limit of " + memory.bytes() + " bytes is reached"));
        }
        return () -> {
            if (decision instanceof Decision.Replace<Slot> replace) {
                Runtime victim = replace.victim().runtime();
                slots.remove(victim);
                victim.retire("its place was needed");
            }
            start(entry);
        };
    }

    private Decision<Slot> decide(Demand demand) {
        Decision<Slot> decision = PoolPolicy.decide(demand, slots.values(), limits);
        return decision instanceof Decision.Create<Slot> && spares.isEmpty() && !hasMemory()
                ? PoolPolicy.decideWithoutMemory(demand, slots.values(), limits)
                : decision;
    }

    /** Whether an isolate may be added. One in the place of one that was closed for its memory always may. */
    private boolean hasMemory() {
        if (!memory.isSpent()) {
            closedForMemory = 0;
            return true;
        }
        if (closedForMemory > 0) {
            closedForMemory--;
            return true;
        }
        return false;
    }

    /** Closes the idle isolates that give back enough to be worth it: the process holds more than it may. */
    private void closeLargeIdle() {
        for (Runtime runtime : List.copyOf(slots.keySet())) {
            if (runtime.isIdle() && runtime.heldBytes() >= LARGE_BYTES) {
                runtime.retire("the process holds too much memory");
                closedForMemory++;
            }
        }
    }

    /** Tells the isolates of a worker that more than one request at a time wants them. */
    private void noteContention(Demand demand) {
        for (Slot slot : slots.values()) {
            if (PoolPolicy.runsVersion(demand, slot)) {
                slot.runtime().noteContention();
                idleWorkPossible = true;
            }
        }
    }

    /** Where there is no room, a context that has one request at a time may take several: worth its 30 ms now. */
    private @Nullable Runtime shareStrict(Demand demand) {
        for (Slot slot : slots.values()) {
            if (PoolPolicy.runsVersion(demand, slot) && slot.runtime().makeShareable()) {
                return slot.runtime();
            }
        }
        return null;
    }

    private void start(WaitQueue.Waiting entry) {
        WorkerDefinition worker = entry.worker;
        String version = entry.demand.version();
        idleWorkPossible = true;
        BareContext spare = spares.poll();
        BareContext bare = spare != null ? spare : createBare();
        if (entry.demand.fresh()) {
            Worker once = new Worker(worker, version, bare, loop, services, this);
            Runtime runtime = once.runtime();
            slots.put(runtime, new Slot(runtime));
            prepareSpare();
            once.run(entry.event);
        } else {
            Runtime runtime = new Runtime(worker, version, bare, loop, services, this);
            slots.put(runtime, new Slot(runtime));
            prepareSpare();
            runtime.accept(entry.event);
            runtime.start();
        }
    }

    private BareContext createBare() {
        return BareContext.create(platform, WorkerLimits.DEFAULTS.heapBytes(), services.platformFunctions());
    }

    @Override
    public void placeFreed(Runtime runtime) {
        freedMemory.noteEvent();
        idleWorkPossible |= runtime.hasIdleWork();
        collectionPossible |= runtime.nanosUntilCollection() != Long.MAX_VALUE;
        planServing();
    }

    @Override
    public void turnReturned(Runtime runtime) {
        placeFreed(runtime);
    }

    @Override
    public void used(Runtime runtime, long cpuNanos) {
        order.bill(runtime.worker().owner(), cpuNanos);
    }

    @Override
    public void survived(Runtime runtime) {
        WorkerDefinition worker = runtime.worker();
        breaker.survived(worker.owner(), worker.name(), runtime.version());
    }

    @Override
    public void collected(Runtime runtime) {
        collections++;
        idleWorkPossible = true;
        freedMemory.noteMuch();
    }

    @Override
    public void killed(Runtime runtime, Failure cause) {
        WorkerDefinition worker = runtime.worker();
        breaker.killed(worker.owner(), worker.name(), runtime.version(), cause);
    }

    @Override
    public void closed(Runtime runtime) {
        slots.remove(runtime);
        freedMemory.noteMuch();
        planServing();
    }

    @Override
    public void stuck(Runtime runtime) {
        WorkerDefinition worker = runtime.worker();
        breaker.stuck(worker.owner(), worker.name(), runtime.version());
    }

    @Override
    public void disposed(Runtime runtime) {
        WorkerDefinition worker = runtime.worker();
        breaker.unstuck(worker.owner(), worker.name(), runtime.version());
        loop.execute(freedMemory::noteMuch);
    }

    /** The loop has another thread: what the old one was about to do is looked for again. */
    public void resume() {
        idleWorkPossible = true;
        collectionPossible = true;
        planServing();
    }

    /** Not now: the caller may stand within a turn of the very runtime that would be used. */
    private void planServing() {
        if (!servePlanned && !queue.isEmpty()) {
            servePlanned = true;
            loop.execute(this::serveQueue);
        }
    }

    /** One at a time: what else has come to the loop meanwhile has its turn in between. */
    private void serveQueue() {
        servePlanned = false;
        if (!closing && queue.serveNext(this::placeWaiting)) {
            planServing();
        }
    }

    @Override
    public boolean hasWork() {
        return (idleWorkPossible || collectionPossible || freedMemory.isPending()) && !closing;
    }

    /** Does one piece of idle work: has a spare prepared, makes a context shareable, keeps compiled code, makes heaps small. */
    @Override
    public void runOne() {
        prepareSpare();
        idleWorkPossible = runIdleWorkOfOne();
        if (!idleWorkPossible) {
            freedMemory.giveBack();
            collectionPossible = false;
            wakeForCollection();
        }
    }

    /** Comes back when the next isolate is at rest. */
    private void wakeForCollection() {
        long nanos = Long.MAX_VALUE;
        for (Slot slot : slots.values()) {
            if (slot.runtime().isCollecting()) {
                // Its end is heard of.
                return;
            }
            nanos = Math.min(nanos, slot.runtime().nanosUntilCollection());
        }
        LoopTimer planned = collectionTimer;
        if (planned != null) {
            loop.cancel(planned);
            collectionTimer = null;
        }
        if (nanos != Long.MAX_VALUE) {
            collectionTimer = loop.scheduleNanos(nanos, () -> {
                collectionTimer = null;
                idleWorkPossible = true;
                collectionPossible = true;
            });
        }
    }

    /** Has a spare made elsewhere, where one is missing. */
    private void prepareSpare() {
        if (!isMakingSpare && !closing && spares.size() < limits.spares() && !memory.isSpent()) {
            isMakingSpare = services.maker().make(this::createBare, made -> loop.execute(() -> takeSpare(made)));
        }
    }

    private void takeSpare(@Nullable BareContext made) {
        isMakingSpare = false;
        if (made == null) {
            // Whoever needs one makes it, and tells why that fails.
            return;
        }
        if (closing) {
            made.close();
            return;
        }
        spares.add(made);
        prepareSpare();
        // Whoever waits for memory needs none any more.
        planServing();
    }

    /** Collections are made one at a time: they take the processor from those who have something to do. */
    private boolean runIdleWorkOfOne() {
        for (Slot slot : slots.values()) {
            if (slot.runtime().isCollecting()) {
                return false;
            }
        }
        for (Slot slot : slots.values()) {
            if (slot.runtime().runIdleWork()) {
                return true;
            }
        }
        return false;
    }

    /** Ends the event of {@code exchange}, if it runs or waits here. */
    public void abort(FetchExchange exchange, Failure failure) {
        queue.abort(exchange, failure);
        for (Runtime runtime : List.copyOf(slots.keySet())) {
            runtime.abort(exchange, failure);
        }
    }

    /** Figures of this pool. */
    public PoolStatistics statistics() {
        int handles = 0;
        int active = 0;
        int streams = 0;
        long externalBytes = 0;
        long heldBytes = 0;
        for (Runtime runtime : slots.keySet()) {
            handles += runtime.openHandles();
            active += runtime.activeRequests();
            streams += runtime.openStreams();
            externalBytes += runtime.externalBytes();
            heldBytes += runtime.heldBytes();
        }
        return new PoolStatistics(
                slots.size(),
                spares.size(),
                active,
                queue.size(),
                streams,
                handles,
                collections,
                heldBytes - externalBytes,
                externalBytes);
    }

    /** Whether no event is running or waiting. */
    public boolean isQuiet() {
        return queue.isEmpty() && slots.keySet().stream().allMatch(runtime -> runtime.activeRequests() == 0);
    }

    /** Whether it has no isolate left that runs a worker. */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Begins the closing handshake of all WebSockets: their clients would not leave by themselves. */
    public void closeSockets(String cause) {
        for (Runtime runtime : List.copyOf(slots.keySet())) {
            runtime.closeSockets(cause);
        }
    }

    /** Answers what is left with {@code failure} and closes all isolates. */
    public void close(Failure failure) {
        closing = true;
        queue.failAll(failure);
        for (Runtime runtime : new ArrayList<>(slots.keySet())) {
            runtime.abort(failure);
            runtime.retire("shutdown");
        }
        spares.forEach(BareContext::close);
        spares.clear();
    }
}
