package dev.workerlet.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What visits there are, and how often. Immutable; a visit follows from its number alone. */
final class Mix {
    private static final int HUNDRED = 100;
    private static final int ROUNDS = 8;

    /** Visits in which one attack comes again and again, so that it is held back. */
    private static final int WAVE = 400;

    private final List<Visit> healthy = new ArrayList<>();
    private final List<Visit> hostile =
            Grounds.ATTACKS.stream().<Visit>map(HostileVisit::new).toList();
    private final int hostilePercent;
    private final long seed;
    private final List<Visit> each;

    Mix(int hostilePercent, long seed) {
        this.hostilePercent = hostilePercent;
        this.seed = seed;
        add(20, QuestionVisit.of("hello", Question::hello));
        add(12, QuestionVisit.of("JSON", Question::json));
        add(10, QuestionVisit.of("body to 1 MiB", Question::body));
        add(8, QuestionVisit.of("body through a stream", Question::flow));
        add(7, QuestionVisit.of("stream", Question::stream));
        add(4, QuestionVisit.of("server-sent events", Question::events));
        add(6, QuestionVisit.of("timers", Question::timers));
        add(8, QuestionVisit.of("state of the module", Question::state));
        add(6, QuestionVisit.of("signature", Question::signature));
        add(6, QuestionVisit.of("cache", Question::cache));
        add(4, new QuestionVisit("gzip", Question::pack, true));
        add(6, QuestionVisit.of("fetch", Question::pass));
        add(6, QuestionVisit.of("filter", Question::filter));
        add(3, new SocketVisit());
        add(1, new SlowVisit());
        add(3, new AbortVisit());
        each = healthy.stream().distinct().toList();
    }

    private void add(int share, Visit visit) {
        for (int i = 0; i < share; i++) {
            healthy.add(visit);
        }
    }

    /** What is drawn for a number. */
    Random random(long number) {
        return new Random(seed * 1_000_003 + number);
    }

    /** How many visits, the first ones, are each of the healthy ones in turn: after them every thread pool has its size. */
    long firstVisits() {
        return (long) ROUNDS * each.size();
    }

    /** The visit of a number. */
    Visit draw(long number, Random random) {
        if (number < firstVisits()) {
            return each.get((int) (number % each.size()));
        }
        if (random.nextInt(HUNDRED) >= hostilePercent) {
            return healthy.get(random.nextInt(healthy.size()));
        }
        // Half of the attacks of a wave are one and the same.
        Random drawn = random.nextBoolean() ? random : random(-1 - number / WAVE);
        return hostile.get(drawn.nextInt(hostile.size()));
    }
}
