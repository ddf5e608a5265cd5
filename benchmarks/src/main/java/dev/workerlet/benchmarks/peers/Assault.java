package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.AttackCall;
import dev.workerlet.benchmarks.io.HttpPeer;
import dev.workerlet.benchmarks.io.MessageHead;
import dev.workerlet.benchmarks.peers.Finding.End;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One attack on one process: the neighbour is asked before it, all the time while it runs, and after it. */
final class Assault {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int STEP_MILLIS = 50;
    private static final int START_MILLIS = 20_000;
    private static final int RECOVERED = 2;

    private final PeerServer server;
    private final Attack attack;
    private final Bounds bounds;
    private final Executor calls;
    private int number;
    private long worstMillis;

    /** What a question to the neighbour came to. */
    private enum Answer {
        RIGHT,
        WRONG,
        NONE
    }

    Assault(PeerServer server, Attack attack, Bounds bounds, Executor calls) {
        this.server = server;
        this.attack = attack;
        this.bounds = bounds;
        this.calls = calls;
    }

    /** Attacks, and says what became of it. */
    Finding run(String peer) throws InterruptedException {
        if (!awaitReady()) {
            return finding(peer, beforeAttack(), "");
        }
        worstMillis = 0;
        CompletableFuture<AttackCall> call = CompletableFuture.supplyAsync(
                () -> AttackCall.of(server.attacker(), attack.approach(), bounds.attackMillis()), calls);
        End end = watch(call);
        if (end == End.HOLDS || end == End.WAITED) {
            end = after(end);
        }
        AttackCall answered = call.getNow(new AttackCall(AttackCall.NONE, bounds.attackMillis(), false));
        return finding(peer, end, answered.answer());
    }

    /** Waits until the neighbour is answered well. */
    private boolean awaitReady() throws InterruptedException {
        long startNanos = System.nanoTime();
        while (server.isAlive() && millisSince(startNanos) < START_MILLIS) {
            if (ask() == Answer.RIGHT) {
                return true;
            }
            Thread.sleep(STEP_MILLIS);
        }
        return false;
    }

    /** A peer that loads its workers as it starts can come to harm there. */
    private End beforeAttack() {
        return server.isAlive() ? End.STUCK : server.endedByItself() ? End.REFUSED : End.DEAD;
    }

    private End watch(CompletableFuture<AttackCall> call) throws InterruptedException {
        long startNanos = System.nanoTime();
        boolean waited = false;
        while (millisSince(startNanos) < bounds.attackMillis() && !call.isDone()) {
            waited |= ask() == Answer.NONE;
            if (!server.isAlive()) {
                return End.DEAD;
            }
            if (server.rssMebibytes() > bounds.mebibytes()) {
                return End.MEMORY;
            }
            Thread.sleep(STEP_MILLIS);
        }
        return waited ? End.WAITED : End.HOLDS;
    }

    /** The neighbour again, when the attack is over or its bound is reached. */
    private End after(End soFar) throws InterruptedException {
        End end = End.STUCK;
        long startNanos = System.nanoTime();
        int right = 0;
        while (right < RECOVERED && millisSince(startNanos) < bounds.recoveryMillis()) {
            Answer answer = ask();
            right = answer == Answer.RIGHT ? right + 1 : 0;
            end = answer == Answer.RIGHT ? soFar : answer == Answer.WRONG ? End.WRONG : End.STUCK;
            if (!server.isAlive()) {
                return End.DEAD;
            }
            if (server.rssMebibytes() > bounds.mebibytes()) {
                return End.MEMORY;
            }
            Thread.sleep(STEP_MILLIS);
        }
        return end;
    }

    private Answer ask() {
        long startNanos = System.nanoTime();
        Answer answer = answer(number++);
        worstMillis = Math.max(worstMillis, millisSince(startNanos));
        return answer;
    }

    private Answer answer(int asked) {
        URI url = server.neighbour().url(server.root(), asked);
        try (HttpPeer peer = HttpPeer.connect(url, PATIENCE_MILLIS)) {
            peer.send(peer.head("GET", "connection: close\r\n"));
            MessageHead head = MessageHead.read(peer.in());
            String body = new String(peer.in().readAllBytes(), StandardCharsets.UTF_8);
            boolean isRight = head.second().equals("200")
                    && body.contains(server.neighbour().answer(asked));
            return isRight ? Answer.RIGHT : Answer.WRONG;
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private Finding finding(String peer, End end, String answer) {
        return new Finding(peer, attack.name(), end, answer, worstMillis);
    }
}
