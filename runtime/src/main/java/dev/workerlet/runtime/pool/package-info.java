/** The isolates of one loop thread, who gets which, and who waits. */
@NullMarked
package dev.workerlet.runtime.pool;

import org.jspecify.annotations.NullMarked;
