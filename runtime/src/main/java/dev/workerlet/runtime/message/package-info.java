/** What crosses between JavaScript and the host, and between a container and the runtime: plain values, no behaviour. */
@NullMarked
package dev.workerlet.runtime.message;

import org.jspecify.annotations.NullMarked;
