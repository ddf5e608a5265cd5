/** Tests of the runtime as a whole, with real isolates. */
@NullMarked
package dev.workerlet.runtime;

import org.jspecify.annotations.NullMarked;
