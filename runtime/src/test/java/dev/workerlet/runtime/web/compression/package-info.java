/** Tests of the Compression Standard's host half, and what makes its data. */
@NullMarked
package dev.workerlet.runtime.web.compression;

import org.jspecify.annotations.NullMarked;
