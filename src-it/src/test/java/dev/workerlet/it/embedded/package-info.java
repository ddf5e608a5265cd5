/** The tests that run twice: in embedded Jetty and in embedded Tomcat. */
@NullMarked
package dev.workerlet.it.embedded;

import org.jspecify.annotations.NullMarked;
