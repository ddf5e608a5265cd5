/** The Arquillian container for Jetty 12.1, for which there is no ready-made one. */
@NullMarked
package dev.workerlet.it.jetty;

import org.jspecify.annotations.NullMarked;
