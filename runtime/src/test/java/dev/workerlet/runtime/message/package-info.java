/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.message;

import org.jspecify.annotations.NullMarked;
