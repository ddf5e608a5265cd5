package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.callback.IJavetDirectCallable;
import com.caoccao.javet.interop.callback.JavetCallbackContext;
import com.caoccao.javet.interop.callback.JavetCallbackType;
import com.caoccao.javet.utils.JavetResourceUtils;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's functions for one context. Belongs to the isolate's thread. */
final class HostFunctions {
    private static final Logger LOG = LoggerFactory.getLogger(HostFunctions.class);
    private static final V8Value[] NO_ARGUMENTS = {};

    private HostFunctions() {}

    /** Makes all of them, as properties of {@code host}. */
    static void bind(Isolate isolate, List<HostFunction> functions, LazyCompiler lazyCompiler, V8ValueObject host)
            throws JavetException {
        V8Runtime runtime = isolate.runtime();
        for (HostFunction function : functions) {
            try (V8ValueFunction bound = runtime.createV8ValueFunction(callback(isolate, function))) {
                host.set(function.name(), bound);
            }
        }
        try (V8ValueFunction compile = runtime.createV8ValueFunction(compiler(lazyCompiler))) {
            host.set("compileScript", compile);
        }
    }

    private static JavetCallbackContext callback(Isolate isolate, HostFunction function) {
        V8Runtime runtime = isolate.runtime();
        IJavetDirectCallable.NoThisAndResult<RuntimeException> call = values -> {
            try {
                return toV8(
                        runtime, isolate.callHost(function, new HostArguments(values == null ? NO_ARGUMENTS : values)));
            } catch (RuntimeException e) {
                // The script gets the message: it must not tell of the host.
                LOG.error("The host function {} has failed", function.name(), e);
                throw new IllegalStateException("The platform has failed in " + function.name());
            } finally {
                if (values != null) {
                    JavetResourceUtils.safeClose((Object[]) values);
                }
            }
        };
        return new JavetCallbackContext(function.name(), JavetCallbackType.DirectCallNoThisAndResult, call);
    }

    private static JavetCallbackContext compiler(LazyCompiler lazyCompiler) {
        IJavetDirectCallable.NoThisAndResult<Exception> call = values -> lazyCompiler.compile(values[0].toString());
        return new JavetCallbackContext("compileScript", JavetCallbackType.DirectCallNoThisAndResult, call);
    }

    private static V8Value toV8(V8Runtime runtime, @Nullable Object result) throws JavetException {
        if (result == null) {
            return runtime.createV8ValueUndefined();
        }
        if (result instanceof V8Value value) {
            return value;
        }
        if (result instanceof String string) {
            return runtime.createV8ValueString(string);
        }
        if (result instanceof Integer integer) {
            return runtime.createV8ValueInteger(integer);
        }
        if (result instanceof Double number) {
            return runtime.createV8ValueDouble(number);
        }
        if (result instanceof Boolean bool) {
            return runtime.createV8ValueBoolean(bool);
        }
        byte[] bytes = (byte[]) result;
        V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
        buffer.fromBytes(bytes);
        return buffer;
    }
}
