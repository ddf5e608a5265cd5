package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.JavetPromiseRejectEvent;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.callback.IJavetPromiseRejectCallback;
import com.caoccao.javet.utils.JavetResourceUtils;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValuePromise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promises that were rejected in the running turn while nobody handled them, and those that got a handler late. V8 tells
 * of each one, also of those that get a handler a moment later; what is left when the turn has ended is reported to
 * JavaScript, whose listeners may reject further promises: those are reported too, for some rounds.
 *
 * <p>V8 allows no script to run within the callback (it aborts the process), so values are kept, not described. Bounded.
 */
final class Rejections implements IJavetPromiseRejectCallback {
    private static final int MOST_NOTED = 100;
    private static final int MOST_ROUNDS = 3;
    /** Of so many calls in a turn Javet leaves references in the JVM, some 600 KiB, more than a thread is to keep. */
    private static final int WEARING_CALLS = 1 << 16;

    private final Map<Integer, Rejection> unhandled = new LinkedHashMap<>();
    private final List<Rejection> handledLate = new ArrayList<>();
    private final Runnable onMany;
    private int callsInTurn;
    /** Identity hash of the promise that JavaScript is being told of. */
    private @Nullable Integer reporting;

    /** A promise and what it was rejected with; both to be closed. */
    private record Rejection(V8ValuePromise promise, V8Value reason) {
        static Rejection copyOf(V8ValuePromise promise, V8Value reason) throws JavetException {
            return new Rejection(promise.toClone(), reason.toClone());
        }

        void close() {
            JavetResourceUtils.safeClose(promise, reason);
        }
    }

    /** @param onMany runs in a turn in which V8 calls so often that its thread should not be kept */
    Rejections(Runnable onMany) {
        this.onMany = onMany;
    }

    @Override
    public void callback(JavetPromiseRejectEvent event, V8ValuePromise promise, V8Value value) {
        callsInTurn++;
        if (callsInTurn == WEARING_CALLS) {
            onMany.run();
        }
        try {
            if (event == JavetPromiseRejectEvent.PromiseRejectWithNoHandler && unhandled.size() < MOST_NOTED) {
                forget(unhandled.put(promise.getIdentityHash(), Rejection.copyOf(promise, value)));
            } else if (event == JavetPromiseRejectEvent.PromiseHandlerAddedAfterReject) {
                noteHandled(promise.getIdentityHash(), promise);
            }
            // Settling a settled promise once more is no error (ECMA-262, promise resolve functions).
        } catch (JavetException e) {
            throw new IllegalStateException("A rejected promise can't be noted: " + e.getMessage(), e);
        }
    }

    private void noteHandled(Integer hash, V8ValuePromise promise) throws JavetException {
        Rejection known = unhandled.remove(hash);
        if (known != null) {
            known.close();
        } else if (!hash.equals(reporting) && handledLate.size() < MOST_NOTED) {
            handledLate.add(new Rejection(promise.toClone(), promise.getResult()));
        }
    }

    /**
     * Reports what is left. Within a turn.
     *
     * @param reportRejection called with each promise that is still unhandled, and its reason
     * @param reportHandled called with each promise that got a handler after an earlier turn, and its reason
     */
    void reportTo(V8ValueFunction reportRejection, V8ValueFunction reportHandled) throws JavetException {
        callsInTurn = 0;
        for (int round = 0; round < MOST_ROUNDS && !(unhandled.isEmpty() && handledLate.isEmpty()); round++) {
            report(List.copyOf(handledLate), handledLate::clear, reportHandled);
            report(List.copyOf(unhandled.values()), unhandled::clear, reportRejection);
        }
    }

    private void report(List<Rejection> rejections, Runnable take, V8ValueFunction report) throws JavetException {
        take.run();
        try {
            for (Rejection rejection : rejections) {
                reporting = rejection.promise().getIdentityHash();
                report.callVoid(null, rejection.promise(), rejection.reason());
            }
        } finally {
            reporting = null;
            rejections.forEach(Rejection::close);
        }
    }

    /** Closes what was noted and not reported. */
    void clear() {
        callsInTurn = 0;
        unhandled.values().forEach(Rejection::close);
        unhandled.clear();
        handledLate.forEach(Rejection::close);
        handledLate.clear();
    }

    private static void forget(@Nullable Rejection rejection) {
        if (rejection != null) {
            rejection.close();
        }
    }
}
