package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.AttackCall;
import java.util.Set;

/**
 * A call of an attacker. Its answer must be one that the attack's table allows, or tell that its time is over, that the worker
 * is held back, or that another call has brought the isolate down which they shared.
 *
 * @param attack the attack
 */
record HostileVisit(Attack attack) implements Visit {
    private static final long GRACE_MILLIS = 100_000;
    private static final Set<String> LATER = Set.of("503 Overloaded", "503 Aborted");
    private static final Set<String> OUT_OF_TIME = Set.of("504 WallClockTimeout", "429 CpuTimeLimit");

    @Override
    public String name() {
        return "hostile: " + attack.group();
    }

    @Override
    public Outcome make(Visitor visitor) {
        long most = attack.mostMillis(SoakPlan.WALL_MILLIS) + GRACE_MILLIS;
        AttackCall call = AttackCall.of(visitor.grounds().of(attack), attack.approach(), most);
        boolean isLater = LATER.contains(call.answer()) && call.retryTold();
        // Which limit ends it first depends on how much of the machine the server gets.
        boolean isOutOfTime = OUT_OF_TIME.contains(call.answer());
        if (isLater || isOutOfTime || attack.allowed().contains(call.answer())) {
            return Outcome.of(call.answer());
        }
        return Outcome.wrong(
                call.answer(),
                attack.name() + " was answered with " + call.answer() + " after " + call.millis() + " ms, allowed "
                        + attack.allowedText());
    }
}
