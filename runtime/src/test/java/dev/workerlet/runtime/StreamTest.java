package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.FedSource;
import dev.workerlet.runtime.support.LogLines;
import dev.workerlet.runtime.support.StreamExchange;
import dev.workerlet.runtime.support.Workers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies between scripts and the host: one after the other, by demand, in both directions. */
class StreamTest {
    /** More than any of these tests takes. */
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.startWithOneIsolate();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static WorkerDefinition handler(String body) {
        return Workers.worker("""
                const text = (string) => new TextEncoder().encode(string);
                const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
                let note = '';
                export default { async fetch(request, env, ctx) {
                  if (request.url.endsWith('/note')) return new Response(note);
                """ + body + "} };");
    }

    private static String note(WorkerDefinition worker) {
        return workers.fetch(worker, Workers.get("http://example.com/note")).text();
    }

    private static FetchRequest upload(FedSource source) {
        return new FetchRequest(
                "POST", "http://example.com/", new HeaderList(), new Body.Stream(source, Body.UNKNOWN_LENGTH));
    }

    private static StreamExchange stream(WorkerDefinition worker, FetchRequest request) {
        StreamExchange exchange = new StreamExchange();
        workers.workerlet().dispatch(worker, request, exchange);
        return exchange;
    }

    private static StreamExchange stream(WorkerDefinition worker) {
        return stream(worker, Workers.get("http://example.com/"));
    }

    @Test
    void requestBody_gathered_isWhole() {
        FedSource source = FedSource.empty().feed("one ");
        StreamExchange exchange = stream(handler("return new Response(await request.text());"), upload(source));
        source.feed("two").feed(BodyChunk.END);

        assertThat(exchange.await().bytes()).asString().isEqualTo("one two");
    }

    @Test
    void requestBody_readByTheScript_comesPieceByPiece() {
        FedSource source = FedSource.empty().feed("one");
        WorkerDefinition worker = handler("""
                const reader = request.body.getReader();
                const first = await reader.read();
                note = new TextDecoder().decode(first.value);
                const second = await reader.read();
                const third = await reader.read();
                return new Response(`${note} ${new TextDecoder().decode(second.value)} ${third.done}`);
                """);
        StreamExchange exchange = stream(worker, upload(source));
        Await.until("the first piece is read", () -> note(worker).equals("one"));
        source.feed("two").feed(BodyChunk.END);

        assertThat(exchange.await().bytes()).asString().isEqualTo("one two true");
    }

    @Test
    void requestBody_notRead_isNeverFetchedAndCancelled() {
        FedSource source = FedSource.endless(1000);
        StreamExchange exchange = stream(handler("return new Response('no');"), upload(source));

        assertThat(exchange.await().bytes()).asString().isEqualTo("no");
        Await.until("the body is cancelled", () -> source.cancelled() != null);
        assertThat(source.reads()).isZero();
    }

    @Test
    void requestBody_readSlowly_isFetchedNoFurtherThanItsBound() {
        FedSource source = FedSource.endless(100);
        WorkerDefinition worker = handler("""
                const reader = request.body.getReader();
                await reader.read();
                note = 'waits';
                await sleep(20_000);
                """);
        StreamExchange exchange = stream(worker, upload(source));
        Await.until("the first piece is read", () -> note(worker).equals("waits"));

        // What the script has had, and 16 pieces ahead of it.
        assertThat(source.reads()).isBetween(16, 2 * 16 + 1);
        workers.workerlet().abort(exchange);
        Await.until("the body is cancelled", () -> source.cancelled() != null);
    }

    @Test
    void requestBody_failing_failsTheRead() {
        FedSource source = FedSource.empty().feed("one").feed(new BodyChunk.Failed("the client has gone"));
        StreamExchange exchange = stream(handler("""
                const reader = request.body.getReader({ mode: 'byob' });
                const first = await reader.read(new Uint8Array(2));
                const second = await reader.read(new Uint8Array(2));
                return new Response(await reader.read(new Uint8Array(2)).catch((e) => `${first.value} ${second.value} ${e}`));
                """), upload(source));

        assertThat(exchange.await().bytes()).asString().isEqualTo("111,110 101 TypeError: the client has gone");
    }

