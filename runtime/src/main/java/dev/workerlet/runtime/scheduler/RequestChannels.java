package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.message.CallbackMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broadcast channels that one request has open, and the messages on their way to it, which are bounded. Confined to
 * the loop's thread, but for {@link #offer} and {@link #isOf}.
 */
final class RequestChannels {
    private static final Logger LOG = LoggerFactory.getLogger(RequestChannels.class);
    /** Messages that may wait for turns of one request. */
    static final int MOST_WAITING = 1_000;
    /** Their bytes. */
    static final long MOST_WAITING_BYTES = 16L << 20;

    private final int requestId;
    private final EventLoop loop;
    private final TurnTarget target;
    private final String owner;
    private final Broadcasts broadcasts;
    private final Map<Integer, Broadcasts.Subscription> open = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    RequestChannels(int requestId, EventLoop loop, TurnTarget target, String owner, Broadcasts broadcasts) {
        this.requestId = requestId;
        this.loop = loop;
        this.target = target;
        this.owner = owner;
        this.broadcasts = broadcasts;
    }

    void open(int channelId, String name) {
        open.put(channelId, broadcasts.add(new Broadcasts.Topic(owner, name), channelId, this));
    }

    void close(int channelId) {
        Broadcasts.Subscription subscription = open.remove(channelId);
        if (subscription != null) {
            broadcasts.remove(subscription);
        }
    }

    void closeAll() {
        open.values().forEach(broadcasts::remove);
        open.clear();
    }

    /** Whether a message is on its way: it will be a turn, even where its channel is closed by then. */
    boolean hasWaiting() {
        return waiting.get() > 0;
    }

    /** Whether turns of the request are turns of {@code context}. Any thread. */
    boolean isOf(TurnTarget context) {
        return target == context;
    }

    /** Has a message delivered in a turn of its own, or drops it where too many wait. Any thread. */
    void offer(int channelId, byte[] message) {
        int count = waiting.incrementAndGet();
        long bytes = waitingBytes.addAndGet(message.length);
        if (count > MOST_WAITING || bytes > MOST_WAITING_BYTES) {
            forget(message);
            warnOnce();
        } else {
            loop.execute(target, () -> {
                forget(message);
                target.receive(new CallbackMessage.Broadcast(requestId, channelId, message));
            });
        }
    }

    private void forget(byte[] message) {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-message.length);
    }

    private void warnOnce() {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "[{}] More than {} broadcast messages, or {} bytes of them, wait for a request; further ones are"
                            + " dropped",
                    owner,
                    MOST_WAITING,
                    MOST_WAITING_BYTES);
        }
    }
}
