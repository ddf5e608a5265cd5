/** Host half of High Resolution Time. */
@NullMarked
package dev.workerlet.runtime.web.performance;

import org.jspecify.annotations.NullMarked;
