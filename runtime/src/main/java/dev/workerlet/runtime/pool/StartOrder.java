package dev.workerlet.runtime.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In which order a loop that is behind begins events and goes on with them: next is the owner that has used the least CPU time
 * there, and of an owner what came first. To go on comes before to begin, but not for ever. Confined to the loop's thread.
 *
 * <p>Each owner has a virtual time, which its turns move forward. Time that an owner did not ask for is not saved up: one
 * that comes back begins where the others are. Nor is it held against an owner for long that it was alone for a time.
 *
 * @param <T> what waits
 */
public final class StartOrder<T> {
    /** How far ahead of the others an owner can be: it is begun again when they have used so much. */
    private static final long MOST_LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Owners that have nothing waiting are forgotten where more than these are known. */
    private static final int MOST_IDLE = 1_000;

    /** How often an owner's events go on while one waits to be begun. */
    private static final int MOST_AHEAD = 8;

    private final Map<String, Account<T>> accounts = new HashMap<>();
    /** Those with something waiting; of two with the same time, the one that has waited longer is first. */
    private final Set<Account<T>> waiting = new LinkedHashSet<>();

    private Account<T> last = new Account<>("");
    /** The virtual time of the owner that was begun last. */
    private long nowNanos;

    private int size;

    private static final class Account<T> {
        final String owner;
        final Deque<T> items = new ArrayDeque<>();
        /** What goes before these. */
        final Deque<T> ahead = new ArrayDeque<>();

        int takenAhead;
        long nanos;

        Account(String owner) {
            this.owner = owner;
        }

        boolean isEmpty() {
            return items.isEmpty() && ahead.isEmpty();
        }

        T take() {
            boolean isBegun = ahead.isEmpty() || (takenAhead >= MOST_AHEAD && !items.isEmpty());
            takenAhead = isBegun ? 0 : takenAhead + 1;
            return isBegun ? items.remove() : ahead.remove();
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How much waits. */
    public int size() {
        return size;
    }

    /** Owners that are known. */
    int owners() {
        return accounts.size();
    }

    /** Something of {@code owner} is begun without having waited. */
    public void begin(String owner) {
        begin(account(owner));
    }

    private void begin(Account<T> account) {
        nowNanos = Math.max(nowNanos, account.nanos);
        account.nanos = nowNanos;
    }

    /** The owner's turns have used CPU time, whatever they were. */
    public void bill(String owner, long cpuNanos) {
        Account<T> account = account(owner);
        account.nanos = Math.min(account.nanos + cpuNanos, nowNanos + MOST_LEAD_NANOS);
    }

    /** Lets something of {@code owner} wait. */
    public void add(String owner, T item) {
        comingIn(owner).items.add(item);
    }

    /** The same for what goes on with an event that was begun. */
    public void addAhead(String owner, T item) {
        comingIn(owner).ahead.add(item);
    }

    private Account<T> comingIn(String owner) {
        Account<T> account = account(owner);
        if (account.isEmpty()) {
            account.nanos = Math.max(account.nanos, nowNanos);
            waiting.add(account);
        }
        size++;
        return account;
    }

    /** Takes out what is to be begun next; null when nothing waits. */
    public @Nullable T next() {
        Account<T> first = null;
        for (Account<T> account : waiting) {
            if (first == null || account.nanos < first.nanos) {
                first = account;
            }
        }
        if (first == null) {
            return null;
        }
        T item = first.take();
        size--;
        waiting.remove(first);
        if (!first.isEmpty()) {
            waiting.add(first);
        }
        begin(first);
        return item;
    }

    /** Takes out what is to be begun and {@code unwanted} says, and hands it to {@code removed}. */
    public void removeIf(Predicate<T> unwanted, Consumer<T> removed) {
        for (Iterator<Account<T>> each = waiting.iterator(); each.hasNext(); ) {
            Account<T> account = each.next();
            Deque<T> items = account.items;
            for (Iterator<T> candidates = items.iterator(); candidates.hasNext(); ) {
                T item = candidates.next();
                if (unwanted.test(item)) {
                    candidates.remove();
                    size--;
                    removed.accept(item);
                }
            }
            if (account.isEmpty()) {
                each.remove();
            }
        }
    }

    private Account<T> account(String owner) {
        if (last.owner.equals(owner)) {
            return last;
        }
        Account<T> account = accounts.get(owner);
        if (account == null) {
            if (accounts.size() >= MOST_IDLE) {
                accounts.values().removeIf(Account::isEmpty);
            }
            account = new Account<>(owner);
            account.nanos = nowNanos;
            accounts.put(owner, account);
        }
        last = account;
        return account;
    }
}
