/** A worker in front of an application: what stands behind it is run on demand, and its response kept for the worker. */
@NullMarked
package dev.workerlet.servlet.filter;

import org.jspecify.annotations.NullMarked;
