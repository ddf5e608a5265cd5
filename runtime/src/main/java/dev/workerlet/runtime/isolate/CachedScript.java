package dev.workerlet.runtime.isolate;

import dev.workerlet.runtime.script.Rewriting;

/**
 * What is kept of a script's text for its next load.
 *
 * @param rewriting how the text was changed before it was compiled
 * @param code what V8 made of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CachedScript(Rewriting rewriting, byte[] code) {}
