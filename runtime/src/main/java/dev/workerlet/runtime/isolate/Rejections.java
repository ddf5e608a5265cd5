package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.JavetPromiseRejectEvent;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.callback.IJavetPromiseRejectCallback;
import com.caoccao.javet.utils.JavetResourceUtils;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValuePromise;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promises that were rejected in the running turn while nobody handled them. V8 tells of each one, also of those that
 * get a handler a moment later; what is left when the turn has ended is reported to JavaScript.
 *
 * <p>V8 allows no script to run within the callback (it aborts the process), so values are kept, not described. Bounded.
 */
final class Rejections implements IJavetPromiseRejectCallback {
    private static final int MOST_NOTED = 100;

    private final Map<Integer, V8Value> unhandled = new LinkedHashMap<>();

    @Override
    public void callback(JavetPromiseRejectEvent event, V8ValuePromise promise, V8Value value) {
        try {
            if (event == JavetPromiseRejectEvent.PromiseRejectWithNoHandler && unhandled.size() < MOST_NOTED) {
                forget(unhandled.put(promise.getIdentityHash(), value.toClone()));
            } else if (event == JavetPromiseRejectEvent.PromiseHandlerAddedAfterReject) {
                forget(unhandled.remove(promise.getIdentityHash()));
            }
            // Settling a settled promise once more is no error (ECMA-262, promise resolve functions).
        } catch (JavetException e) {
            throw new IllegalStateException("A rejected promise can't be noted: " + e.getMessage(), e);
        }
    }

    /** Calls {@code report} with the value of each promise that is still unhandled. Within a turn. */
    void reportTo(V8ValueFunction report) throws JavetException {
        if (unhandled.isEmpty()) {
            return;
        }
        V8Value[] values = unhandled.values().toArray(V8Value[]::new);
        unhandled.clear();
        try {
            for (V8Value value : values) {
                report.callVoid(null, new V8Value[] {value});
            }
        } finally {
            JavetResourceUtils.safeClose((Object[]) values);
        }
    }

    /** Closes what was noted and not reported. */
    void clear() {
        JavetResourceUtils.safeClose(unhandled.values().toArray());
        unhandled.clear();
    }

    private static void forget(@Nullable V8Value value) {
        JavetResourceUtils.safeClose(value);
    }
}
