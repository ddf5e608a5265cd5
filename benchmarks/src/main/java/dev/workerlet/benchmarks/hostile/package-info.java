/** The hostile battery: scripts that attack, each beside neighbours under steady load in one server. */
@NullMarked
package dev.workerlet.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
