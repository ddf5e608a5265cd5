package dev.workerlet.runtime.limits;

import java.util.Map;

/**
 * How often what has happened since the runtime's start. Immutable; a key that is missing stands for 0.
 *
 * @param terminations events that the host has ended, or whose script has failed
 * @param refusals events that were not begun
 * @param reached limits that were reached, those a script may go on after among them
 * @param warnings limits that were nearly reached: {@code soft-limit}
 */
public record LimitCounts(
        Map<TerminationReason, Long> terminations,
        Map<Refusal, Long> refusals,
        Map<Limit, Long> reached,
        Map<Limit, Long> warnings) {
    /** Nothing has happened. */
    public static final LimitCounts NONE = new LimitCounts(Map.of(), Map.of(), Map.of(), Map.of());

    public LimitCounts {
        terminations = Map.copyOf(terminations);
        refusals = Map.copyOf(refusals);
        reached = Map.copyOf(reached);
        warnings = Map.copyOf(warnings);
    }

    /** Events that ended for this reason. */
    public long terminations(TerminationReason reason) {
        return terminations.getOrDefault(reason, 0L);
    }

    /** Events that were refused for this reason. */
    public long refusals(Refusal refusal) {
        return refusals.getOrDefault(refusal, 0L);
    }

    /** How often this limit was reached. */
    public long reached(Limit limit) {
        return reached.getOrDefault(limit, 0L);
    }

    /** How often this limit was nearly reached. */
    public long warnings(Limit limit) {
        return warnings.getOrDefault(limit, 0L);
    }
}
