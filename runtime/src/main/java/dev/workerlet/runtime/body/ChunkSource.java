package dev.workerlet.runtime.body;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A source of pieces that are all here. */
public final class ChunkSource implements BodySource {
    private final Queue<BodyChunk> chunks;

    private ChunkSource(List<BodyChunk> chunks) {
        this.chunks = new ArrayDeque<>(chunks);
    }

    /** The source of a body, whichever it is. */
    public static BodySource of(Body body) {
        if (body instanceof Body.Stream stream) {
            return stream.source();
        }
        byte[] bytes = ((Body.Bytes) body).bytes();
        return new ChunkSource(
                bytes.length == 0 ? List.of(BodyChunk.END) : List.of(new BodyChunk.Data(bytes), BodyChunk.END));
    }

    /** A body that has failed already. */
    public static Body failed(String reason) {
        return new Body.Stream(new ChunkSource(List.of(new BodyChunk.Failed(reason))), Body.UNKNOWN_LENGTH);
    }

    @Override
    public @Nullable BodyChunk read() {
        return chunks.poll();
    }

    /** The last piece is an end: whoever has read it demands nothing. */
    @Override
    public void demand(Runnable available) {
        available.run();
    }

    @Override
    public void cancel(String reason) {
        // Nobody is to be told.
    }
}
