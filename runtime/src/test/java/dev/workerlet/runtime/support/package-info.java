/** What tests of this module share. */
@NullMarked
package dev.workerlet.runtime.support;

import org.jspecify.annotations.NullMarked;
