/** Short forms of the runs. */
@NullMarked
package dev.workerlet.benchmarks.lifecycle;

import org.jspecify.annotations.NullMarked;
