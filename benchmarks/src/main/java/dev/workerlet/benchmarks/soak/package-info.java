/** The soak: hours of mixed load, a part of it hostile, in which every answer is checked and nothing may grow. */
@NullMarked
package dev.workerlet.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
