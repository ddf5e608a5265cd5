package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.CachedScript;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.SourceReader;
import dev.workerlet.runtime.isolate.SourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's files as the script loader wants them: decoded, and with their compiled code.
 *
 * @param version the source's version that is loaded
 */
record WorkerSources(ScriptSource source, String version, CodeCache codeCache) implements SourceReader {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSources.class);
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The present version of a source. */
    static WorkerSources of(ScriptSource source, CodeCache codeCache) {
        return new WorkerSources(source, source.version(), codeCache);
    }

    @Override
    public @Nullable SourceText read(String path) throws ScriptException {
        byte[] bytes = readBytes(path);
        if (bytes == null) {
            return null;
        }
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
        try {
            byte[] bytes = source.read(path);
            if (bytes != null && bytes.length > ScriptSource.MOST_FILE_BYTES) {
                throw ScriptException.of("File " + path + " is larger than " + ScriptSource.MOST_FILE_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
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
    public void keep(SourceText text, CachedScript script) {
        codeCache.put(text, script);
    }
}
