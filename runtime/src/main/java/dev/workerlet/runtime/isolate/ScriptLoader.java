package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetCompilationException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.V8ScriptOrigin;
import com.caoccao.javet.interop.callback.IV8ModuleResolver;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.IV8Module;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads a worker's script into a context: compiles, links and evaluates ES modules, or runs a classic script.
 *
 * <p>Belongs to the isolate's thread, within {@link Isolate#enter()}; one loader loads one script once.
 */
public final class ScriptLoader implements IV8ModuleResolver {
    private static final String ASYNC_HOOKS = "node:async_hooks";
    private static final String[] NO_PARAMETERS = {};
    private static final V8ValueObject[] NO_EXTENSIONS = {};

    private final V8Runtime runtime;
    private final ContextBinding binding;
    private final SourceReader sources;
    private final Map<String, SourceText> loaded = new HashMap<>();
    private final Map<String, V8Module> modules = new HashMap<>();
    private @Nullable V8ValueFunction classic;
    private @Nullable ScriptException failure;

    public ScriptLoader(Isolate isolate, ContextBinding binding, SourceReader sources) {
        this.runtime = isolate.runtime();
        this.binding = binding;
        this.sources = sources;
    }

    /**
     * Evaluates the script's top level as the event {@code requestId}. A top-level await may go on after the return; the
     * event's Done or Failed message tells when it is over.
     */
    public void load(String mainPath, int requestId) throws ScriptException {
        SourceText main = sources.read(mainPath);
        if (main == null) {
            throw ScriptException.of("Script " + mainPath + " does not exist");
        }
        runtime.setV8ModuleResolver(this);
        try {
            binding.beginLoad(requestId);
            if (mainPath.endsWith(".mjs") || !runClassic(main, requestId)) {
                runModule(main, requestId);
            }
        } catch (JavetException e) {
            ScriptException known = failure;
            throw known != null ? known : ScriptException.of(e);
        }
    }

    /**
     * Runs a script that is no module: the service-worker form. It is compiled as a function's body and called by the
     * platform's scripts, because what a script throws must not reach Javet, which would run its getters to convert it.
     *
     * @return false where it has the syntax of a module
     */
    private boolean runClassic(SourceText main, int requestId) throws JavetException {
        V8ValueFunction body;
        try {
            body = runtime.compileV8ValueFunction(
                    main.text(), sources.cachedCode(main), origin(main), NO_PARAMETERS, NO_EXTENSIONS);
        } catch (JavetCompilationException e) {
            if (isModuleSyntax(e)) {
                return false;
            }
            throw e;
        }
        classic = body;
        loaded.put(main.path(), main);
        binding.runClassic(requestId, body);
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

    private void runModule(SourceText main, int requestId) throws JavetException {
        V8Module module = compile(main);
        if (!module.instantiate()) {
            ScriptException known = failure;
            throw new IllegalStateException("Script " + main.path() + " can't be linked", known);
        }
        try (V8Value evaluation = module.evaluate(true);
                V8Value namespace = module.getNamespace()) {
            binding.endLoad(requestId, namespace, evaluation);
        }
    }

    private V8Module compile(SourceText source) throws JavetException {
        V8Module module = runtime.compileV8Module(source.text(), sources.cachedCode(source), origin(source), true);
        loaded.put(source.path(), source);
        modules.put(source.path(), module);
        return module;
    }

    private static V8ScriptOrigin origin(SourceText source) {
        return new V8ScriptOrigin(source.path());
    }

    @Override
    public String getAbsoluteResourceName(V8Runtime asking, String specifier, @Nullable IV8Module referrer)
            throws JavetException {
        return referrer == null ? specifier : ModulePath.resolve(referrer.getResourceName(), specifier);
    }

    @Override
    public @Nullable IV8Module resolve(V8Runtime asking, String specifier, @Nullable IV8Module referrer)
            throws JavetException {
        String from = referrer == null ? "" : referrer.getResourceName();
        String path = ModulePath.resolve(from, specifier);
        V8Module known = modules.get(path);
        if (known != null) {
            return known;
        }
        try {
            return path.startsWith("/") ? loadImport(path, specifier, from) : loadBuiltIn(path, from);
        } catch (ScriptException e) {
            failure = e;
            return null;
        } catch (JavetException e) {
            failure = ScriptException.of(e);
            return null;
        }
    }

    private V8Module loadImport(String path, String specifier, String from) throws ScriptException, JavetException {
        SourceText source = sources.read(path);
        if (source == null) {
            throw ScriptException.of(
                    "Module '" + specifier + "' (" + path + "), imported by " + from + ", does not exist");
        }
        if (ModulePath.isScript(path)) {
            return compile(source);
        }
        return ModulePath.isJson(path)
                ? jsonModule(source, from)
                : valueModule(path, runtime.createV8ValueString(source.text()));
    }

    private V8Module jsonModule(SourceText source, String from) throws ScriptException, JavetException {
        try (V8ValueObject json = runtime.getGlobalObject().get("JSON");
                V8Value value = json.invoke("parse", source.text())) {
            return valueModule(source.path(), value);
        } catch (JavetException e) {
            throw ScriptException.of("JSON module " + source.path() + ", imported by " + from + ", is not valid JSON: "
                    + e.getMessage());
        }
    }

    /** A module whose default export is {@code value}. */
    private V8Module valueModule(String path, V8Value value) throws JavetException {
        try (V8ValueObject exports = runtime.createV8ValueObject()) {
            exports.set("default", value);
            return keep(path, runtime.createV8Module(path, exports));
        }
    }

    private V8Module loadBuiltIn(String specifier, String from) throws ScriptException, JavetException {
        if (!specifier.equals(ASYNC_HOOKS)) {
            throw ScriptException.of("Module '" + specifier + "', imported by " + from
                    + ", is not known here: imports begin with './', '../' or '/', or are bundled into the script");
        }
        if (!binding.adoptIdentity()) {
            throw ScriptException.of("Module '" + ASYNC_HOOKS + "', imported by " + from
                    + ", needs V8's continuation data, which is out of reach here");
        }
        try (V8ValueObject exports = binding.asyncHooks()) {
            return keep(specifier, runtime.createV8Module(specifier, exports));
        }
    }

    private V8Module keep(String path, V8Module module) {
        modules.put(path, module);
        return module;
    }

    /** Offers the compiled code of all files to be kept; best after some requests, when functions have been compiled. */
    public void offerCode() throws ScriptException {
        try {
            V8ValueFunction script = classic;
            for (SourceText source : loaded.values()) {
                V8Module module = modules.get(source.path());
                if (module != null) {
                    sources.keepCode(source, module.getCachedData());
                } else if (script != null) {
                    sources.keepCode(source, script.getCachedData());
                }
            }
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }

    /** Closes the handles of the script; the script itself lives as long as its context. */
    public void close() throws ScriptException {
        try {
            for (V8Module module : modules.values()) {
                runtime.removeV8Module(module);
                module.close();
            }
            modules.clear();
            V8ValueFunction script = classic;
            if (script != null) {
                script.close();
            }
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
    }
}
