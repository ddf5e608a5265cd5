/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.web.cache;

import org.jspecify.annotations.NullMarked;
