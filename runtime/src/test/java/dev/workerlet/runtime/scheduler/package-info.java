/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.scheduler;

import org.jspecify.annotations.NullMarked;
