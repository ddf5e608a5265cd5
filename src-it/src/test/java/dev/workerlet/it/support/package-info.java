/** What the tests stand on: an HTTP client, test archives, bounded waiting, and servers as child processes. */
@NullMarked
package dev.workerlet.it.support;

import org.jspecify.annotations.NullMarked;
