package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.ScriptLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the compiled code of a context's scripts, when its loop has nothing else to do. Confined to the loop's thread. */
final class CompiledCode {
    private static final Logger LOG = LoggerFactory.getLogger(CompiledCode.class);

    private final String worker;
    private final BareContext bare;
    private final ScriptLoader loader;

    CompiledCode(WorkerDefinition worker, BareContext bare, ScriptLoader loader) {
        this.worker = worker.name();
        this.bare = bare;
        this.loader = loader;
    }

    /** Whether {@link #offerCode} would do anything. */
    boolean hasCodeToOffer() {
        return loader.hasCodeToOffer() || bare.binding().hasPlatformCodeToOffer();
    }

    /** Keeps the compiled code of the worker's scripts, each once, and of the platform's lazy ones. */
    void offerCode() {
        try (Isolate.Entered entered = bare.isolate.enter()) {
            bare.binding().offerPlatformCode();
            loader.offerCode();
        } catch (ScriptException e) {
            LOG.warn("Can't keep compiled code of {}", worker, e);
        }
    }
}
