/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.eventloop;

import org.jspecify.annotations.NullMarked;
