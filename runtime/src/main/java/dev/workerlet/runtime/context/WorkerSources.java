package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.CachedScript;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.SourceReader;
import dev.workerlet.runtime.isolate.SourceText;
import dev.workerlet.runtime.limits.ScriptLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's files as the script loader wants them: decoded, within bounds, and with their compiled code. Belongs to one load of
 * the worker, and so to its loop's thread.
 */
final class WorkerSources implements SourceReader {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSources.class);
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ScriptSource source;
    private final ScriptLimits limits;
    private final CodeCache codeCache;
    /** The source's version that is loaded. */
    private final String version;

    private long bytesRead;
    private int filesRead;

    /** The present version of a source. */
    WorkerSources(ScriptSource source, ScriptLimits limits, CodeCache codeCache) {
        this.source = source;
        this.limits = limits;
        this.codeCache = codeCache;
        this.version = source.version();
    }

    @Override
    public @Nullable SourceText read(String path) throws ScriptException {
        byte[] bytes = readBytes(path);
        return bytes == null ? null : decode(path, bytes);
    }

    @Override
    public @Nullable SourceText readAside(String path) throws ScriptException {
        byte[] bytes = readWhole(path);
        return bytes == null ? null : decode(path, bytes);
    }

    private static SourceText decode(String path, byte[] bytes) throws ScriptException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new SourceText(path, marked ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw ScriptException.of("Script " + path + " is not valid UTF-8");
        }
    }

    @Override
    public byte @Nullable [] readBytes(String path) throws ScriptException {
        byte[] bytes = readWhole(path);
        if (bytes != null) {
            if (filesRead == limits.files()) {
                throw ScriptException.of("File " + path + " is one too many: a worker is loaded from " + limits.files()
                        + " files at most (script-files-limit)");
            }
            if (bytes.length > limits.bytes() - bytesRead) {
                throw ScriptException.of("File " + path + " is too large: a worker is loaded from " + limits.bytes()
                        + " bytes at most, all files together (script-limit), and this one has " + bytes.length);
            }
            filesRead++;
            bytesRead += bytes.length;
        }
        return bytes;
    }

    private byte @Nullable [] readWhole(String path) throws ScriptException {
        try {
            byte[] bytes = source.read(path);
            if (bytes != null && bytes.length > ScriptSource.MOST_FILE_BYTES) {
                throw ScriptException.of("File " + path + " is larger than " + ScriptSource.MOST_FILE_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            // A script may see the message: it must not tell where the file lies.
            LOG.warn("{} in {} can't be read", path, source, e);
            throw ScriptException.of("File " + path + " can't be read");
        }
    }

    @Override
    public boolean isCurrent() {
        return source.version().equals(version);
    }

    @Override
    public @Nullable CachedScript cached(SourceText text) {
        return codeCache.get(text);
    }

    @Override
    public boolean wantsCode(SourceText text) {
        return codeCache.wants(text);
    }

    @Override
    public void keep(SourceText text, CachedScript script) {
        codeCache.put(text, script);
    }
}
