/** How bodies flow: reading a source whenever there is room, gathering it, making one of bytes. */
@NullMarked
package dev.workerlet.runtime.body;

import org.jspecify.annotations.NullMarked;
