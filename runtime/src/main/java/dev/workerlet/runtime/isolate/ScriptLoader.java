package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetCompilationException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.V8ScriptOrigin;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import dev.workerlet.runtime.script.Rewriting;
import dev.workerlet.runtime.script.SourceMapException;
import dev.workerlet.runtime.script.SourceMapUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads a worker's script into a context: compiles, links and evaluates ES modules, or runs a classic script; then loads
 * what it imports while it runs.
 *
 * <p>Belongs to the isolate's thread, within {@link Isolate#enter()}; one loader loads one script once.
 */
public final class ScriptLoader {
    private static final String[] NO_PARAMETERS = {};
    private static final V8ValueObject[] NO_EXTENSIONS = {};

    private final V8Runtime runtime;
    private final ContextBinding binding;
    private final SourceReader sources;
    private final ModuleGraph graph;
    private final String mainPath;
    private final List<ModuleGraph.Imported> imports = new ArrayList<>();
    private final Map<V8Module, Integer> importIds = new HashMap<>();
    private @Nullable V8ValueFunction classic;
    private boolean classicOffered;
    private ModuleGraph.@Nullable LoadedScript classicScript;

    public ScriptLoader(Isolate isolate, ContextBinding binding, SourceReader sources, String mainPath) {
        this.runtime = isolate.runtime();
        this.binding = binding;
        this.sources = sources;
        this.mainPath = mainPath;
        this.graph = new ModuleGraph(runtime, binding, sources, mainPath);
    }

