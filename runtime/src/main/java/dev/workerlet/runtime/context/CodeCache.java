package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.CachedScript;
import dev.workerlet.runtime.isolate.SourceText;
import dev.workerlet.runtime.platform.CheckedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled code of scripts and how they were rewritten for it, in memory and on disk, by the text as it was read. Thread-safe; holds
 * {@value #MOST_IN_MEMORY} scripts in memory at most. V8 trusts what it is given, so files carry a checksum, and names
 * are made of everything that code depends on.
 *
 * <p>A text's code is taken from V8 once in a process: each time, Javet keeps a copy of it that it never frees (decision 47).
 */
public final class CodeCache {
    private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);
    private static final int MOST_IN_MEMORY = 500;
    /** Of so many texts it is known that their code was taken. */
    private static final int MOST_TAKEN = 4_096;

    private static final float LOAD_FACTOR = 0.75f;
    /** Small scripts compile faster than a file is read. */
    private static final int LEAST_CHARS_ON_DISK = 4096;

    private final Path directory;
    private final byte[] engineKey;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CachedScript> inMemory = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedScript> eldest) {
            return size() > MOST_IN_MEMORY;
        }
    };
    /** Names of the texts whose code was taken. */
    private final Map<String, Boolean> taken = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TAKEN;
        }
    };

    /**
     * A cache in {@code directory}, which is this process's own.
     *
     * @param engineKey V8's version and flags
     */
    public CodeCache(Path directory, String engineKey) {
        this.directory = directory;
        this.engineKey = engineKey.getBytes(StandardCharsets.UTF_8);
    }

    /** The name of a text's code. */
    String nameOf(SourceText source) {
        return CheckedFiles.nameOf(
                engineKey,
                CachedScriptFormat.VERSION,
                source.path().getBytes(StandardCharsets.UTF_8),
                source.text().getBytes(StandardCharsets.UTF_8));
    }

    @Nullable
    CachedScript get(SourceText source) {
        String name = nameOf(source);
        lock.lock();
        try {
            CachedScript script = inMemory.get(name);
            if (script != null) {
                return script;
            }
        } finally {
            lock.unlock();
        }
        CachedScript script = readFile(source, name);
        if (script != null) {
            remember(name, script);
        }
        return script;
    }

    /** Whether the code of a text is to be taken: it is not kept, and nobody was told so before. */
    boolean wants(SourceText source) {
        String name = nameOf(source);
        lock.lock();
        try {
            return taken.put(name, true) == null && !inMemory.containsKey(name);
        } finally {
            lock.unlock();
        }
    }

    void put(SourceText source, CachedScript script) {
        String name = nameOf(source);
        remember(name, script);
        if (source.text().length() < LEAST_CHARS_ON_DISK) {
            return;
        }
        try {
            CheckedFiles.write(directory.resolve(name), CachedScriptFormat.write(script));
        } catch (IOException e) {
            LOG.warn("Can't keep compiled code of {} in {}", source.path(), directory, e);
        }
    }

    private void remember(String name, CachedScript script) {
        lock.lock();
        try {
            inMemory.put(name, script);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CachedScript readFile(SourceText source, String name) {
        if (source.text().length() < LEAST_CHARS_ON_DISK) {
            return null;
        }
        try {
            byte[] content = CheckedFiles.read(directory.resolve(name));
            return content == null ? null : CachedScriptFormat.read(content);
        } catch (IOException e) {
            LOG.warn("Can't read compiled code of {} from {}", source.path(), directory, e);
            return null;
        }
    }
}
