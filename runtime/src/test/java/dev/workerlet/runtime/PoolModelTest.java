package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.OverloadLimits;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Events of every kind and of several owners, in a real pool that has fewer isolates than there are workers: each is answered
 * once, by its own worker, and in the end nothing runs or waits.
 */
class PoolModelTest {
    private static final int ISOLATES = 3;
    private static final Duration CPU_LIMIT = Duration.ofMillis(300);

    private enum Kind {
        ECHO("/echo", "return new Response(env.NAME + request.url)"),
        LATER("/later", "await new Promise((go) => setTimeout(go, 3)); return new Response(env.NAME + request.url)"),
        STREAM("/stream", "return new Response(new Blob([env.NAME, request.url]).stream())"),
        THROW("/throw", "throw new Error(request.url)"),
        NEVER("/never", "await new Promise(() => {})"),
        LOOP("/loop", "for (;;) ;"),
        LEAVE("/leave", "await new Promise((go) => setTimeout(go, 50)); return new Response(env.NAME + request.url)");

        final String path;
        final String code;

        Kind(String path, String code) {
            this.path = path;
            this.code = code;
        }
    }

    private record Event(Kind kind, String owner, String worker, WorkerMode mode) {}

    private record Sent(Event event, String url, Exchange exchange) {}

    private static final MapSource SCRIPT = MapSource.of(script());

    @SuppressWarnings("NullAway.Init")
    private static Workers workers;

    private static String script() {
        StringBuilder script = new StringBuilder("export default { async fetch(request, env) {");
        for (Kind kind : Kind.values()) {
            script.append("if (request.url.includes(\"").append(kind.path).append("\")) { ");
            script.append(kind.code).append(" } ");
        }
        return script.append("} }").toString();
    }

    @BeforeContainer
    static void start() {
        // No worker is held back: each event is to have its own outcome.
        OverloadLimits overload = new OverloadLimits(
                0, Duration.ZERO, 0, OverloadLimits.DEFAULTS.breakLimit(), OverloadLimits.DEFAULTS.stuckThreads());
        WorkerletOptions options = Workers.options(2).toBuilder()
                .isolatesPerLoop(ISOLATES)
                .isolatesPerOwner(2)
                .sparesPerLoop(1)
                .queueWait(Duration.ofSeconds(60))
                .overload(overload)
                .build();
        workers = Workers.start(options, WorkerListener.NONE);
    }

    @AfterContainer
    static void stop() {
        workers.close();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(8, Kind.ECHO),
                                Tuple.of(5, Kind.LATER),
                                Tuple.of(5, Kind.STREAM),
                                Tuple.of(2, Kind.THROW),
                                Tuple.of(2, Kind.NEVER),
                                Tuple.of(1, Kind.LOOP),
                                Tuple.of(2, Kind.LEAVE)),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("w", "x"),
                        Arbitraries.of(WorkerMode.POOLED, WorkerMode.POOLED, WorkerMode.ISOLATED))
                .as(Event::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(30);
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void eachEvent_isAnsweredOnce_byItsOwnWorker(@ForAll("events") List<Event> events) {
        List<Sent> sent = new ArrayList<>();
        for (Event event : events) {
            String url = "http://" + sent.size() + ".example" + event.kind().path;
            sent.add(new Sent(event, url, workers.send(definition(event), Workers.get(url))));
            if (event.kind() == Kind.LEAVE) {
                workers.workerlet().abort(sent.get(sent.size() - 1).exchange());
            }
        }
        sent.forEach(PoolModelTest::check);
        Await.until("nothing runs or waits", () -> {
            WorkerletStatistics statistics = workers.workerlet().statistics();
            assertThat(statistics.pools()).allMatch(pool -> pool.isolates() <= ISOLATES);
            return statistics.pools().stream()
                    .allMatch(pool -> pool.activeRequests() == 0 && pool.waitingRequests() == 0);
        });
    }

    private static WorkerDefinition definition(Event event) {
        WorkerLimits base = WorkerLimits.DEFAULTS;
        WorkerLimits limits = base.toBuilder()
                .cpuTime(CPU_LIMIT)
                .startCpuTime(Duration.ofSeconds(10))
                .wallClock(Duration.ofSeconds(30))
                .maxConcurrentPerIsolate(2)
                .build();
        String name = event.worker() + event.mode();
        return new WorkerDefinition(
                name, event.owner(), SCRIPT, event.mode(), Map.of("NAME", event.owner() + name), limits);
    }

    private static void check(Sent sent) {
        Answer answer = sent.exchange().await();
        Event event = sent.event();
        FetchResponse response = answer.response();
        if (response != null) {
            assertThat(event.kind()).isIn(Kind.ECHO, Kind.LATER, Kind.STREAM, Kind.LEAVE);
            assertThat(answer.text()).isEqualTo(event.owner() + event.worker() + event.mode() + sent.url());
            return;
        }
        // Who shares its isolate with an endless loop is stopped with it.
        switch (event.kind()) {
            case LOOP -> assertThat(answer.status()).as(answer.text()).isIn(429, 503);
            case THROW, NEVER -> assertThat(answer.status()).as(answer.text()).isIn(500, 503);
            default -> assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        }
    }
}
