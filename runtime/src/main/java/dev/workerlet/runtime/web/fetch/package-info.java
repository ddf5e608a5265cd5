/** Host half of {@code web/fetch}. */
@NullMarked
package dev.workerlet.runtime.web.fetch;

import org.jspecify.annotations.NullMarked;
