package dev.workerlet.runtime.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What JavaScript of one context holds by a number: at most {@value #MOST} objects at once. Each belongs to a request
 * and is closed with it, or with the context, if JavaScript has not closed it before. Ids never come back. Confined to
 * the loop's thread.
 */
public final class HostObjects {
    /** Native memory is outside the heap limit: a compressor takes a quarter of a megabyte. */
    static final int MOST = 128;

    private record Entry(int requestId, HostObject object) {}

    private final Map<Integer, Entry> entries = new HashMap<>();
    private int lastId;

    /** Whether another object may be added. */
    public boolean hasRoom() {
        return entries.size() < MOST && lastId < Integer.MAX_VALUE;
    }

    /**
     * Takes an object over, to close it no later than request {@code requestId} ends.
     *
     * @return its id, from 1 on
     * @throws IllegalStateException where there is no room
     */
    public int add(int requestId, HostObject object) {
        if (!hasRoom()) {
            throw new IllegalStateException("More than " + MOST + " objects of the host are open in a context");
        }
        entries.put(++lastId, new Entry(requestId, object));
        return lastId;
    }

    /** The object {@code id}, or null where it is closed or of another type. */
    public <T extends HostObject> @Nullable T find(int id, Class<T> type) {
        Entry entry = entries.get(id);
        return entry != null && type.isInstance(entry.object()) ? type.cast(entry.object()) : null;
    }

    /** How many objects of a type are open, for a type that has a bound of its own. */
    public int count(Class<? extends HostObject> type) {
        return (int) entries.values().stream()
                .filter(entry -> type.isInstance(entry.object()))
                .count();
    }

    /** Closes the object {@code id} if it is open. */
    public void close(int id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            entry.object().close();
        }
    }

    /** Closes what a request has left open. */
    void closeOf(int requestId) {
        if (entries.isEmpty()) {
            return;
        }
        List<Integer> ids = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.requestId() == requestId) {
                ids.add(id);
            }
        });
        ids.forEach(this::close);
    }

    /** Closes everything: the context ends. */
    void closeAll() {
        List.copyOf(entries.keySet()).forEach(this::close);
    }

    /** Objects that are open. */
    int size() {
        return entries.size();
    }
}
