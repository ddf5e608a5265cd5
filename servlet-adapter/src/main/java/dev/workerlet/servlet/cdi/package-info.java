/** Workers for beans: the runtime and a dispatcher to inject, and events that tell what happens to workers. */
@NullMarked
package dev.workerlet.servlet.cdi;

import org.jspecify.annotations.NullMarked;
