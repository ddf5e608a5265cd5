/** Beans of an application that calls workers from Java. */
@NullMarked
package dev.workerlet.it.embedded.beans;

import org.jspecify.annotations.NullMarked;
