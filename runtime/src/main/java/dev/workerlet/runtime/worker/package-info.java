/** A worker's script on an isolate of its own: what both execution modes run on. */
@NullMarked
package dev.workerlet.runtime.worker;

import org.jspecify.annotations.NullMarked;
