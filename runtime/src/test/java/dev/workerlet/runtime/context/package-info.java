/** Tests of contexts. */
@NullMarked
package dev.workerlet.runtime.context;

import org.jspecify.annotations.NullMarked;
