/** A container's request and response turned into a fetch event and back, without blocking a thread. */
@NullMarked
package dev.workerlet.servlet.exchange;

import org.jspecify.annotations.NullMarked;
