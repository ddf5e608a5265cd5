package dev.workerlet.runtime.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message in order, repeated names kept. Mutable while it is built; confined to one thread at a time.
 */
public final class HeaderList {
    private final ArrayList<String> namesAndValues = new ArrayList<>(32);

    /** Adds a header; name and value are taken as they are. */
    public HeaderList add(String name, String value) {
        namesAndValues.add(name);
        namesAndValues.add(value);
        return this;
    }

    /** The number of headers, repeated ones counted each time. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    /** The name of the header at {@code index}. */
    public String name(int index) {
        return namesAndValues.get(2 * index);
    }

    /** The value of the header at {@code index}. */
    public String value(int index) {
        return namesAndValues.get(2 * index + 1);
    }

    /** The first value under {@code name}, case ignored, or null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        return null;
    }

    /** All values under {@code name}, case ignored, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        forEach((candidate, value) -> {
            if (candidate.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** Calls {@code action} with each name and value in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            action.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    @Override
    public String toString() {
        return namesAndValues.toString();
    }
}