    @Test
    void requestBody_gatheredFailing_rejects() {
        FedSource source = FedSource.empty().feed("one").feed(new BodyChunk.Failed("the client has gone"));
        StreamExchange exchange =
                stream(handler("return new Response(await request.text().catch(String));"), upload(source));

        assertThat(exchange.await().bytes()).asString().isEqualTo("TypeError: the client has gone");
    }

    @Test
    void requestBody_tooLargeToGather_is413WhereNobodyCatches() {
        FedSource source = FedSource.endless(1 << 20);
        Answer answer = workers.fetch(handler("return new Response(await request.text());"), upload(source));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(source.cancelled()).isNotNull();
        assertThat(workers.workerlet().statistics().counts().reached(Limit.REQUEST_BODY))
                .isPositive();
    }

    @Test
    void requestBody_passedToTheResponse_neverEntersV8() {
        FedSource source = FedSource.empty();
        StreamExchange direct = stream(handler("return new Response(request.body);"), upload(source));

        assertThat(direct.source()).isSameAs(source);
        assertThat(source.cancelled()).isNull();
    }

    @Test
    void requestBody_clonedAndRead_isThereTwice() {
        FedSource source = FedSource.empty().feed("both").feed(BodyChunk.END);
        StreamExchange exchange = stream(handler("""
                const clone = request.clone();
                return new Response(await request.text() + await clone.text());
                """), upload(source));

        assertThat(exchange.await().bytes()).asString().isEqualTo("bothboth");
    }

    @Test
    void response_ofOneTurn_isInMemory() {
        StreamExchange exchange = stream(handler("""
                return new Response(new ReadableStream({ start(controller) {
                  controller.enqueue(text('a'));
                  controller.enqueue(text('b'));
                  controller.close();
                } }));
                """));

        assertThat(exchange.await().bytes()).asString().isEqualTo("ab");
    }

    @Test
    void response_chunksOfOneTurn_areOnePiece() {
        StreamExchange exchange = stream(handler("""
                return new Response(new ReadableStream({ async start(controller) {
                  for (let i = 0; i < 3; i++) {
                    controller.enqueue(text(`a${i}`));
                    controller.enqueue(text(`b${i} `));
                    await sleep(20);
                  }
                  controller.close();
                } }));
                """));

        assertThat(exchange.nextText()).isEqualTo("a0b0 ");
        assertThat(exchange.nextText()).isEqualTo("a1b1 ");
        assertThat(exchange.nextText()).isEqualTo("a2b2 ");
        assertThat(exchange.next()).isEqualTo(BodyChunk.END);
    }

    @Test
    void response_nobodyReads_theSourceIsPulledNoFurtherThanItsBound() {
        WorkerDefinition worker = handler("""
                let pulls = 0;
                return new Response(new ReadableStream({ async pull(controller) {
                  note = String(++pulls);
                  if (pulls % 2) await sleep(0);
                  controller.enqueue(text('x'));
                } }));
                """);
        StreamExchange exchange = stream(worker);

        assertThat(exchange.nextText()).isNotEmpty();
        Await.until("the script has stopped", () -> note(worker).equals(settled(worker)));
        int before = Integer.parseInt(note(worker));
        // 16 for the host, one in the stream's own queue, and what was read.
        assertThat(before).isBetween(16, 40);
        for (int i = 0; i < 40; i++) {
            exchange.nextText();
        }
        Await.until("it goes on when there is room", () -> Integer.parseInt(note(worker)) > before);
        exchange.source().cancel("enough");
    }

