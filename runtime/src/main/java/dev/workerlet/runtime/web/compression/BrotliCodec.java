package dev.workerlet.runtime.web.compression;

/** A codec that takes more memory than others. */
sealed interface BrotliCodec extends Codec permits BrotliCompressor, BrotliDecompressor {}
