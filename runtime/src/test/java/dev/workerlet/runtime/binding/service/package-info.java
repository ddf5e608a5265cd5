@NullMarked
package dev.workerlet.runtime.binding.service;

import org.jspecify.annotations.NullMarked;
