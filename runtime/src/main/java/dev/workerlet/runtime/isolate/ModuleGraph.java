package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetCompilationException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.V8ScriptOrigin;
import com.caoccao.javet.interop.callback.IV8ModuleResolver;
import com.caoccao.javet.values.reference.IV8Module;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueObject;
import dev.workerlet.runtime.script.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules of one context: each file is read, compiled and evaluated once, however it is imported. Belongs to the
 * isolate's thread, within {@link Isolate#enter()}.
 *
 * <p>The files of a version are what was there when each was read; a file that is not read before the script runs must
 * be of the version that the others are of.
 */
final class ModuleGraph implements IV8ModuleResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleGraph.class);
    private static final String ASYNC_HOOKS = "node:async_hooks";
    /** What a module is compiled for that only imports another one, so that V8 tells when that is evaluated. */
    private static final String ENTRY = "workerlet:import:";

    /** Javet looks in its own map first; nothing is known under this name there. */
    private static final String ASK_ME = "workerlet:ask";

    private final V8Runtime runtime;
    private final ContextBinding binding;
    private final SourceReader sources;
    private final String mainPath;
    private final Map<String, LoadedScript> scripts = new HashMap<>();
    private final Map<String, V8Module> modules = new HashMap<>();
    /** Scripts whose code was offered to be kept. */
    private final Set<String> offered = new HashSet<>();

    /** Modules that the present import has added. */
    private final List<String> fresh = new ArrayList<>();

    private boolean hasRead;
    private @Nullable ScriptException failure;

    /**
     * A script and how it was changed.
     *
     * @param isKept whether it was compiled with code that is kept
     */
    record LoadedScript(SourceText source, Rewriting rewriting, boolean isKept) {
        /** Whether its compiled code is to be kept. */
        boolean isWantedBy(SourceReader sources) {
            return !isKept && sources.wantsCode(source);
        }
    }

    ModuleGraph(V8Runtime runtime, ContextBinding binding, SourceReader sources, String mainPath) {
        this.runtime = runtime;
        this.binding = binding;
        this.sources = sources;
        this.mainPath = mainPath;
    }

    /** Compiles, and links with what it imports. */
    V8Module link(SourceText main, @Nullable CachedScript cached, Rewriting rewriting)
            throws ScriptException, JavetException {
        V8Module module = compile(main, main.path(), cached, rewriting);
        instantiate(module);
        return module;
    }

    /**
     * Loads what a running script imports, and links it; evaluates nothing.
     *
     * @return a module whose evaluation is that of the one imported
     */
    Imported load(String from, String specifier, String type) throws ScriptException {
        hasRead = false;
        fresh.clear();
        try {
            Imported imported = loadAndLink(from, specifier, type);
            checkVersion(specifier, from);
            return imported;
        } catch (ScriptException e) {
            checkVersion(specifier, from);
            throw e;
        }
    }

    private Imported loadAndLink(String from, String specifier, String type) throws ScriptException {
        failure = null;
        try {
            String path = ModulePath.resolve(from, specifier);
            String key = keyOf(path, type);
            V8Module target = modules.get(key);
            if (target == null) {
                target = loadModule(path, type, specifier, from);
            }
            return new Imported(entry(key), target);
        } catch (JavetException e) {
            throw known(e);
        }
    }

    /** What was read just now must be of the version of the rest; otherwise it is forgotten. */
    private void checkVersion(String specifier, String from) throws ScriptException {
        if (!hasRead || sources.isCurrent()) {
            return;
        }
        try {
            for (String key : fresh) {
                scripts.remove(key);
                V8Module module = modules.remove(key);
                if (module != null) {
                    close(module);
                }
            }
        } catch (JavetException e) {
            throw ScriptException.of(e);
        }
        throw ScriptException.of("TypeError: Module '" + specifier + "', imported by " + from
                + ", can't be loaded: the script's files have changed since it was loaded itself");
    }

    /** What a dynamic import gives, and a module to evaluate for it. */
    record Imported(V8Module entry, V8Module target) {}

    private V8Module entry(String key) throws ScriptException, JavetException {
        String name = ENTRY + key;
        V8Module known = modules.get(name);
        if (known != null) {
            return known;
        }
        V8Module entry = runtime.compileV8Module("import\"target\"", null, new V8ScriptOrigin(name), true);
        try {
            instantiate(entry);
        } catch (ScriptException | JavetException e) {
            close(entry);
            throw e;
        }
        return keep(name, entry);
    }

    private void instantiate(V8Module module) throws ScriptException, JavetException {
        failure = null;
        try {
            if (module.instantiate()) {
                return;
            }
        } catch (JavetException e) {
            throw known(e);
        }
        ScriptException known = failure;
        throw known != null ? known : ScriptException.of("Script " + module.getResourceName() + " can't be linked");
    }

    /** What went wrong in our own words, where V8 only says that it did. */
    private ScriptException known(JavetException e) {
        ScriptException known = failure;
        return known != null ? known : ScriptException.ofText(e);
    }

    /**
     * Compiles a script as a module. Where it is refused as it was changed, the script itself is compiled: its error has
     * the words that its author knows.
     */
    private V8Module compile(SourceText source, String key, @Nullable CachedScript cached, Rewriting rewriting)
            throws JavetException {
        V8Module module;
        Rewriting applied = rewriting;
        try {
            byte[] code = cached == null ? null : cached.code();
            module = runtime.compileV8Module(rewriting.moduleText(source.text()), code, new V8ScriptOrigin(key), true);
        } catch (JavetCompilationException e) {
            if (!rewriting.replaces()) {
                throw e;
            }
            module = runtime.compileV8Module(source.text(), null, new V8ScriptOrigin(key), true);
            applied = Rewriting.NONE;
            LOG.warn("import() does not work in {}: V8 refuses the script as it was changed", source.path(), e);
        }
        scripts.put(key, new LoadedScript(source, applied, cached != null));
        return keep(key, module);
    }

    @Override
    public String getAbsoluteResourceName(V8Runtime asking, String specifier, @Nullable IV8Module referrer) {
        return ASK_ME;
    }

    @Override
    public @Nullable IV8Module resolve(V8Runtime asking, String specifier, @Nullable IV8Module referrer)
            throws JavetException {
        String from = referrer == null ? "" : referrer.getResourceName();
        if (from.startsWith(ENTRY)) {
            return modules.get(from.substring(ENTRY.length()));
        }
        try {
            LoadedScript importing = scripts.get(from);
            boolean rewritten = importing != null && importing.rewriting().replaces();
            return rewritten && specifier.equals(Rewriting.SPECIFIER)
                    ? importerOf(from)
                    : staticImport(specifier, from, importing);
        } catch (ScriptException e) {
            failure = e;
            return null;
        } catch (JavetException e) {
            failure = ScriptException.of(e);
            return null;
        }
    }

    private V8Module staticImport(String specifier, String from, @Nullable LoadedScript importing)
            throws ScriptException, JavetException {
        String type = importing == null ? "" : importing.rewriting().types().getOrDefault(specifier, "");
        if (type.equals(Rewriting.TWO_TYPES)) {
            throw ScriptException.of("TypeError: Module '" + specifier + "' is imported as two types by " + from);
        }
        String path = ModulePath.resolve(from, specifier);
        V8Module known = modules.get(keyOf(path, type));
        return known != null ? known : loadModule(path, type, specifier, from);
    }

    private static String keyOf(String path, String type) throws ScriptException {
        return ModulePath.isFile(path) ? ModuleKind.of(path, type).key(path) : path;
    }

    private V8Module loadModule(String path, String type, String specifier, String from)
            throws ScriptException, JavetException {
        if (!ModulePath.isFile(path)) {
            return loadBuiltIn(path, from);
        }
        ModuleKind kind = ModuleKind.of(path, type);
        return switch (kind) {
            case SCRIPT -> loadScript(present(sources.read(path), path, specifier, from), from);
            case JSON, TEXT ->
                valueModule(
                        kind,
                        path,
                        from,
                        present(sources.read(path), path, specifier, from).text());
            case BYTES, WEBASSEMBLY ->
                valueModule(kind, path, from, present(sources.readBytes(path), path, specifier, from));
        };
    }

    /** What was read, if it was there. */
    private <T> T present(@Nullable T read, String path, String specifier, String from) throws ScriptException {
        hasRead = true;
        if (read == null) {
            throw ScriptException.of(
                    "TypeError: Module '" + specifier + "' (" + path + "), imported by " + from + ", does not exist");
        }
        return read;
    }

    private V8Module loadScript(SourceText source, String from) throws ScriptException {
        try {
            CachedScript cached = sources.cached(source);
            return compile(
                    source, source.path(), cached, cached != null ? cached.rewriting() : Rewriting.of(source.text()));
        } catch (JavetException e) {
            throw ScriptException.ofText(e).importedBy(from);
        }
    }

    /** A module with one default export. */
    private V8Module valueModule(ModuleKind kind, String path, String from, Object content)
            throws ScriptException, JavetException {
        String key = kind.key(path);
        try (V8ValueObject exports = content instanceof byte[] bytes
                ? exportsOf(kind, bytes)
                : binding.exportsOf(kind.name(), runtime.createV8ValueString((String) content))) {
            return keep(key, runtime.createV8Module(key, exports));
        } catch (JavetException e) {
            ScriptException cause = ScriptException.of(e);
            if (cause.isTerminated()) {
                throw cause;
            }
            throw ScriptException.of(cause.firstLine() + " in " + path).importedBy(from);
        }
    }

    private V8ValueObject exportsOf(ModuleKind kind, byte[] bytes) throws JavetException {
        try (V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length)) {
            buffer.fromBytes(bytes);
            return binding.exportsOf(kind.name(), buffer);
        }
    }

    /** The module that gives a script its own {@code import()} and {@code import.meta}. */
    private V8Module importerOf(String from) throws JavetException {
        String name = Rewriting.SPECIFIER + ":" + from;
        V8Module known = modules.get(name);
        if (known != null) {
            return known;
        }
        try (V8ValueObject exports = binding.moduleScope(from, ModulePath.url(from), from.equals(mainPath))) {
            return keep(name, runtime.createV8Module(name, exports));
        }
    }

    private V8Module loadBuiltIn(String specifier, String from) throws ScriptException, JavetException {
        if (!specifier.equals(ASYNC_HOOKS)) {
            throw ScriptException.of("TypeError: Module '" + specifier + "', imported by " + from
                    + ", is not known here: imports begin with './', '../' or '/', or are bundled into the script");
        }
        if (!binding.adoptIdentity()) {
            throw ScriptException.of("TypeError: Module '" + ASYNC_HOOKS + "', imported by " + from
                    + ", needs V8's continuation data, which is out of reach here");
        }
        try (V8ValueObject exports = binding.asyncHooks()) {
            return keep(specifier, runtime.createV8Module(specifier, exports));
        }
    }

    /** The URL of what a specifier means. */
    static String resolveUrl(String from, String specifier) throws ScriptException {
        String path = ModulePath.resolve(from, specifier);
        if (ModulePath.isFile(path)) {
            return ModulePath.url(path);
        }
        if (path.equals(ASYNC_HOOKS)) {
            return path;
        }
        throw ScriptException.of("'" + specifier + "', resolved in " + from
                + ", is not known here: specifiers begin with './', '../' or '/'");
    }

    private V8Module keep(String key, V8Module module) {
        modules.put(key, module);
        fresh.add(key);
        return module;
    }

    /** Whether a script was loaded since {@link #offerCode()}. */
    boolean hasCodeToOffer() {
        return offered.size() < scripts.size();
    }

    /** Offers the compiled code of all scripts to be kept that is not yet, each once. */
    void offerCode() throws JavetException {
        for (Map.Entry<String, LoadedScript> loaded : scripts.entrySet()) {
            V8Module module = modules.get(loaded.getKey());
            LoadedScript script = loaded.getValue();
            // V8 keeps nothing to cache of a module that failed.
            if (module != null
                    && offered.add(loaded.getKey())
                    && module.getStatus() != IV8Module.Errored
                    && script.isWantedBy(sources)) {
                sources.keep(script.source(), new CachedScript(script.rewriting(), module.getCachedData()));
            }
        }
    }

    /** The text of a script that was loaded, or null. */
    @Nullable
    SourceText source(String path) {
        LoadedScript script = scripts.get(path);
        return script == null ? null : script.source();
    }

    /** Closes the handles; the modules live as long as their context. */
    void close() throws JavetException {
        for (V8Module module : modules.values()) {
            close(module);
        }
        modules.clear();
    }

    private void close(V8Module module) throws JavetException {
        runtime.removeV8Module(module);
        module.close();
    }
}
