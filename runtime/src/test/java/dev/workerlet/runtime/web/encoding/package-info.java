/** Tests of the Encoding Standard's host half, and what makes its tables. */
@NullMarked
package dev.workerlet.runtime.web.encoding;

import org.jspecify.annotations.NullMarked;