    /**
     * Evaluates the script's top level as the event {@code requestId}. A top-level await may go on after the return; the
     * event's Done or Failed message tells when it is over.
     */
    public void load(int requestId) throws ScriptException {
        SourceText main = sources.read(mainPath);
        if (main == null) {
            throw ScriptException.of("Script " + mainPath + " does not exist");
        }
        runtime.setV8ModuleResolver(graph);
        CachedScript cached = sources.cached(main);
        Rewriting rewriting = cached != null ? cached.rewriting() : Rewriting.of(main.text());
        try {
            binding.beginLoad(requestId);
            boolean module = mainPath.endsWith(".mjs") || rewriting.module();
            if (module || !runClassic(main, cached, rewriting, requestId)) {
                runModule(graph.link(main, cached, rewriting), requestId);
            }
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /**
     * Runs a script that is no module: the service-worker form. It is compiled as a function's body and called by the
     * platform's scripts, because what a script throws must not reach Javet, which would run its getters to convert it.
     *
     * @return false where it has the syntax of a module
     */
    private boolean runClassic(SourceText main, @Nullable CachedScript cached, Rewriting rewriting, int requestId)
            throws JavetException {
        String[] parameters = rewriting.replaces() ? new String[] {rewriting.identifier()} : NO_PARAMETERS;
        V8ValueFunction body;
        try {
            body = runtime.compileV8ValueFunction(
                    rewriting.functionText(main.text()),
                    cached == null ? null : cached.code(),
                    new V8ScriptOrigin(main.path()),
                    parameters,
                    NO_EXTENSIONS);
        } catch (JavetCompilationException e) {
            if (isModuleSyntax(e)) {
                return false;
            }
            throw e;
        }
        classic = body;
        classicScript = new ModuleGraph.LoadedScript(main, rewriting, cached != null);
        if (rewriting.replaces()) {
            try (V8ValueObject scope = binding.moduleScope(mainPath, ModulePath.url(mainPath), true)) {
                binding.runClassic(requestId, body, scope);
            }
        } else {
            binding.runClassic(requestId, body, null);
        }
        return true;
    }

    /** Whether a script failed to compile only because it is a module. V8's words, held by a test. */
    private static boolean isModuleSyntax(JavetCompilationException exception) {
        String message = exception.getScriptingError().getDetailedMessage();
        return message.contains("import statement outside a module")
                || message.contains("Unexpected token 'export'")
                || message.contains("import.meta")
                || message.contains("await is only valid");
    }

    private void runModule(V8Module module, int requestId) throws JavetException {
        try (V8Value evaluation = module.evaluate(true);
                V8Value namespace = module.getNamespace()) {
            binding.endLoad(requestId, namespace, evaluation);
        }
    }

    /**
     * Loads and links what the running script imports.
     *
     * @return an Integer for {@link #evaluate} and {@link #namespace}, or a String: what went wrong
     */
    public Object importModule(String from, String specifier, String type) {
        try {
            ModuleGraph.Imported imported = graph.load(from, specifier, type);
            return importIds.computeIfAbsent(imported.entry(), entry -> {
                imports.add(imported);
                return imports.size() - 1;
            });
        } catch (ScriptException e) {
            return ended(e);
        }
    }

    /** Evaluates what {@link #importModule} has loaded: a promise that settles when that is done. */
    public Object evaluate(int id) {
        try {
            return imports.get(id).entry().evaluate(true);
        } catch (JavetException e) {
            return ended(ScriptException.of(e));
        }
    }

    /** The namespace object of what {@link #importModule} has loaded. */
    public Object namespace(int id) {
        try {
            return imports.get(id).target().getNamespace();
        } catch (JavetException e) {
            return ended(ScriptException.of(e));
        }
    }

    /** The URL of what a specifier means, or what is wrong with it, behind a space. */
    public String resolve(String from, String specifier) {
        try {
            return ModuleGraph.resolveUrl(from, specifier);
        } catch (ScriptException e) {
            return " " + e.getMessage();
        }
    }

    /** Text of a failure in the midst of a script. Where the host ended that, Javet caught the end: it is told again. */
    private String ended(ScriptException failure) {
        if (failure.isTerminated()) {
            runtime.terminateExecution();
        }
        return failure.onOneLine();
    }

    /** Whether a script of this path was loaded. */
    public boolean hasLoaded(String path) {
        return source(path) != null;
    }

    private @Nullable SourceText source(String path) {
        ModuleGraph.LoadedScript script = classicScript;
        return script != null && script.source().path().equals(path) ? script.source() : graph.source(path);
    }

    /**
     * The text of the source map that a loaded script names: in itself, or in a file of the same source.
     *
     * @return null where there is none, or the files have changed since
     */
    public @Nullable String sourceMap(String path) throws ScriptException, SourceMapException {
        SourceText script = source(path);
        String url = script == null ? null : SourceMapUrl.of(script.text());
        if (url == null || SourceMapUrl.isInline(url)) {
            return url == null ? null : SourceMapUrl.inlineMap(url);
        }
        String reference = url.indexOf(':') < 0 && !url.startsWith("/") ? "./" + url : url;
        String file = ModulePath.resolve(path, reference);
        if (!ModulePath.isFile(file)) {
            return null;
        }
        SourceText map = sources.readAside(file);
        return map == null || !sources.isCurrent() ? null : map.text();
    }

    /** Whether {@link #offerCode()} would do anything. */
    public boolean hasCodeToOffer() {
        return (classic != null && !classicOffered) || graph.hasCodeToOffer();
    }

    /** Offers the compiled code of all files to be kept; best after some requests, when functions have been compiled. */
    public void offerCode() throws ScriptException {
        try {
            V8ValueFunction body = classic;
            ModuleGraph.LoadedScript script = classicScript;
            if (body != null && script != null && !classicOffered) {
                classicOffered = true;
                if (script.isWantedBy(sources)) {
                    sources.keep(script.source(), new CachedScript(script.rewriting(), body.getCachedData()));
                }
            }
            graph.offerCode();
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /** Closes the handles of the script; the script itself lives as long as its context. */
    public void close() throws ScriptException {
        try {
            graph.close();
            V8ValueFunction body = classic;
            if (body != null) {
                body.close();
            }
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }
}
