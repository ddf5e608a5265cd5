/** Batteries of input and output against a server of its own process: large bodies, slow clients, many, those that leave. */
@NullMarked
package dev.workerlet.benchmarks.io;

import org.jspecify.annotations.NullMarked;
