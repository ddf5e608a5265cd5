package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.eventloop.TurnTarget;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** The broadcast channels that are open in a runtime, by owner and name. Thread-safe. */
final class Broadcasts {
    private final ConcurrentMap<Topic, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong nextNumber = new AtomicLong();

    /** What one name means to one owner: no message leaves it. */
    record Topic(String owner, String name) {}

    /**
     * One open channel.
     *
     * @param number its place: channels hear a message in the order in which they were opened
     * @param channelId what its isolate calls it
     */
    record Subscription(Topic topic, long number, int channelId, RequestChannels channels)
            implements Comparable<Subscription> {
        @Override
        public int compareTo(Subscription other) {
            return Long.compare(number, other.number);
        }
    }

    /** Opens a channel. */
    Subscription add(Topic topic, int channelId, RequestChannels channels) {
        Subscription subscription = new Subscription(topic, nextNumber.getAndIncrement(), channelId, channels);
        subscriptions.compute(topic, (key, known) -> {
            Set<Subscription> all = known == null ? new ConcurrentSkipListSet<>() : known;
            all.add(subscription);
            return all;
        });
        return subscription;
    }

    /** Closes a channel. */
    void remove(Subscription subscription) {
        subscriptions.computeIfPresent(subscription.topic(), (key, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Sends a message to all channels of the topic, except those of the sender's context, which delivers there itself.
     *
     * @param message not copied
     */
    void post(Topic topic, TurnTarget sender, byte[] message) {
        for (Subscription subscription : subscriptions.getOrDefault(topic, Set.of())) {
            if (!subscription.channels().isOf(sender)) {
                subscription.channels().offer(subscription.channelId(), message);
            }
        }
    }

    /** How many channels are open. */
    int size() {
        return subscriptions.values().stream().mapToInt(Set::size).sum();
    }
}
