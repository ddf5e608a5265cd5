/** The façade of the runtime: what a servlet adapter, a launcher or a test talks to. */
@NullMarked
package dev.workerlet.runtime;

import org.jspecify.annotations.NullMarked;
