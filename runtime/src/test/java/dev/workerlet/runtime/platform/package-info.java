/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.platform;

import org.jspecify.annotations.NullMarked;
