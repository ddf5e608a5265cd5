/** The seed's benchmark tables, run by this runtime. */
@NullMarked
package dev.workerlet.benchmarks.seed;

import org.jspecify.annotations.NullMarked;
