/** Tests of the package of this name. */
@NullMarked
package dev.workerlet.runtime.web.crypto;

import org.jspecify.annotations.NullMarked;
