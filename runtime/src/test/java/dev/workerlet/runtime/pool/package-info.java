/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.pool;

import org.jspecify.annotations.NullMarked;
