/** V8 once per class loader: native library, ICU data, flags and the start-up snapshot. */
@NullMarked
package dev.workerlet.runtime.platform;

import org.jspecify.annotations.NullMarked;
