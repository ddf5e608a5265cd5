package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.V8ScriptOrigin;
import com.caoccao.javet.utils.JavetResourceUtils;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import dev.workerlet.runtime.platform.LazyScripts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiles the platform's lazy scripts in one context, and hands their compiled code on to the next. Belongs to the
 * isolate's thread.
 */
final class LazyCompiler {
    private static final V8ValueObject[] NO_EXTENSIONS = {};

    private final V8Runtime runtime;
    private final LazyScripts scripts;
    /** What was compiled without kept code; open until that is offered. */
    private final Map<String, V8ValueFunction> toOffer = new LinkedHashMap<>();

    LazyCompiler(V8Runtime runtime, LazyScripts scripts) {
        this.runtime = runtime;
        this.scripts = scripts;
    }

    /** The factory of a script; the caller closes it. */
    V8ValueFunction compile(String id) throws JavetException {
        V8ValueFunction factory = runtime.compileV8ValueFunction(
                scripts.source(id),
                scripts.code(id),
                new V8ScriptOrigin(LazyScripts.RESOURCE_PREFIX + id),
                LazyScripts.parameters(),
                NO_EXTENSIONS);
        if (scripts.lacksCode(id)) {
            toOffer.put(id, factory.toClone(true));
        }
        return factory;
    }

    /** Whether {@link #offerCode()} would do anything. */
    boolean hasCodeToOffer() {
        return !toOffer.isEmpty();
    }

    /** Keeps compiled code for other isolates; best after some use, when functions have been compiled. */
    void offerCode() throws JavetException {
        try {
            for (Map.Entry<String, V8ValueFunction> entry : toOffer.entrySet()) {
                if (scripts.lacksCode(entry.getKey())) {
                    scripts.keepCode(entry.getKey(), entry.getValue().getCachedData());
                }
            }
        } finally {
            // What can't be kept now is not tried again and again.
            close();
        }
    }

    void close() {
        JavetResourceUtils.safeClose(toOffer.values().toArray());
        toOffer.clear();
    }
}