    private static String settled(WorkerDefinition worker) {
        String first = note(worker);
        for (int i = 0; i < 50; i++) {
            note(worker);
        }
        return first.equals(note(worker)) ? first : "";
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64})
    void response_boundsOfItsWorker_areThoseOfTheScript(int mostChunks) {
        // Scripts that differ, so that no isolate with other limits is found warm.
        WorkerDefinition plain = handler("""
                let pulls = 0;
                return new Response(new ReadableStream({ async pull(controller) {
                  await sleep(0);
                  note = String(++pulls);
                  controller.enqueue(text('x'));
                  if (pulls === 200) controller.close();
                } }, { highWaterMark: 0 })); // %d
                """.formatted(mostChunks));
        WorkerDefinition worker =
                limited(plain, new StreamLimits(mostChunks, 4 << 20, Duration.ofSeconds(20)), SECONDS, SECONDS);
        StreamExchange exchange = stream(worker);
        exchange.await();
        Await.until("the script has written", () -> !note(worker).isEmpty());
        Await.until("the script has stopped", () -> note(worker).equals(settled(worker)));

        assertThat(Integer.parseInt(note(worker))).isBetween(mostChunks, mostChunks + 1);
        int bytes = 0;
        BodyChunk chunk = exchange.next();
        while (chunk instanceof BodyChunk.Data data) {
            bytes += data.bytes().length;
            chunk = exchange.next();
        }
        assertThat(chunk).isEqualTo(BodyChunk.END);
        assertThat(bytes).isEqualTo(200);
    }

    @Test
    void response_oneHugeChunk_leavesInBoundedPieces() {
        StreamExchange exchange = stream(handler("""
                return new Response(new ReadableStream({ async pull(controller) {
                  await sleep(1);
                  controller.enqueue(new Uint8Array(20 * 1024 * 1024).fill(7));
                  controller.close();
                } }));
                """));
        long total = 0;
        BodyChunk chunk = exchange.next();
        while (chunk instanceof BodyChunk.Data data) {
            assertThat(data.bytes().length).isLessThanOrEqualTo(2 * 1024 * 1024);
            total += data.bytes().length;
            chunk = exchange.next();
        }

        assertThat(chunk).isEqualTo(BodyChunk.END);
        assertThat(total).isEqualTo(20L << 20);
    }

    @Test
    void response_failsAtOnce_isAFailure() {
        Answer answer = workers.fetch(
                handler("return new Response(new ReadableStream({ start(c) { c.error(new Error('bad')); } }));"),
                Workers.get("http://example.com/"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.failed().detail()).contains("bad");
    }

    @Test
    void response_failsAfterTheHead_breaksOff() {
        StreamExchange exchange = stream(handler("""
                return new Response(new ReadableStream({ async start(controller) {
                  controller.enqueue(text('some'));
                  await sleep(10);
                  controller.error(new Error('bad'));
                } }));
                """));

        assertThat(exchange.nextText()).isEqualTo("some");
        assertThat(exchange.next()).isInstanceOf(BodyChunk.Failed.class);
    }

    @Test
    void response_cpuLimitAfterTheHead_breaksOff() {
        StreamExchange exchange = stream(handler("""
                return new Response(new ReadableStream({ async start(controller) {
                  controller.enqueue(text('some'));
                  await sleep(10);
                  for (;;);
                } }));
                """));

        assertThat(exchange.nextText()).isEqualTo("some");
        assertThat(exchange.next()).isInstanceOf(BodyChunk.Failed.class);
    }

    @Test
    void response_standsStill_isEndedAfterItsIdleLimit() {
        WorkerDefinition plain = handler("""
                return new Response(new ReadableStream({ start(controller) { controller.enqueue(text('some')); } }));
                """);
        StreamExchange exchange =
                stream(limited(plain, new StreamLimits(16, 1000, Duration.ofMillis(100)), SECONDS, SECONDS));

        assertThat(exchange.nextText()).isEqualTo("some");
        assertThat(exchange.next()).isInstanceOf(BodyChunk.Failed.class);
        assertThat(workers.workerlet().statistics().counts().reached(Limit.STREAM_IDLE))
                .isPositive();
    }

    private static WorkerDefinition limited(
            WorkerDefinition plain, StreamLimits stream, Duration cpuTime, Duration wallClock) {
        WorkerLimits all = Workers.LIMITS;
        WorkerLimits limits = all.toBuilder().cpuTime(cpuTime).wallClock(wallClock).stream(stream)
                .build();
        return new WorkerDefinition("limited", plain.owner(), plain.source(), plain.mode(), plain.env(), limits);
    }

    @Test
    void response_thatMoves_getsRoomInTheLogBack() {
        WorkerDefinition plain = handler("""
                return new Response(new ReadableStream({ async start(controller) {
                  for (let i = 0; i < 3; i++) {
                    console.log("line of piece " + i);
                    controller.enqueue(text('.'));
                    await sleep(1200);
                  }
                  controller.close();
                } }));
                """);
        WorkerLimits limits = Workers.LIMITS.toBuilder().logChars(150).build();
        WorkerDefinition narrow =
                new WorkerDefinition("narrow-log", plain.owner(), plain.source(), plain.mode(), plain.env(), limits);

        try (LogLines console = LogLines.ofConsole()) {
            assertThat(workers.fetch(narrow, Workers.get("http://e.com/")).text())
                    .isEqualTo("...");
            assertThat(console.with("line of piece")).hasSize(3);
        }
    }

    @Test
    void response_movesForLongerThanAllLimits_lives() {
        // 5 s of work in the end, with a wall clock limit of 2 s and 0.4 s of CPU time that come back each second.
        WorkerDefinition plain = handler("""
                return new Response(new ReadableStream({ async start(controller) {
                  for (let i = 0; i < 50; i++) {
                    for (const end = Date.now() + 10; Date.now() < end;);
                    controller.enqueue(text('.'));
                    await sleep(90);
                  }
                  controller.close();
                } }));
                """);
        StreamLimits bounds = new StreamLimits(16, 1000, Duration.ofSeconds(5));
        StreamExchange exchange = stream(limited(plain, bounds, Duration.ofMillis(400), Duration.ofSeconds(2)));
        int pieces = 0;
        BodyChunk chunk = exchange.next();
        while (chunk instanceof BodyChunk.Data) {
            pieces++;
            chunk = exchange.next();
        }

        assertThat(chunk).isEqualTo(BodyChunk.END);
        assertThat(pieces).isGreaterThan(20);
    }

    @Test
    void response_writtenInAnotherRequestsTurn_isSent() {
        WorkerDefinition worker = Workers.worker("""
                const rooms = new Set();
                export default { fetch(request) {
                  if (request.method === 'POST') {
                    for (const room of rooms) room.enqueue(new TextEncoder().encode('said'));
                    return new Response(String(rooms.size));
                  }
                  return new Response(new ReadableStream({
                    start(controller) { rooms.add(controller); },
                  }));
                } };
                """);
        StreamExchange listener = stream(worker);
        listener.await();

        assertThat(workers.fetch(worker, Workers.post("http://example.com/", ""))
                        .text())
                .isEqualTo("1");
        assertThat(listener.nextText()).isEqualTo("said");
        workers.workerlet().abort(listener);
    }

    @Test
    void readerGone_cancelsTheSource() {
        WorkerDefinition worker = handler("""
                return new Response(new ReadableStream({
                  async pull(controller) { await sleep(1); controller.enqueue(text('x')); },
                  cancel(reason) { note = `${reason.name} ${reason.message}`; },
                }));
                """);
        StreamExchange exchange = stream(worker);
        exchange.nextText();
        exchange.source().cancel("it went away");

        Await.until("cancel has run", () -> note(worker).equals("AbortError it went away"));
    }

    @Test
    void clientLeft_whileStreaming_abortsTheSignalAndCancels_butNotWaitUntil() {
        WorkerDefinition worker = handler("""
                const said = [];
                ctx.waitUntil((async () => { while (said.length < 2) await sleep(5); note = said.join(); })());
                request.signal.addEventListener('abort', () => said.push(`aborted ${request.signal.reason.name}`));
                return new Response(new ReadableStream({
                  async pull(controller) { await sleep(1); controller.enqueue(text('x')); },
                  cancel() { said.push('cancelled'); },
                }));
                """);
        StreamExchange exchange = stream(worker);
        exchange.nextText();
        workers.workerlet().abort(exchange);

        Await.until("waitUntil has run", () -> note(worker).equals("aborted AbortError,cancelled"));
    }

    @Test
    void clientLeft_beforeTheAnswer_endsTheHandlersWork() {
        WorkerDefinition worker = handler("""
                note = 'begun';
                try { await sleep(20_000); } finally { note = 'never'; }
                """);
        StreamExchange exchange = stream(worker);
        Await.until("it has begun", () -> note(worker).equals("begun"));
        workers.workerlet().abort(exchange);

        Await.until("nothing is active", () -> workers.workerlet().statistics().activeRequests() == 0);
    }

    @Test
    void requestBody_movedAndThenPassedOn_failsForWhoReadsIt() {
        for (String read : new String[] {"moved.text()", "moved.body.getReader().read()", "fetch(moved)"}) {
            StreamExchange exchange = stream(
                    handler("""
                    const moved = new Request(request);
                    ctx.next().catch(() => {});
                    return %s.then(() => new Response("read"), (error) => new Response(error.message));
                    """.formatted(read)), upload(FedSource.empty().feed("one")));

            assertThat(exchange.await().bytes()).as(read).asString().isEqualTo("The body has been passed on");
        }
    }
}
