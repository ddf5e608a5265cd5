package dev.workerlet.runtime.web.compression;

import dev.workerlet.runtime.codec.Codec;

/** A codec of a small window. */
record OpenPlain(Codec codec) implements OpenCodec {}
