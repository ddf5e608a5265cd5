package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.eventloop.FairThreads;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.SchedulerMessage;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.message.SocketPeer;
import dev.workerlet.runtime.network.NetworkClient;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what JavaScript asked for, on the loop's thread, and sees to it that the answer comes back as a callback message.
 * One for all loops; thread-safe. Of a request it knows only the broadcast channels, until that ends.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final Map<String, HostOperation> hostOperations;
    private final FairThreads computeThreads;
    private final NetworkClient network;
    private final Broadcasts broadcasts = new Broadcasts();

    /**
     * A scheduler.
     *
     * @param hostOperations what runs off the loop, by name
     * @param computeThreads where it runs; closed with this
     * @param network reaches other servers; closed with this
     */
    public Scheduler(Map<String, HostOperation> hostOperations, FairThreads computeThreads, NetworkClient network) {
        this.hostOperations = Map.copyOf(hostOperations);
        this.computeThreads = computeThreads;
        this.network = network;
    }

    /**
     * Sets a timer.
     *
     * @return false where the request has too many timers
     */
    public boolean setTimer(SchedulerMessage.SetTimer message, RequestOperations operations) {
        return operations.setTimer(message.timerId(), message.delayMillis(), message.repeat());
    }

    /** Clears a timer. */
    public void clearTimer(SchedulerMessage.ClearTimer message, RequestOperations operations) {
        operations.clearTimer(message.timerId());
    }

    /**
     * Asks what stands behind the worker.
     *
     * @param request the request to pass on
     */
    public void next(
            SchedulerMessage.Next message, RequestOperations operations, FetchExchange exchange, FetchRequest request) {
        int requestId = message.requestId();
        int operationId = message.operationId();
        operations.begin(operationId, Scheduler::letGoOn);
        exchange.next(request, new FetchExchange.NextCallback() {
            @Override
            public void responded(FetchResponse response) {
                operations.onLoop(() -> {
                    int streamId =
                            operations.streams().open(response.body(), GatherLimit.ofAnswer(operations.limits()));
                    operations.answerNow(
                            operationId, new CallbackMessage.OperationDone(requestId, operationId, response, streamId));
                });
            }

            @Override
            public void failed(String reason) {
                operations.answer(
                        operationId,
                        new CallbackMessage.OperationFailed(
                                requestId, operationId, CallbackMessage.OperationFailed.TYPE_ERROR, reason));
            }
        });
    }

    /** Sends a request to the network, when it is its turn. */
    public void fetch(
            SchedulerMessage.Fetch message,
            RequestOperations operations,
            String owner,
            FetchRequest request,
            SentRequest sent) {
        operations.fetches().add(message.operationId(), request, sent, call -> network.send(call.toNetwork(owner)));
    }

    /** Sends a request to another worker, when it is its turn: it counts as one to the network. */
    public void callService(
            SchedulerMessage.CallService message,
            RequestOperations operations,
            FetchRequest request,
            ServiceRoute route) {
        operations.fetches().add(message.operationId(), request, SentRequest.NONE, call -> route.send(request, call));
    }

    /**
     * Opens a WebSocket to another server.
     *
     * @param loopHeader the header that tells where it comes from
     */
    public void connect(
            SchedulerMessage.SocketConnect message,
            RequestOperations operations,
            String owner,
            String loopHeader,
            SentRequest sent) {
        operations.sockets(network).connect(message, owner, loopHeader, sent);
    }

    /** Does something with a WebSocket that was opened. */
    public void socket(SchedulerMessage.Socket message, RequestOperations operations) {
        operations.sockets(network).take(message);
    }

    /** Answers an event with a WebSocket; {@code upgrade} takes who listens to it. */
    public void hostSocket(
            SchedulerMessage.SocketUpgrade message,
            RequestOperations operations,
            Function<SocketListener, SocketPeer> upgrade) {
        operations.sockets(network).host(message, upgrade);
    }

    /** Tells JavaScript that nothing comes of a WebSocket that it has answered with. */
    public void refuseSocket(SchedulerMessage.SocketUpgrade message, RequestOperations operations) {
        operations.sockets(network).refuse(message.socketId());
    }

    /** Requests to the network and WebSockets that are under way, of all events. */
    public int openFetches() {
        return network.open();
    }

    /** Ends an operation that nobody waits for any more. */
    public void cancel(SchedulerMessage.CancelOperation message, RequestOperations operations) {
        operations.cancel(message.operationId());
    }

    /** Opens a broadcast channel, which ends with its request. */
    public void openChannel(SchedulerMessage.OpenChannel message, RequestOperations operations, String owner) {
        operations.openChannel(message.channelId(), message.name(), owner, broadcasts);
    }

    /** Closes a broadcast channel. */
    public void closeChannel(SchedulerMessage.CloseChannel message, RequestOperations operations) {
        operations.closeChannel(message.channelId());
    }

    /** Sends a message to the owner's other isolates. */
    public void broadcast(SchedulerMessage.PostBroadcast message, RequestOperations operations, String owner) {
        Broadcasts.Topic topic = new Broadcasts.Topic(owner, message.name());
        broadcasts.post(topic, operations.target(), message.message());
    }

    /** Broadcast channels that are open in all isolates. For leak checks. */
    public int openChannels() {
        return broadcasts.size();
    }

    /** Starts an operation off the loop. */
    public void call(SchedulerMessage.Call message, RequestOperations operations, String owner) {
        HostOperation operation = hostOperations.get(message.name());
        if (operation == null) {
            throw new IllegalStateException("The host has no operation " + message.name());
        }
        OperationCall call = new OperationCall(message.texts(), message.blobs());
        operations.begin(message.operationId(), call::cancel);
        boolean accepted = computeThreads.offer(owner, () -> {
            if (!call.isCancelled()) {
                operations.answer(message.operationId(), run(operation, call, message));
            }
        });
        if (!accepted) {
            operations.answer(
                    message.operationId(),
                    failure(message, "OperationError", "The server has too much to compute, please try again later"));
        }
    }

    /**
     * Runs work of the host's own off the loop. Returns false when too much is waiting.
     *
     * @param work bounded; logs what goes wrong
     */
    public boolean runOffLoop(Runnable work) {
        return computeThreads.offer(FairThreads.HOST, work);
    }

    private static CallbackMessage run(HostOperation operation, OperationCall call, SchedulerMessage.Call message) {
        try {
            return new CallbackMessage.CallDone(message.requestId(), message.operationId(), operation.run(call));
        } catch (OperationException e) {
            LOG.debug("{} failed", message.name(), e);
            return failure(message, e.errorName(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Operation {} of the host failed", message.name(), e);
            return failure(message, "OperationError", "The operation failed");
        } catch (OutOfMemoryError e) {
            Threads.report(LOG, "Operation " + message.name() + " of the host had no memory", e);
            return failure(message, "OperationError", "The server has no memory for the operation now");
        }
    }

    private static CallbackMessage failure(SchedulerMessage.Call message, String errorName, String text) {
        return new CallbackMessage.OperationFailed(message.requestId(), message.operationId(), errorName, text);
    }

    @Override
    public void close() {
        network.close();
        computeThreads.close();
    }

    /** What stands behind a worker is not ended with the event: it may be answering already. */
    private static void letGoOn() {
        // Its answer will find nobody.
    }
}
