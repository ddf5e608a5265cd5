/** One command that serves a web application of workers, or a folder of scripts, in embedded Jetty. */
@NullMarked
package dev.workerlet.launcher;

import org.jspecify.annotations.NullMarked;
