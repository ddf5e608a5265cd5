/** Tests of what runs a worker, as far as they need no V8. */
@NullMarked
package dev.workerlet.runtime.context;

import org.jspecify.annotations.NullMarked;
