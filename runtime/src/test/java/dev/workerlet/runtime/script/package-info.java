/** Tests of reading scripts. */
@NullMarked
package dev.workerlet.runtime.script;

import org.jspecify.annotations.NullMarked;
