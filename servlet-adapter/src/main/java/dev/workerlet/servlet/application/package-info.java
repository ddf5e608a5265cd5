/** What belongs to one web application: its settings, its runtime, its workers by name. */
@NullMarked
package dev.workerlet.servlet.application;

import org.jspecify.annotations.NullMarked;
