package dev.workerlet.benchmarks.hostile;

import dev.workerlet.benchmarks.support.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One hostile script and what is allowed to come of it.
 *
 * @param name the script's file, without its extension
 * @param budget its CPU time
 * @param decidedBy the limit that decides how long it may take
 * @param allowed statuses, with the termination reason where there is one
 * @param approach what its client sends
 * @param open why it is known not to be held yet, or null
 */
public record Attack(
        String name,
        Budget budget,
        Limit decidedBy,
        Set<String> allowed,
        Approach approach,
        @Nullable String open) {
    /** The limits that decide an attack's time. */
    public enum Limit {
        /** CPU time of an event. It is also what memory is filled within. */
        CPU,
        /** CPU time of the script's top level. */
        START,
        /** Time to the response. */
        WALL
    }

    static final String OK = "200";
    static final String CPU = "429 CpuTimeLimit";
    static final String MEMORY = "429 MemoryLimit";
    static final String WALL = "504 WallClockTimeout";
    static final String THROWN = "500 Exception";
    static final String NOT_LOADED = "500 InitializationError";

    private static final int START_MILLIS = 1_000;

    public Attack {
        allowed = Set.copyOf(allowed);
    }

    /** An attack on CPU time. */
    static Attack tight(String name, String... allowed) {
        return new Attack(name, Budget.TIGHT, Limit.CPU, Set.of(allowed), Approach.GET, null);
    }

    /** An attack that needs time to do its harm. */
    static Attack roomy(String name, String... allowed) {
        return new Attack(name, Budget.ROOMY, Limit.CPU, Set.of(allowed), Approach.GET, null);
    }

    /** An attack that does nothing, for as long as it may. */
    static Attack idle(String name, String... allowed) {
        return tight(name, allowed).decidedBy(Limit.WALL);
    }

    /** The same, its time decided by another limit. */
    Attack decidedBy(Limit other) {
        return new Attack(name, budget, other, allowed, approach, open);
    }

    /** The same, called in another way. */
    Attack by(Approach other) {
        return new Attack(name, budget, decidedBy, allowed, other, open);
    }

    /** The same, known not to be held yet. */
    Attack open(String why) {
        return new Attack(name, budget, decidedBy, allowed, approach, why);
    }

    /** Whether it is known not to be held yet. */
    boolean isOpen() {
        return open != null;
    }

    /** The longest time to its answer. */
    public long mostMillis(int wallMillis) {
        int limit = switch (decidedBy) {
            case CPU -> budget.cpuMillis();
            case START -> START_MILLIS + budget.cpuMillis();
            case WALL -> budget.wallMillis(wallMillis);
        };
        return Math.max(limit + 250L, 2L * limit);
    }

    /** Its class: the first word of its name. */
    public String group() {
        return name.substring(0, name.indexOf('-'));
    }

    /** Puts its script into a folder of workers. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".js"), script());
    }

    /** Its script. */
    public String script() {
        return Script.resource(Attack.class, name + ".js").text();
    }

    /** The allowed statuses in one line. */
    public String allowedText() {
        return String.join(", ", new TreeSet<>(allowed));
    }
}
