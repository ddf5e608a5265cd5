package dev.workerlet.runtime.web.compression;

import dev.workerlet.runtime.codec.Codec;
import dev.workerlet.runtime.context.HostObject;

/** A codec that JavaScript holds. */
sealed interface OpenCodec extends HostObject permits OpenBrotli, OpenPlain {
    Codec codec();

    @Override
    default void close() {
        codec().close();
    }
}
