/** A long run that must leave nothing behind. */
@NullMarked
package dev.workerlet.benchmarks.leak;

import org.jspecify.annotations.NullMarked;
