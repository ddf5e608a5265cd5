/** Tests of isolates. */
@NullMarked
package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.NullMarked;
