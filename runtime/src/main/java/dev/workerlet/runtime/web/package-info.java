/** The host halves of the web platform, put together. */
@NullMarked
package dev.workerlet.runtime.web;

import org.jspecify.annotations.NullMarked;
