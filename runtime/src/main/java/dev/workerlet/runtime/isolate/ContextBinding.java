package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.utils.JavetResourceUtils;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handles by which the host holds one context. They die with the context: after a reset there is a new binding.
 *
 * <p>Belongs to the isolate's thread; everything but {@link #close()} is called within {@link Isolate#enter()}.
 */
public final class ContextBinding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContextBinding.class);
    private static final String ENTRY = "__workerlet";
    private static final V8Value[] NO_ARGUMENTS = {};

    private final V8Runtime runtime;
    private final List<AutoCloseable> handles = new ArrayList<>();
    private final V8ValueObject entry;
    private final V8ValueFunction turn;
    private final V8ValueFunction reportRejection;
    private final V8ValueFunction reportHandled;
    private final LazyCompiler lazyCompiler;
    private final Rejections rejections;
    private boolean identityAdopted;

    private ContextBinding(V8Runtime runtime, V8ValueObject entry, LazyCompiler lazyCompiler, Rejections rejections)
            throws JavetException {
        this.runtime = runtime;
        this.lazyCompiler = lazyCompiler;
        this.rejections = rejections;
        this.entry = keep(entry);
        this.turn = keep(entry.get("turn"));
        this.reportRejection = keep(entry.get("reportRejection"));
        this.reportHandled = keep(entry.get("reportHandled"));
    }

    static ContextBinding attach(Isolate isolate, List<HostFunction> functions) throws ScriptException {
        V8Runtime runtime = isolate.runtime();
        LazyCompiler lazyCompiler = new LazyCompiler(runtime, isolate.lazyScripts());
        HostFunctions hostFunctions = new HostFunctions(isolate, functions, lazyCompiler);
        try (V8ValueObject platform = runtime.getGlobalObject().get(ENTRY);
                V8ValueFunction bind = hostFunctions.binder();
                V8ValueArrayBuffer inbound = isolate.wrap(isolate.inbound());
                V8ValueArrayBuffer outbound = isolate.wrap(isolate.outbound())) {
            V8ValueObject entry = platform.invoke("attach", hostFunctions.names(), bind, inbound, outbound);
            Rejections rejections = new Rejections(isolate::wearThread);
            ContextBinding binding = new ContextBinding(runtime, entry, lazyCompiler, rejections);
            runtime.setPromiseRejectCallback(rejections);
            return binding;
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /** Runs one turn on the message in the inbound buffer; microtasks have run when it returns. */
    public void turn(@Nullable String text) throws ScriptException {
        try {
            if (text == null) {
                turn.callVoid(null, NO_ARGUMENTS);
            } else {
                turn.callVoid(null, new V8Value[] {runtime.createV8ValueString(text)});
            }
            rejections.reportTo(reportRejection, reportHandled);
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /**
     * Gives the context its {@code env}.
     *
     * @param texts a JSON object of strings
     * @param services a JSON array of the names under which other workers are asked
     */
    public void setEnv(String texts, String services) throws ScriptException {
        try {
            entry.invokeVoid("setEnv", texts, services);
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /** Makes the load event {@code requestId} the current one, for what a script's top level does. */
    void beginLoad(int requestId) throws JavetException {
        entry.invokeVoid("beginLoad", requestId);
    }

    /**
     * Runs a classic script, compiled as a function's body, as the load event {@code requestId}.
     *
     * @param scope what {@link #moduleScope} gave, where the script imports
     */
    void runClassic(int requestId, V8ValueFunction body, @Nullable V8ValueObject scope) throws JavetException {
        entry.invokeVoid(
                "runClassic",
                runtime.createV8ValueInteger(requestId),
                body,
                scope == null ? runtime.createV8ValueUndefined() : scope);
        rejections.reportTo(reportRejection, reportHandled);
    }

    /** Ends the load event once {@code evaluation} has settled; null stands for undefined. */
    void endLoad(int requestId, @Nullable V8Value namespace, @Nullable V8Value evaluation) throws JavetException {
        entry.invokeVoid(
                "endLoad",
                runtime.createV8ValueInteger(requestId),
                namespace == null ? runtime.createV8ValueUndefined() : namespace,
                evaluation == null ? runtime.createV8ValueUndefined() : evaluation);
        rejections.reportTo(reportRejection, reportHandled);
    }

    /** The exports of a module that stands for {@code import()} and {@code import.meta} in one script. */
    V8ValueObject moduleScope(String path, String url, boolean main) throws JavetException {
        return entry.invoke("moduleScope", path, url, main);
    }

    /** The exports of a module that is no script. */
    V8ValueObject exportsOf(String kind, V8Value content) throws JavetException {
        try (V8Value name = runtime.createV8ValueString(kind)) {
            return entry.invoke("exportsOf", name, content);
        }
    }

    /** The exports of {@code node:async_hooks}. */
    V8ValueObject asyncHooks() throws JavetException {
        return entry.get("asyncHooks");
    }

    /**
     * Makes a request's identity travel with its continuations. Takes about 30 ms, so it is done when it is needed.
     *
     * @return whether it does now; false where V8 does not give the two functions
     */
    public boolean adoptIdentity() {
        if (!identityAdopted) {
            try {
                identityAdopted = IdentityProbe.adopt(runtime, entry);
            } catch (JavetException e) {
                LOG.warn("Requests can't share a context: V8's continuation data is out of reach", e);
            }
        }
        return identityAdopted;
    }

    /** Whether {@link #offerPlatformCode()} would do anything. */
    public boolean hasPlatformCodeToOffer() {
        return lazyCompiler.hasCodeToOffer();
    }

    /** Keeps the compiled code of the platform's lazy scripts for other isolates. */
    public void offerPlatformCode() throws ScriptException {
        try {
            lazyCompiler.offerCode();
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /** Whether {@link #adoptIdentity()} has succeeded. */
    public boolean hasIdentity() {
        return identityAdopted;
    }

    private <T extends AutoCloseable> T keep(T handle) {
        handles.add(handle);
        return handle;
    }

    @Override
    public void close() {
        rejections.clear();
        lazyCompiler.close();
        JavetResourceUtils.safeClose(handles.toArray());
        handles.clear();
    }
}
