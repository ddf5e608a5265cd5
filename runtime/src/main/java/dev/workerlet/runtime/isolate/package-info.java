/** V8 isolates behind their lockers; with the platform package the only place that knows Javet. */
@NullMarked
package dev.workerlet.runtime.isolate;

import org.jspecify.annotations.NullMarked;
