/** Tests of the HTTP client's parts. */
@NullMarked
package dev.workerlet.runtime.network;

import org.jspecify.annotations.NullMarked;
