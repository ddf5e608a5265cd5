/** The hostile battery in other runtimes: what becomes of a process and of a healthy worker in it while a script attacks. */
@NullMarked
package dev.workerlet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
