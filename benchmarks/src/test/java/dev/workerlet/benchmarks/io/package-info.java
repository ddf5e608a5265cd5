/** Tests of the loads. */
@NullMarked
package dev.workerlet.benchmarks.io;

import org.jspecify.annotations.NullMarked;
