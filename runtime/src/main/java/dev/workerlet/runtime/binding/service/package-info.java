/** Bindings to other workers: one asks another in the same runtime, past the network. */
@NullMarked
package dev.workerlet.runtime.binding.service;

import org.jspecify.annotations.NullMarked;
