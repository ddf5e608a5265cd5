/** Tests of the hostile battery. */
@NullMarked
package dev.workerlet.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
