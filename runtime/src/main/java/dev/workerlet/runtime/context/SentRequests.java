package dev.workerlet.runtime.context;

import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.scheduler.SentRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests to the network that workers wait for, by the token that each carries in its {@link LoopHeader}. One that
 * comes back to this runtime is found by it: it shares the call chain of its sender, and when its sender does not wait any more, it
 * ends, which no container would notice. Thread-safe.
 */
public final class SentRequests {
    /** Nobody outside can guess a token. */
    private static final int TOKEN_BYTES = 12;
    /** So many that nobody waits for are remembered: they may be on their way. */
    private static final int MOST_ABANDONED = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Consumer<FetchExchange> abort;
    private final ConcurrentMap<String, Sent> known = new ConcurrentHashMap<>();
    private final Queue<String> abandoned = new ConcurrentLinkedQueue<>();
    private final AtomicInteger abandonedCount = new AtomicInteger();

    /** @param abort ends the event of an exchange, if it runs or waits; does not block */
    public SentRequests(Consumer<FetchExchange> abort) {
        this.abort = abort;
    }

    /** Notes a request that is about to be sent by an event of {@code sender}. */
    Sent add(CallChain sender) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        Sent sent = new Sent(HexFormat.of().formatHex(token), sender);
        known.put(sent.token, sent);
        return sent;
    }

    /** What a worker here has sent and {@code request} is, or null where it comes from elsewhere. */
    public @Nullable Sent find(FetchRequest request) {
        String token = LoopHeader.token(request);
        return token == null ? null : known.get(token);
    }

    /** How many are known. For leak checks. */
    int size() {
        return known.size();
    }

    /** A request that a worker has sent. */
    public final class Sent implements SentRequest {
        final String token;
        private final CallChain sender;
        private final AtomicReference<State> state = new AtomicReference<>(State.UNSEEN);

        Sent(String token, CallChain sender) {
            this.token = token;
            this.sender = sender;
        }

        /**
         * It has come back, to be answered through {@code exchange}. Returns the chain that its event belongs to, or null where nobody waits for
         * it.
         */
        public @Nullable CallChain arrived(FetchRequest request, FetchExchange exchange) {
            State before = state.get();
            // What has come several times, repeated on the way, ends by itself but for the first.
            if (before == State.UNSEEN && !state.compareAndSet(before, new State(exchange))) {
                before = state.get();
            }
            return before == State.ABANDONED ? null : sender.throughNetwork(request.headers());
        }

        @Override
        public void answered() {
            if (state.get() != State.ABANDONED) {
                known.remove(token);
            }
        }

        @Override
        public void abandoned() {
            FetchExchange exchange = state.getAndSet(State.ABANDONED).exchange;
            if (exchange == null) {
                remember();
            } else {
                known.remove(token);
                abort.accept(exchange);
            }
        }

        private void remember() {
            abandoned.add(token);
            if (abandonedCount.incrementAndGet() > MOST_ABANDONED) {
                String oldest = abandoned.poll();
                abandonedCount.decrementAndGet();
                if (oldest != null) {
                    known.remove(oldest);
                }
            }
        }
    }

    /** Where it has come to; two states are the same only as one object. */
    private static final class State {
        static final State UNSEEN = new State(null);
        static final State ABANDONED = new State(null);

        /** Null where it was not seen, or nobody waits. */
        final @Nullable FetchExchange exchange;

        State(@Nullable FetchExchange exchange) {
            this.exchange = exchange;
        }
    }
}
