/** Host half of the Encoding Standard's classes. */
@NullMarked
package dev.workerlet.runtime.web.encoding;

import org.jspecify.annotations.NullMarked;
