package dev.workerlet.runtime.isolate;

import com.caoccao.javet.enums.JavetPromiseRejectEvent;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.callback.IJavetPromiseRejectCallback;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueError;
import com.caoccao.javet.values.reference.V8ValuePromise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promises that were rejected while nobody handled them, of one turn. V8 tells of each one, also of those that get a
 * handler a moment later; what is left when the turn has ended is reported. Bounded.
 */
final class Rejections implements IJavetPromiseRejectCallback {
    private static final int MOST_NOTED = 100;

    private final Map<Integer, String> unhandled = new LinkedHashMap<>();

    @Override
    public void callback(JavetPromiseRejectEvent event, V8ValuePromise promise, V8Value value) {
        try {
            switch (event) {
                case PromiseRejectWithNoHandler -> {
                    if (unhandled.size() < MOST_NOTED) {
                        unhandled.put(promise.getIdentityHash(), describe(value));
                    }
                }
                case PromiseHandlerAddedAfterReject -> unhandled.remove(promise.getIdentityHash());
                default -> {
                    // Settling a settled promise once more is no error (ECMA-262, promise resolve functions).
                }
            }
        } catch (JavetException e) {
            unhandled.put(System.identityHashCode(e), "A rejected promise can't be described: " + e.getMessage());
        }
    }

    private static String describe(V8Value value) throws JavetException {
        if (value instanceof V8ValueError error) {
            String stack = error.getStack();
            return stack == null || stack.isEmpty() ? error.getMessage() : stack;
        }
        return value.toString();
    }

    List<String> takeUnhandled() {
        if (unhandled.isEmpty()) {
            return List.of();
        }
        List<String> taken = new ArrayList<>(unhandled.values());
        unhandled.clear();
        return taken;
    }
}
