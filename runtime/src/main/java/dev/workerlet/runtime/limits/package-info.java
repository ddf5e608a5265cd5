/** Budgets of an event, and the reasons for which the host ends a script. */
@NullMarked
package dev.workerlet.runtime.limits;

import org.jspecify.annotations.NullMarked;
