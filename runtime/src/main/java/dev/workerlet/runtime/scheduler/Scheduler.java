package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.message.CallbackMessage;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.SchedulerMessage;

/**
 * Does what JavaScript asked for, on the loop's thread, and sees to it that the answer comes back as a callback message.
 */
public final class Scheduler {
    private Scheduler() {}

    /**
     * Sets a timer.
     *
     * @return false where the request has too many timers
     */
    public static boolean setTimer(SchedulerMessage.SetTimer message, RequestOperations operations) {
        return operations.setTimer(message.timerId(), message.delayMillis(), message.repeat());
    }

    /** Clears a timer. */
    public static void clearTimer(SchedulerMessage.ClearTimer message, RequestOperations operations) {
        operations.clearTimer(message.timerId());
    }

    /**
     * Asks what stands behind the worker.
     *
     * @param own the event's own request, passed on where the worker gave no other
     */
    public static void next(
            SchedulerMessage.Next message, RequestOperations operations, FetchExchange exchange, FetchRequest own) {
        int requestId = message.requestId();
        int operationId = message.operationId();
        operations.begin(operationId);
        FetchRequest request = message.request() == null ? own : message.request();
        exchange.next(request, new FetchExchange.NextCallback() {
            @Override
            public void responded(FetchResponse response) {
                operations.answer(operationId, new CallbackMessage.OperationDone(requestId, operationId, response));
            }

            @Override
            public void failed(String reason) {
                operations.answer(operationId, new CallbackMessage.OperationFailed(requestId, operationId, reason));
            }
        });
    }
}
