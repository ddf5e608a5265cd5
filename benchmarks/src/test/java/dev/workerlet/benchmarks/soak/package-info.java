/** Tests of the soak, and its short form. */
@NullMarked
package dev.workerlet.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
