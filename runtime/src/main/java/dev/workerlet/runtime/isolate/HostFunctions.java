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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's functions for one context, each made when JavaScript first calls it ({@code context/host-functions.js}): Javet keeps
 * some memory of each for good, and a context needs few. Belongs to the isolate's thread.
 */
final class HostFunctions {
    private static final Logger LOG = LoggerFactory.getLogger(HostFunctions.class);
    private static final V8Value[] NO_ARGUMENTS = {};
    private static final String COMPILE = "compileScript";

    private final Isolate isolate;
    private final V8Runtime runtime;
    private final List<HostFunction> functions;
    private final LazyCompiler lazyCompiler;

    HostFunctions(Isolate isolate, List<HostFunction> functions, LazyCompiler lazyCompiler) {
        this.isolate = isolate;
        this.runtime = isolate.runtime();
        this.functions = functions;
        this.lazyCompiler = lazyCompiler;
    }

    /** Their names, with commas between them. */
    String names() {
        return Stream.concat(functions.stream().map(HostFunction::name), Stream.of(COMPILE))
                .collect(Collectors.joining(","));
    }

    /** The function that gives JavaScript any of them by its place among the names; the caller closes it. */
    V8ValueFunction binder() throws JavetException {
        IJavetDirectCallable.NoThisAndResult<Exception> call = values -> make(values[0].asInt());
        return function("bind", call);
    }

    private V8ValueFunction make(int place) throws JavetException {
        if (place == functions.size()) {
            IJavetDirectCallable.NoThisAndResult<Exception> compile =
                    values -> lazyCompiler.compile(values[0].toString());
            return function(COMPILE, compile);
        }
        HostFunction function = functions.get(place);
        IJavetDirectCallable.NoThisAndResult<RuntimeException> call = values -> call(function, values);
        return function(function.name(), call);
    }

    private V8ValueFunction function(String name, IJavetDirectCallable.NoThisAndResult<?> call) throws JavetException {
        return runtime.createV8ValueFunction(
                new JavetCallbackContext(name, JavetCallbackType.DirectCallNoThisAndResult, call));
    }

    private V8Value call(HostFunction function, V8Value @Nullable [] values) throws JavetException {
        try {
            return toV8(isolate.callHost(function, new HostArguments(values == null ? NO_ARGUMENTS : values)));
        } catch (OutOfMemoryError e) {
            isolate.noteOutOfHeap(e);
            throw new IllegalStateException("The platform has no room in " + function.name());
        } catch (RuntimeException e) {
            // The script gets the message: it must not tell of the host.
            LOG.error("The host function {} has failed", function.name(), e);
            throw new IllegalStateException("The platform has failed in " + function.name());
        } finally {
            if (values != null) {
                JavetResourceUtils.safeClose((Object[]) values);
            }
        }
    }

    private V8Value toV8(@Nullable Object result) throws JavetException {
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
