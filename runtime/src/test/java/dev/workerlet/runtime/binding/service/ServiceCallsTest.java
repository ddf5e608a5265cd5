package dev.workerlet.runtime.binding.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.CallChain;
import dev.workerlet.runtime.context.EventDispatcher;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceCallsTest {
    private static final WorkerDefinition OTHER = Workers.worker("");

    private final FakeLoops loops = new FakeLoops();
    private final FakeSource requestBody = new FakeSource();
    private final FakeSource responseBody = new FakeSource();
    private final Heard heard = new Heard();
    private final FetchRequest request =
            new FetchRequest("POST", "http://a/", new HeaderList(), new Body.Stream(requestBody, 7));

    private Runnable call(FetchEvent caller) {
        return new ServiceCalls(loops).call("OTHER", () -> OTHER, caller, request, heard);
    }

    private Runnable call() {
        return call(new FetchEvent("1", Workers.get("http://a/"), new Exchange()));
    }

    private FetchResponse streaming() {
        return new FetchResponse(200, new HeaderList(), new Body.Stream(responseBody, 9));
    }

    private static BodySource source(Body body) {
        return ((Body.Stream) body).source();
    }

    @Test
    void streams_areHandedOnBothWays() {
        call();
        loops.exchange().respond(streaming());
        Body received = heard.response().body();
        requestBody.chunks.add(BodyChunk.END);
        responseBody.chunks.add(BodyChunk.END);

        assertThat(loops.requests.get(0).body().lengthBytes()).isEqualTo(7);
        assertThat(source(loops.requests.get(0).body()).read()).isSameAs(BodyChunk.END);
        assertThat(received.lengthBytes()).isEqualTo(9);
        assertThat(source(received).read()).isSameAs(BodyChunk.END);
        assertThat(loops.aborted).isEmpty();
    }

    @Test
    void responseStream_thatIsCancelled_abortsTheEventOnce() {
        call();
        loops.exchange().respond(streaming());

        heard.response().body().cancel("enough");
        heard.response().body().cancel("again");

        assertThat(responseBody.cancelled).containsExactly("enough");
        assertThat(loops.aborted).containsExactly(loops.exchange());
    }

    @Test
    void responseStream_thatHasEnded_isNotCancelled() {
        call();
        loops.exchange().respond(streaming());
        responseBody.chunks.add(new BodyChunk.Failed("Error: secret\n  at x.js:1"));

        assertThat(source(heard.response().body()).read())
                .isEqualTo(new BodyChunk.Failed("the worker behind env.OTHER broke its response off"));
        heard.response().body().cancel("late");

        assertThat(responseBody.cancelled).isEmpty();
        assertThat(loops.aborted).isEmpty();
    }

    @Test
    void abort_beforeTheAnswer_endsEverything() {
        Runnable abort = call();

        abort.run();
        abort.run();
        loops.exchange().respond(streaming());
        loops.exchange().fail(Failure.noHandler("fetch"));

        assertThat(loops.aborted).containsExactly(loops.exchange());
        assertThat(requestBody.cancelled).hasSize(1);
        assertThat(responseBody.cancelled).hasSize(1);
        assertThat(heard.failures).containsExactly("The caller no longer waits");
        assertThat(heard.responses).isEmpty();
    }

    @Test
    void abort_afterTheAnswer_leavesItAlone() {
        Runnable abort = call();
        loops.exchange().respond(streaming());

        abort.run();

        assertThat(loops.aborted).isEmpty();
        assertThat(responseBody.cancelled).isEmpty();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void failure_isToldWithoutItsDetail_andEndsTheRequestBody() {
        call();

        loops.exchange().fail(Failure.of(TerminationReason.EXCEPTION, "Error: secret\n  at x.js:1"));

        assertThat(heard.failures)
                .containsExactly("the worker behind env.OTHER gave no response: Worker threw an exception");
        assertThat(requestBody.cancelled).hasSize(1);
    }

    @Test
    void loopsThatThrow_areAFailure() {
        loops.thrown = new IllegalStateException("no version");

        call();

        assertThat(heard.failures).containsExactly("the worker behind env.OTHER can't be asked");
        assertThat(requestBody.cancelled).hasSize(1);
    }

    @Test
    void depth_growsWithEachCall_upToItsBound() {
        FetchEvent event = new FetchEvent("1", request, new Exchange());
        for (int i = 0; i < CallChain.MOST_DEEP; i++) {
            call(event);
            event = new FetchEvent("n", request, new Exchange(), loops.chain());
        }
        assertThat(heard.failures).isEmpty();

        call(event);

        assertThat(heard.failures).containsExactly("workers call one another more than 16 deep");
        assertThat(loops.requests).hasSize(CallChain.MOST_DEEP);
    }

    private static final class FakeLoops implements EventDispatcher {
        final List<FetchRequest> requests = new ArrayList<>();
        final List<FetchExchange> exchanges = new ArrayList<>();
        final List<FetchExchange> aborted = new ArrayList<>();

        @Nullable
        CallChain last;

        @Nullable
        RuntimeException thrown;

        @Override
        public void dispatch(WorkerDefinition worker, FetchRequest request, FetchExchange exchange, CallChain calls) {
            if (thrown != null) {
                throw thrown;
            }
            requests.add(request);
            exchanges.add(exchange);
            last = calls;
        }

        @Override
        public void abort(FetchExchange exchange) {
            aborted.add(exchange);
        }

        FetchExchange exchange() {
            return exchanges.get(0);
        }

        CallChain chain() {
            return Objects.requireNonNull(last);
        }
    }

    private static final class Heard implements FetchExchange.NextCallback {
        final List<FetchResponse> responses = new ArrayList<>();
        final List<String> failures = new ArrayList<>();

        @Override
        public void responded(FetchResponse response) {
            responses.add(response);
        }

        @Override
        public void failed(String message) {
            failures.add(message);
        }

        FetchResponse response() {
            return responses.get(0);
        }
    }

    private static final class FakeSource implements BodySource {
        final Queue<BodyChunk> chunks = new ArrayDeque<>();
        final List<String> cancelled = new ArrayList<>();

        @Override
        public @Nullable BodyChunk read() {
            return chunks.poll();
        }

        @Override
        public void demand(Runnable available) {
            available.run();
        }

        @Override
        public void cancel(String reason) {
            cancelled.add(reason);
        }
    }
}
