/** Tests of bodies that flow. */
@NullMarked
package dev.workerlet.runtime.body;

import org.jspecify.annotations.NullMarked;
