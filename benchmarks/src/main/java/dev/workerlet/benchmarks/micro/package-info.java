/** JMH benchmarks of single steps. */
@NullMarked
package dev.workerlet.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
