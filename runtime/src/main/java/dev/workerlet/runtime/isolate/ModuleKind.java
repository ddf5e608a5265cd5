package dev.workerlet.runtime.isolate;

/** What a file becomes when it is imported. */
enum ModuleKind {
    SCRIPT(""),
    /** The parsed value as default export. */
    JSON("json"),
    /** A string as default export. */
    TEXT("text"),
    /** A Uint8Array as default export. */
    BYTES("bytes"),
    /** A WebAssembly.Module as default export. */
    WEBASSEMBLY("");

    /** The {@code type} attribute that asks for it; empty where only the path tells. */
    private final String type;

    ModuleKind(String type) {
        this.type = type;
    }

    /**
     * The kind of a file.
     *
     * @param type the import's {@code type} attribute, empty for none
     * @throws ScriptException where the two do not fit
     */
    static ModuleKind of(String path, String type) throws ScriptException {
        ModuleKind natural = byPath(path);
        if (type.isEmpty() || type.equals(natural.type)) {
            return natural;
        }
        if (type.equals(TEXT.type)) {
            return TEXT;
        }
        if (type.equals(BYTES.type)) {
            return BYTES;
        }
        if (type.equals(JSON.type) && natural == TEXT) {
            return JSON;
        }
        throw ScriptException.of("TypeError: Module " + path + " is not of the type \"" + type + "\"");
    }

    private static ModuleKind byPath(String path) {
        if (path.endsWith(".js") || path.endsWith(".mjs")) {
            return SCRIPT;
        }
        if (path.endsWith(".json")) {
            return JSON;
        }
        return path.endsWith(".wasm") ? WEBASSEMBLY : TEXT;
    }

    /** The name under which a module is known: one file may be imported as several kinds. */
    String key(String path) {
        return this == byPath(path) ? path : type + ":" + path;
    }
}
