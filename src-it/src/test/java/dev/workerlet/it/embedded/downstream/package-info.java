/** What stands behind the worker filter in the tests: servlets of every kind, none of which knows of workers. */
@NullMarked
package dev.workerlet.it.embedded.downstream;

import org.jspecify.annotations.NullMarked;
