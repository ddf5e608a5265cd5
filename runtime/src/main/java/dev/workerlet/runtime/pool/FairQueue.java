package dev.workerlet.runtime.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits: owners in turn, and within an owner first come first served. Confined to one thread.
 *
 * <p>What waits for the same thing stands in one line: where the first of a line is not taken, nobody behind it would be,
 * and nobody is asked. So an attempt costs as much as there are lines.
 *
 * @param <L> what a line waits for
 * @param <T> what waits
 */
final class FairQueue<L, T> {
    /** The owners in the order of their turns. */
    private final Map<String, OwnerLines<L, T>> owners = new LinkedHashMap<>();

    private int size;
    private long lastNumber;

    private record Item<T>(long number, T value) {}

    private static final class OwnerLines<L, T> {
        final Map<L, Deque<Item<T>>> lines = new LinkedHashMap<>();
        int size;

        /** The lines, that of the oldest first. */
        List<Deque<Item<T>>> inOrder() {
            List<Deque<Item<T>>> ordered = new ArrayList<>(lines.values());
            ordered.sort(Comparator.comparingLong(line -> line.element().number()));
            return ordered;
        }

        T takeNewest() {
            Deque<Item<T>> newest = null;
            for (Deque<Item<T>> line : lines.values()) {
                if (newest == null || line.getLast().number() > newest.getLast().number()) {
                    newest = line;
                }
            }
            if (newest == null) {
                throw new IllegalStateException("An owner without a line");
            }
            size--;
            T value = newest.removeLast().value();
            forgetEmptyLines();
            return value;
        }

        void forgetEmptyLines() {
            lines.values().removeIf(Deque::isEmpty);
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** How many of an owner wait. */
    int sizeOf(String owner) {
        OwnerLines<L, T> lines = owners.get(owner);
        return lines == null ? 0 : lines.size;
    }

    /** Whether any of an owner wait for the same. */
    boolean hasLine(String owner, L key) {
        OwnerLines<L, T> lines = owners.get(owner);
        return lines != null && lines.lines.containsKey(key);
    }

    /** Lets {@code value} wait as the last of its line. */
    void add(String owner, L key, T value) {
        OwnerLines<L, T> lines = owners.computeIfAbsent(owner, name -> new OwnerLines<>());
        lines.lines.computeIfAbsent(key, name -> new ArrayDeque<>()).add(new Item<>(++lastNumber, value));
        lines.size++;
        size++;
    }

    /**
     * Offers the first of each line to {@code taker}, owners in turn, until it takes one; that leaves the queue, and its
     * owner has the next turn after all others. Returns whether one was taken.
     */
    boolean offerNext(Predicate<T> taker) {
        for (Map.Entry<String, OwnerLines<L, T>> entry : owners.entrySet()) {
            OwnerLines<L, T> lines = entry.getValue();
            for (Deque<Item<T>> line : lines.inOrder()) {
                if (taker.test(line.element().value())) {
                    line.remove();
                    lines.size--;
                    size--;
                    lines.forgetEmptyLines();
                    endTurn(entry.getKey(), lines);
                    return true;
                }
            }
        }
        return false;
    }

    private void endTurn(String owner, OwnerLines<L, T> lines) {
        owners.remove(owner);
        if (lines.size > 0) {
            owners.put(owner, lines);
        }
    }

    /**
     * Makes room for one of {@code newcomer}: the owner of whom most wait loses its newest. Returns that, or null where
     * the newcomer's owner would then have as many waiting itself.
     */
    @Nullable
    T pushOut(String newcomer) {
        OwnerLines<L, T> longest = null;
        int most = sizeOf(newcomer) + 1;
        for (OwnerLines<L, T> lines : owners.values()) {
            if (lines.size > most) {
                longest = lines;
                most = lines.size;
            }
        }
        if (longest == null) {
            return null;
        }
        size--;
        return longest.takeNewest();
    }

    /** Takes out what {@code unwanted} says, and hands it to {@code removed}. */
    void removeIf(Predicate<T> unwanted, Consumer<T> removed) {
        for (Iterator<OwnerLines<L, T>> each = owners.values().iterator(); each.hasNext(); ) {
            OwnerLines<L, T> lines = each.next();
            for (Deque<Item<T>> line : lines.lines.values()) {
                int before = line.size();
                line.removeIf(item -> {
                    boolean leaves = unwanted.test(item.value());
                    if (leaves) {
                        removed.accept(item.value());
                    }
                    return leaves;
                });
                lines.size -= before - line.size();
                size -= before - line.size();
            }
            lines.forgetEmptyLines();
            if (lines.size == 0) {
                each.remove();
            }
        }
    }

    /** Takes out {@code value}, one of the first of its line as a rule. */
    void remove(String owner, L key, T value) {
        OwnerLines<L, T> lines = owners.get(owner);
        Deque<Item<T>> line = lines == null ? null : lines.lines.get(key);
        if (lines == null || line == null) {
            return;
        }
        for (Iterator<Item<T>> items = line.iterator(); items.hasNext(); ) {
            if (items.next().value() == value) {
                items.remove();
                lines.size--;
                size--;
                break;
            }
        }
        lines.forgetEmptyLines();
        if (lines.size == 0) {
            owners.remove(owner);
        }
    }
}
