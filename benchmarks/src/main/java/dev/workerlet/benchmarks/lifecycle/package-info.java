/** Whether redeployments and the end of the process go well under load: nothing lost, nothing left, no crash. */
@NullMarked
package dev.workerlet.benchmarks.lifecycle;

import org.jspecify.annotations.NullMarked;
