/** A worker's script, loaded in an isolate, and the host state of the events that run in it. */
@NullMarked
package dev.workerlet.runtime.context;

import org.jspecify.annotations.NullMarked;
