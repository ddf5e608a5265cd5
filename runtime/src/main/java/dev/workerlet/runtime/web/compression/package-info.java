/** Host half of the Compression Standard's streams. */
@NullMarked
package dev.workerlet.runtime.web.compression;

import org.jspecify.annotations.NullMarked;
