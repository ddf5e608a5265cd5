package dev.workerlet.runtime.network;

import dev.workerlet.runtime.support.Interleavings;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A body that is read while somebody gives it up: after that nothing is read, and the memory is freed. */
public class ContentDecoderInterleavings {
    private final ContentDecoder decoder = new ContentDecoder(List.of());

    @Operation(nonParallelGroup = "reader")
    public String read() {
        try {
            return decoder.output() == null ? "nothing" : "bytes";
        } catch (DataFormatException e) {
            return "closed";
        }
    }

    @Operation
    public void close() {
        decoder.close();
    }

    @Test
    void reading_besideClosing_isAsOneAfterTheOther() {
        Interleavings.check(ContentDecoderInterleavings.class);
    }
}
