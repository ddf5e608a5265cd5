/** The Java part of the sample: what an application has before it meets workers. */
@NullMarked
package dev.workerlet.sample;

import org.jspecify.annotations.NullMarked;
