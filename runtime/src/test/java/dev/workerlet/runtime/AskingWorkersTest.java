package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;

/** Workers that ask one another. */
abstract class AskingWorkersTest {
    static final String ASK = """
            export default {
              async fetch(request, env) {
                try {
                  return await env.OTHER.fetch(request);
                } catch (error) {
                  return new Response(`${error.name}: ${error.message}`);
                }
              }
            };
            """;

    private final Map<String, WorkerDefinition> known = new ConcurrentHashMap<>();
    Workers workers = Workers.start();

    @AfterEach
    void nothingIsLeft() {
        untilNothingRuns();
        workers.close();
    }

    void untilNothingRuns() {
        Await.until(
                "all events have ended", () -> workers.workerlet().statistics().activeRequests() == 0);
    }

    /** Limits that don't end what a test waits for. */
    static WorkerLimits patient() {
        return limits(Workers.LIMITS.cpuTime(), Duration.ofMinutes(5), 100, 6);
    }

    static WorkerLimits limits(Duration cpuTime, Duration wallClock, int fetches, int concurrentFetches) {
        WorkerLimits base = Workers.LIMITS;
        return base.toBuilder()
                .cpuTime(cpuTime)
                .wallClock(wallClock)
                .fetchesPerRequest(fetches)
                .concurrentFetches(concurrentFetches)
                .build();
    }

    WorkerDefinition worker(String name, String owner, String script, WorkerLimits limits, String... asks) {
        Map<String, ServiceTarget> services = new ConcurrentHashMap<>();
        for (String asked : asks) {
            services.put(
                    asked.substring(0, asked.indexOf('=')), () -> known.get(asked.substring(asked.indexOf('=') + 1)));
        }
        WorkerDefinition made = new WorkerDefinition(
                name, owner, MapSource.of(script), WorkerMode.POOLED, Map.of("TEXT", "t"), services, limits);
        known.put(name, made);
        return made;
    }

    WorkerDefinition worker(String name, String script, String... asks) {
        return worker(name, "tests", script, Workers.LIMITS, asks);
    }

    WorkerDefinition named(String name) {
        return Objects.requireNonNull(known.get(name));
    }

    void startAnew(int loops, int isolatesPerLoop, Duration queueWait) {
        workers.close();
        WorkerletOptions options = Workers.options(loops).toBuilder()
                .isolatesPerLoop(isolatesPerLoop)
                .isolatesPerOwner(isolatesPerLoop)
                .sparesPerLoop(0)
                .queueWait(queueWait)
                .build();
        workers = Workers.start(options, WorkerListener.NONE);
    }

    String ask(WorkerDefinition caller) {
        Answer answer = workers.fetch(caller, Workers.get("http://example.com/x?y"));
        assertThat(answer.failure()).isNull();
        return answer.text();
    }
}
