/** Tests of the leak run. */
@NullMarked
package dev.workerlet.benchmarks.leak;

import org.jspecify.annotations.NullMarked;
