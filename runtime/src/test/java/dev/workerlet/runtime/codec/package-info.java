/** Tests of the compressors and decompressors, and what makes their data. */
@NullMarked
package dev.workerlet.runtime.codec;

import org.jspecify.annotations.NullMarked;
