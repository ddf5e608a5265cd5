/** What the benchmarks share: starting a runtime, scripts, and asking a worker. */
@NullMarked
package dev.workerlet.benchmarks.support;

import org.jspecify.annotations.NullMarked;
