/** Outbound HTTP and WebSocket: one client for all loops, and which addresses it may reach. Knows nothing of JavaScript. */
@NullMarked
package dev.workerlet.runtime.network;

import org.jspecify.annotations.NullMarked;
