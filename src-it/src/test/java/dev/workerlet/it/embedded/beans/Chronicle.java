package dev.workerlet.it.embedded.beans;

import dev.workerlet.servlet.cdi.WorkerEvicted;
import dev.workerlet.servlet.cdi.WorkerLoaded;
import dev.workerlet.servlet.cdi.WorkerTerminated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean that notes what happens to workers. */
@ApplicationScoped
public class Chronicle {
    private final List<String> entries = new CopyOnWriteArrayList<>();

    /** Notes a load. */
    public void loaded(@ObservesAsync WorkerLoaded event) {
        entries.add("loaded " + event.worker());
    }

    /** Notes an eviction. */
    public void evicted(@ObservesAsync WorkerEvicted event) {
        entries.add("evicted " + event.worker());
    }

    /** Notes a failure. */
    public void terminated(@ObservesAsync WorkerTerminated event) {
        entries.add("terminated " + event.worker() + " " + event.failure().status());
    }

    /** What happened so far. */
    public List<String> entries() {
        return List.copyOf(entries);
    }
}
