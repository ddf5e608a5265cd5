/** Loop threads, turns and the watchdog that ends them. Knows V8 only as a target that a message is handed to. */
@NullMarked
package dev.workerlet.runtime.eventloop;

import org.jspecify.annotations.NullMarked;
