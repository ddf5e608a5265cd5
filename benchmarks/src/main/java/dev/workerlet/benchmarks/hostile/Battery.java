package dev.workerlet.benchmarks.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs attacks one after the other against one server, and a new one after each that brought it down. */
final class Battery implements AutoCloseable {
    /** What a call is waited for beyond what it is allowed: longer is no answer. */
    private static final long GRACE_MILLIS = 3_000;
    /** The same where times are not judged. */
    private static final long LONG_GRACE_MILLIS = 20_000;

    /** The longest rest where times are not judged. */
    private static final int MOST_REST_SECONDS = 60;

    private static final long MILLIS = 1_000;

    private final BatteryPlan plan;
    private final List<Attack> attacks;
    private final Layout layout;
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private @Nullable BatteryServer server;

    Battery(BatteryPlan plan, List<Attack> attacks) {
        this.plan = plan;
        this.attacks = attacks;
        this.layout = Layout.of(attacks);
    }

    /** Runs all; the observers see what was found as it is found. */
    List<Trial> run(Consumer<Trial> trials, Consumer<Rest> rests)
            throws IOException, InterruptedException, ExecutionException {
        List<Trial> done = new ArrayList<>();
        for (List<Attack> group : groups()) {
            Holdings before = Holdings.of(running().process());
            for (Attack attack : group) {
                Trial trial = run(attack);
                done.add(trial);
                trials.accept(trial);
            }
            if (server != null) {
                rests.accept(rest(group, before));
            }
        }
        return done;
    }

    /** Those that are known not to be held come last, in groups of their own: what they leave is not the others'. */
    private List<List<Attack>> groups() {
        List<List<Attack>> groups = new ArrayList<>();
        Map<Boolean, List<Attack>> byMark = attacks.stream().collect(Collectors.partitioningBy(Attack::isOpen));
        // Those without the mark first: false comes before true.
        for (List<Attack> alike : byMark.values()) {
            for (int first = 0; first < alike.size(); first += plan.group()) {
                groups.add(alike.subList(first, Math.min(alike.size(), first + plan.group())));
            }
        }
        return groups;
    }

    private Rest rest(List<Attack> group, Holdings before) throws IOException, InterruptedException {
        Thread.sleep(MILLIS * plan.restSeconds());
        Rest rest = rested(group, before);
        // A slow machine may have more to do.
        for (int i = 0;
                i < MOST_REST_SECONDS && !plan.timed() && !rest.faults(plan).isEmpty();
                i++) {
            Thread.sleep(MILLIS);
            rest = rested(group, before);
        }
        return rest;
    }

    private Rest rested(List<Attack> group, Holdings before) throws IOException, InterruptedException {
        return new Rest(group, before, Holdings.of(running().process()));
    }

    /**
     * Runs an attack, and where nothing but its times does not hold, twice more: a p99 is the second worst of some 130 answers, for which one
     * stall of the machine's own is enough. One that is known not to be held is not tried again: its worker is refused as long as it keeps a thread.
     */
    private Trial run(Attack attack) throws IOException, InterruptedException, ExecutionException {
        Trial attempt = attempt(attack);
        if (attack.isOpen() || attempt.isWrong(plan) || !attempt.isSlow(plan)) {
            return attempt;
        }
        List<Trial> attempts = new ArrayList<>(List.of(attempt));
        while (attempts.size() < Trial.MOST_ATTEMPTS) {
            attempt = attempt(attack);
            if (attempt.isWrong(plan)) {
                return attempt;
            }
            attempts.add(attempt);
        }
        return Trial.median(attempts, plan);
    }

    private Trial attempt(Attack attack) throws IOException, InterruptedException, ExecutionException {
        BatteryServer attacked = running();
        long before = attacked.rssKib();
        attacked.load().open();
        Thread.sleep(plan.warmUpMillis());
        AttackCall first = call(attacked, attack, attack.mostMillis(plan.wallMillis()));
        List<AttackCall> others = plan.atOnce() == 0 ? List.of() : callAgain(attacked, attack);
        Thread.sleep(plan.afterMillis());
        Map<Neighbour, NeighbourFigures> figures = attacked.load().figures();
        String harm = attacked.harm();
        long after = attacked.rssKib();
        if (!harm.isEmpty()) {
            attacked.abandon();
            server = null;
        }
        int loop = layout.loops().getOrDefault(attack.name(), 0);
        return new Trial(attack, loop, first, others, figures, before, after, harm);
    }

    private List<AttackCall> callAgain(BatteryServer attacked, Attack attack)
            throws InterruptedException, ExecutionException {
        // Those at once wait for each other, and whoever comes after them for what they have left.
        long mostMillis = attack.budget().wallMillis(plan.wallMillis());
        Callable<AttackCall> task = () -> call(attacked, attack, mostMillis);
        List<AttackCall> calls = new ArrayList<>();
        for (Future<AttackCall> call : clients.invokeAll(Collections.nCopies(plan.atOnce(), task))) {
            calls.add(call.get());
        }
        calls.add(call(attacked, attack, mostMillis));
        return calls;
    }

    private AttackCall call(BatteryServer attacked, Attack attack, long mostMillis) {
        return AttackCall.of(
                attacked.process().url(attack.budget().folder() + '/' + attack.name()),
                attack.approach(),
                mostMillis + (plan.timed() ? GRACE_MILLIS : LONG_GRACE_MILLIS));
    }

    /** The server; a new one is loaded for a while first, and attacked once where there is what does not keep a thread, so that it is warm. */
    private BatteryServer running() throws IOException, InterruptedException {
        BatteryServer known = server;
        if (known != null) {
            return known;
        }
        BatteryServer started = BatteryServer.start(plan, layout, attacks);
        server = started;
        started.load().open();
        Thread.sleep(plan.firstWarmUpMillis());
        // One that keeps a thread would be refused afterwards.
        Optional<Attack> warmUp =
                attacks.stream().filter(attack -> !attack.isOpen()).findFirst();
        try {
            if (warmUp.isPresent()) {
                callAgain(started, warmUp.get());
            }
            started.load().figures();
        } catch (ExecutionException e) {
            throw new IOException("The server does not answer", e);
        }
        return started;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        clients.shutdownNow();
        BatteryServer last = server;
        if (last != null) {
            last.close();
        }
    }
}
