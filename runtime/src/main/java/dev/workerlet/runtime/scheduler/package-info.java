/** Does what JavaScript asked for: timers now, network later. Answers with callback messages. */
@NullMarked
package dev.workerlet.runtime.scheduler;

import org.jspecify.annotations.NullMarked;
