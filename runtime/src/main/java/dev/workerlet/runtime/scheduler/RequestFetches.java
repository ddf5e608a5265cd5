package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.NetworkResponse;
import dev.workerlet.runtime.network.NetworkCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests to the network and to other workers that one event makes: so many in all, so many at once; the others wait
 * in order. Confined to the loop's thread.
 */
final class RequestFetches {
    private final int requestId;
    private final RequestOperations operations;
    private final WorkerLimits limits;
    private final Queue<Fetch> waiting = new ArrayDeque<>();
    private final FetchCount made;
    private int running;

    RequestFetches(int requestId, RequestOperations operations, WorkerLimits limits, FetchCount made) {
        this.requestId = requestId;
        this.operations = operations;
        this.limits = limits;
        this.made = made;
    }

    /**
     * Sends the request now or later, or refuses it.
     *
     * @param sent hears what becomes of it
     * @param way sends it, and gives what ends it
     */
    void add(int operationId, FetchRequest request, SentRequest sent, Function<Fetch, Runnable> way) {
        Fetch fetch = new Fetch(operationId, request, sent, way);
        operations.begin(fetch.operationId, fetch::cancel);
        if (!made.take(limits.fetchesPerRequest())) {
            operations.reached(Limit.FETCHES);
            request.body().cancel("fetches-per-request is reached");
            sent.answered();
            operations.answer(fetch.operationId, fetch.refusal());
        } else {
            waiting.add(fetch);
            sendNext();
        }
    }

    /** Counts a connection that is no fetch. Returns false where the request may make no further one. */
    boolean countOther() {
        boolean taken = made.take(limits.fetchesPerRequest());
        if (!taken) {
            operations.reached(Limit.FETCHES);
        }
        return taken;
    }

    private void sendNext() {
        while (running < limits.concurrentFetches() && !waiting.isEmpty()) {
            running++;
            waiting.remove().send();
        }
    }

    /** A request that is waiting, or under way. */
    final class Fetch implements NetworkCall.Observer, FetchExchange.NextCallback {
        private final int operationId;
        private final FetchRequest request;
        private final SentRequest sent;
        private final Function<Fetch, Runnable> way;
        /** Ends the exchange; null while the request waits. */
        private @Nullable Runnable abort;

        Fetch(int operationId, FetchRequest request, SentRequest sent, Function<Fetch, Runnable> way) {
            this.operationId = operationId;
            this.request = request;
            this.sent = sent;
            this.way = way;
        }

        NetworkCall toNetwork(String owner) {
            return new NetworkCall(owner, limits.outbound(), request, this);
        }

        void send() {
            abort = way.apply(this);
        }

        void cancel() {
            Runnable underWay = abort;
            if (underWay == null) {
                waiting.remove(this);
                request.body().cancel("aborted");
                sent.answered();
            } else {
                sent.abandoned();
                underWay.run();
            }
        }

        @Override
        public void responded(FetchResponse response) {
            responded(new NetworkResponse(response.status(), "", response.headers(), response.body()));
        }

        @Override
        public void responded(NetworkResponse response) {
            operations.onLoop(() -> {
                over();
                if (operations.isPending(operationId)) {
                    int streamId = operations.streams().open(response.body(), GatherLimit.ofAnswer(limits));
                    operations.answerNow(
                            operationId, new CallbackMessage.FetchDone(requestId, operationId, response, streamId));
                } else {
                    response.body().cancel("The request has ended");
                }
            });
        }

        @Override
        public void failed(String reason) {
            operations.onLoop(() -> {
                over();
                operations.answerNow(operationId, failure(reason));
            });
        }

        @Override
        public void ownerLimitReached() {
            operations.reached(Limit.OWNER_FETCHES);
        }

        private void over() {
            sent.answered();
            running--;
            sendNext();
        }

        CallbackMessage failure(String reason) {
            return failed(CallbackMessage.OperationFailed.TYPE_ERROR, reason);
        }

        CallbackMessage refusal() {
            String reason = "more than " + limits.fetchesPerRequest() + " fetches in one request";
            return failed(CallbackMessage.OperationFailed.REFUSED, reason);
        }

        private CallbackMessage failed(String errorName, String reason) {
            return new CallbackMessage.OperationFailed(requestId, operationId, errorName, "fetch failed: " + reason);
        }
    }
}
