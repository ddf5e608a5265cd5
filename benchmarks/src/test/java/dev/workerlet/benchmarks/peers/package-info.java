/** Tests of the judgement of other runtimes. */
@NullMarked
package dev.workerlet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
