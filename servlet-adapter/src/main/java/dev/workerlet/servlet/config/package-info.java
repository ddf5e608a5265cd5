/** Configuration as written by users, read once at start into checked, immutable records. */
@NullMarked
package dev.workerlet.servlet.config;

import org.jspecify.annotations.NullMarked;
