/** Tests of limits and of what is reached. */
@NullMarked
package dev.workerlet.runtime.limits;

import org.jspecify.annotations.NullMarked;
