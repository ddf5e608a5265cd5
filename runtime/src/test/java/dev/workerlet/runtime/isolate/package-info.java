/** Tests of what surrounds an isolate, as far as they need no V8. */
@NullMarked
package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.NullMarked;
