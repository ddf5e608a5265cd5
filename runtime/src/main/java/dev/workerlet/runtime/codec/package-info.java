/** Compressors and decompressors of streams, piece by piece and in bounded amounts. Knows neither JavaScript nor HTTP. */
@NullMarked
package dev.workerlet.runtime.codec;

import org.jspecify.annotations.NullMarked;
