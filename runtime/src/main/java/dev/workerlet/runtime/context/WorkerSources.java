package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.isolate.SourceReader;
import dev.workerlet.runtime.isolate.SourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A worker's files as the script loader wants them: decoded, and with their compiled code. */
record WorkerSources(ScriptSource source, CodeCache codeCache) implements SourceReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public @Nullable SourceText read(String path) throws ScriptException {
        try {
            byte[] bytes = source.read(path);
            if (bytes == null) {
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new SourceText(path, marked ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw ScriptException.of("Script " + path + " is not valid UTF-8");
        } catch (IOException e) {
            throw ScriptException.of("Script " + path + " can't be read: " + e);
        }
    }

    @Override
    public byte @Nullable [] cachedCode(SourceText text) {
        return codeCache.get(text);
    }

    @Override
    public void keepCode(SourceText text, byte[] code) {
        codeCache.put(text, code);
    }
}
