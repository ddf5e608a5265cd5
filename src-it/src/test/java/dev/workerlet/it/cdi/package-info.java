/** What lets Arquillian inject beans into tests that run in a web application without the server's CDI. */
@NullMarked
package dev.workerlet.it.cdi;

import org.jspecify.annotations.NullMarked;
