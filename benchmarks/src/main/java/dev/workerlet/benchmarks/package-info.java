/** What the runtime costs, by commands: the seed's tables, a leak run, and JMH. */
@NullMarked
package dev.workerlet.benchmarks;

import org.jspecify.annotations.NullMarked;
