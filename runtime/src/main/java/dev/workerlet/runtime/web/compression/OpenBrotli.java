package dev.workerlet.runtime.web.compression;

import dev.workerlet.runtime.codec.Codec;

/** A codec that takes more memory than others, and is counted. */
record OpenBrotli(Codec codec) implements OpenCodec {}
