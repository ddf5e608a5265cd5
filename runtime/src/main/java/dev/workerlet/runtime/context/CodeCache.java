package dev.workerlet.runtime.context;

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
 * Compiled code of scripts, in memory and on disk, by the text that it was compiled from. Thread-safe; holds
 * {@value #MOST_IN_MEMORY} scripts in memory at most. V8 trusts what it is given, so files carry a checksum, and names
 * are made of everything that code depends on.
 */
public final class CodeCache {
    private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);
    private static final int MOST_IN_MEMORY = 500;
    private static final float LOAD_FACTOR = 0.75f;
    /** Small scripts compile faster than a file is read. */
    private static final int LEAST_CHARS_ON_DISK = 4096;

    private final Path directory;
    private final byte[] engineKey;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, byte[]> inMemory = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST_IN_MEMORY;
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
                source.path().getBytes(StandardCharsets.UTF_8),
                source.text().getBytes(StandardCharsets.UTF_8));
    }

    byte @Nullable [] get(SourceText source) {
        String name = nameOf(source);
        lock.lock();
        try {
            byte[] code = inMemory.get(name);
            if (code != null) {
                return code;
            }
        } finally {
            lock.unlock();
        }
        byte[] code = readFile(source, name);
        if (code != null) {
            remember(name, code);
        }
        return code;
    }

    void put(SourceText source, byte[] code) {
        String name = nameOf(source);
        remember(name, code);
        if (source.text().length() < LEAST_CHARS_ON_DISK) {
            return;
        }
        try {
            CheckedFiles.write(directory.resolve(name), code);
        } catch (IOException e) {
            LOG.warn("Can't keep compiled code of {} in {}", source.path(), directory, e);
        }
    }

    private void remember(String name, byte[] code) {
        lock.lock();
        try {
            inMemory.put(name, code);
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] readFile(SourceText source, String name) {
        if (source.text().length() < LEAST_CHARS_ON_DISK) {
            return null;
        }
        try {
            return CheckedFiles.read(directory.resolve(name));
        } catch (IOException e) {
            LOG.warn("Can't read compiled code of {} from {}", source.path(), directory, e);
            return null;
        }
    }
}
