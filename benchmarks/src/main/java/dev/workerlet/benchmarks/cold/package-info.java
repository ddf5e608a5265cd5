/** The first request of a worker. */
@NullMarked
package dev.workerlet.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
