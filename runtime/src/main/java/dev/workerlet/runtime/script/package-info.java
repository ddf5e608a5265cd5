/** What is known of a script by reading it: where it imports, and what its source map says. Knows no V8. */
@NullMarked
package dev.workerlet.runtime.script;

import org.jspecify.annotations.NullMarked;
