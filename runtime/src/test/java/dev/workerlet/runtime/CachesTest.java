package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.support.HttpPeer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose responses a worker finds in {@code caches}. */
class CachesTest {
    private static final String SCRIPT = """
            export default { async fetch(request) {
              const { pathname } = new URL(request.url);
              if (pathname === "/put") {
                await caches.default.put("http://cached.example/", new Response("stored"));
                await (await caches.open("named")).put("http://cached.example/", new Response("stored"));
              }
              const found = [await caches.default.match("http://cached.example/"), await caches.match("http://cached.example/")];
              return new Response(`${await found[0]?.text()} ${await found[1]?.text()} ${await caches.keys()}`);
            } };
            """;

    @Test
    void match_ofAnotherOwner_findsNothing() {
        try (Workers workers = Workers.start()) {
            assertThat(ask(workers, "one", "a", "/put")).isEqualTo("stored stored named");

            assertThat(ask(workers, "two", "a", "/get")).isEqualTo("undefined undefined ");
        }
    }

    @Test
    void match_ofAnotherWorkerOnAnotherLoop_findsWhatTheOwnerStored() {
        try (Workers workers = Workers.start(Workers.options(2), WorkerListener.NONE)) {
            ask(workers, "one", "a", "/put");

            for (String name : new String[] {"b", "c", "d", "e"}) {
                assertThat(ask(workers, "one", name, "/get")).isEqualTo("stored stored named");
            }
        }
    }

    @Test
    void match_inAnotherRuntime_findsNothing() {
        try (Workers workers = Workers.start();
                Workers others = Workers.start()) {
            ask(workers, "one", "a", "/put");

            assertThat(ask(others, "one", "a", "/get")).isEqualTo("undefined undefined ");
        }
    }

    @Test
    void addAll_requestsThatAreAnswered_storesTheirResponses() {
        String text = runAgainstPeer("""
                const cache = await caches.open("added");
                await cache.add(PEER + "/echo?1");
                await cache.addAll([PEER + "/echo?2", new Request(PEER + "/echo?3")]);
                const keys = await cache.keys();
                const found = await cache.match(PEER + "/echo?2");
                return new Response(keys.length + " " + (await found.text()).split("\\n")[0]);
                """);

        assertThat(text).isEqualTo("3 GET /echo?2");
    }

    @Test
    void addAll_oneOfThemFails_storesNone() {
        String text = runAgainstPeer("""
                const cache = await caches.open("failed");
                const nameOf = (promise) => promise.then(() => "none", (error) => error.name);
                const names = [
                  await nameOf(cache.addAll([PEER + "/echo", PEER + "/missing"])),
                  await nameOf(cache.addAll([PEER + "/echo", PEER + "/echo"])),
                  await nameOf(cache.add("data:text/plain,x")),
                  await nameOf(cache.add(new Request(PEER + "/echo", { method: "POST" }))),
                  await nameOf(cache.addAll("")),
                ];
                return new Response(names + " " + (await cache.keys()).length);
                """);

        assertThat(text).isEqualTo("TypeError,InvalidStateError,TypeError,TypeError,TypeError 0");
    }

    private static String runAgainstPeer(String body) {
        try (HttpPeer peer = HttpPeer.start();
                Workers workers = Workers.start(Workers.reachingHere(1), WorkerListener.NONE)) {
            String script = "const PEER = '" + peer.url("") + "'; export default { async fetch() {" + body + "} };";
            return workers.fetch(script).text();
        }
    }

    private static String ask(Workers workers, String owner, String name, String path) {
        WorkerDefinition worker =
                new WorkerDefinition(name, owner, MapSource.of(SCRIPT), WorkerMode.POOLED, Map.of(), Workers.LIMITS);
        return workers.fetch(worker, Workers.get("http://example.com" + path)).text();
    }
}
